// The conversation with the program that compares: what contestant.py and Protocol/Contestant.cs do in their languages.
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

// rows a turn; turns to run; what comes out after some steps
struct Course {
    int rows;
    std::function<void(long)> repeat;
    std::function<std::string(int)> check;
    double rate = 0;
};

inline std::vector<float> numbers(const std::string& folder, const std::string& network, const std::string& kind) {
    std::ifstream file(folder + "/" + network + "-" + kind + ".bin", std::ios::binary | std::ios::ate);
    if (!file) throw std::runtime_error("no " + kind + " of " + network);
    std::vector<float> values(file.tellg() / sizeof(float));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(values.data()), values.size() * sizeof(float));
    return values;
}

inline std::string text(double value) {
    std::ostringstream stream;
    stream << std::setprecision(9) << value;
    return stream.str();
}

inline double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// runs for a while; returns turns a second
inline double warm_up(const std::function<void(long)>& repeat) {
    const double length = 0.7, begin = seconds();
    for (long turns = 1;;) {
        double start = seconds();
        repeat(turns);
        double now = seconds();
        if (now - begin > length) return turns / (now - start);
        if (now - start < length / 10) turns *= 2;
    }
}

// open(kind, network, batch) throws a word where there is no such course
template <class Open>
void serve(const std::string& description, Open open) {
    std::map<std::string, Course> courses;
    std::cout << description << std::endl;
    std::string verb, kind, network;
    int batch;
    double number;
    while (std::cin >> verb >> kind >> network >> batch >> number) {
        try {
            std::string key = kind + network + std::to_string(batch);
            if (!courses.count(key)) courses.emplace(key, open(kind, network, batch));
            Course& course = courses.at(key);
            if (verb == "check") {
                std::cout << "ok " << course.check(static_cast<int>(number)) << std::endl;
                continue;
            }
            if (course.rate == 0) course.rate = warm_up(course.repeat);
            long turns = std::max(1L, std::lround(course.rate * number));
            double start = seconds();
            course.repeat(turns);
            std::cout << "ok " << text(course.rows * static_cast<double>(turns) / (seconds() - start)) << std::endl;
        } catch (const std::exception& none) {
            std::cout << "no " << none.what() << std::endl;
        }
    }
}
