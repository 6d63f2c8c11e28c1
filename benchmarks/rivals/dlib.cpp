// dlib's networks, stepped without its trainer's thread, on batches that are tensors already: the fastest way it offers.
#include <dlib/dnn.h>
#include <dlib/revision.h>
#include <dlfcn.h>
#include <memory>
#include "rival.h"

using namespace dlib;
using rows_in = input<matrix<float>>;
using network_a = loss_mean_squared<sig<fc<1, sig<fc<4, rows_in>>>>>;
using network_b = loss_mean_squared<fc<1, relu<fc<64, relu<fc<64, rows_in>>>>>>;
using network_c = loss_multiclass_log<fc<10, relu<fc<128, relu<fc<256, rows_in>>>>>>;
using network_d = loss_multiclass_log<fc<10, relu<fc<1024, relu<fc<1024, relu<fc<1024, rows_in>>>>>>>>;

static std::string folder;

template <class Net>
struct Data {
    using label = typename Net::training_label_type;
    std::vector<resizable_tensor> inputs;
    std::vector<std::vector<label>> targets;
    std::vector<float> weights;

    Data(const std::string& network, int columns, int batch, Net& net) : weights(numbers(folder, network, "weights")) {
        std::vector<float> x = numbers(folder, network, "inputs"), y = numbers(folder, network, "targets");
        for (size_t from = 0; from + batch <= y.size(); from += batch) {
            std::vector<matrix<float>> rows;
            for (int i = 0; i < batch; i++) rows.push_back(mat(&x[(from + i) * columns], columns, 1));
            inputs.emplace_back();
            net.to_tensor(rows.begin(), rows.end(), inputs.back());
            targets.emplace_back(y.begin() + from, y.begin() + from + batch);
        }
    }
};

// parameters exist once a batch has gone through; they are visited from the output on
template <class Net>
void begin(Net& net, const tensor& input, const std::vector<float>& weights) {
    net.subnet().forward(input);
    std::vector<tensor*> blocks;
    visit_layer_parameters(net, [&](size_t, tensor& block) { if (block.size() > 0) blocks.push_back(&block); });
    std::reverse(blocks.begin(), blocks.end());
    const float* from = weights.data();
    for (tensor* block : blocks) {
        std::copy_n(from, block->size(), block->host());
        from += block->size();
    }
}

// what a network is trained with; a regression's loss is the mean of squares, without the half that its gradient has
template <class Net>
struct Trait {
    using solver = adam;
    static solver make() { return adam(0, 0.9f, 0.999f); }
    static constexpr double rate = 1e-3, loss_scale = 1;
    static constexpr bool classifies = true;
};
template <>
struct Trait<network_b> : Trait<void> {
    static constexpr double loss_scale = 0.5;
    static constexpr bool classifies = false;
};
template <>
struct Trait<network_a> {
    using solver = sgd;
    static solver make() { return sgd(0, 0); }
    static constexpr double rate = 0.1, loss_scale = 0.5;
    static constexpr bool classifies = false;
};

template <class Net>
struct Runner {
    Net net;
    Data<Net> data;
    std::vector<typename Trait<Net>::solver> solvers;
    size_t at = 0;

    Runner(const std::string& network, int columns, int batch)
        : data(network, columns, batch, net), solvers(Net::num_computational_layers, Trait<Net>::make()) {
        begin(net, data.inputs[0], data.weights);
    }

    void step() {
        size_t now = at++ % data.inputs.size();
        net.compute_parameter_gradients(data.inputs[now], data.targets[now].begin());
        net.update_parameters(make_sstack(solvers), Trait<Net>::rate);
    }
};

template <class Net>
Course training(const std::string& network, int columns, int batch) {
    auto runner = std::make_shared<Runner<Net>>(network, columns, batch);
    return {batch, [=](long turns) { for (long turn = 0; turn < turns; turn++) runner->step(); }, [=](int steps) {
        Runner<Net> fresh(network, columns, batch);
        for (int step = 0; step < steps; step++) fresh.step();
        return text(Trait<Net>::loss_scale * fresh.net.compute_loss(fresh.data.inputs[steps], fresh.data.targets[steps].begin()));
    }};
}

template <class Net>
Course prediction(const std::string& network, int columns, int batch) {
    auto runner = std::make_shared<Runner<Net>>(network, columns, batch);
    auto predict = [=, probabilities = std::make_shared<resizable_tensor>()](size_t which) -> const tensor& {
        const tensor& output = runner->net.subnet().forward(runner->data.inputs[which]);
        if (!Trait<Net>::classifies) return output;
        probabilities->copy_size(output);
        tt::softmax(*probabilities, output);
        return *probabilities;
    };
    return {batch, [=](long turns) {
        for (long turn = 0; turn < turns; turn++) predict(turn % runner->data.inputs.size()).host();
    }, [=](int) {
        const tensor& output = predict(0);
        const float* last = output.host() + (output.num_samples() - 1) * output.k();
        std::string line;
        for (long k = 0; k < output.k(); k++) line += (k ? " " : "") + text(last[k]);
        return line;
    }};
}

template <class Net>
Course course(const std::string& kind, const std::string& network, int columns, int batch) {
    return kind == "train" ? training<Net>(network, columns, batch) : prediction<Net>(network, columns, batch);
}

int main(int, char** arguments) {
    folder = arguments[1];
    auto core = reinterpret_cast<char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
    std::string kernels = core ? std::string("OpenBLAS, ") + core() + " kernels" : "the system's BLAS";
    serve("dlib " + std::to_string(DLIB_MAJOR_VERSION) + "." + std::to_string(DLIB_MINOR_VERSION) + "; " + kernels,
        [](const std::string& kind, const std::string& network, int batch) {
            if (network == "a") return course<network_a>(kind, network, 4, batch);
            if (network == "b") return course<network_b>(kind, network, 30, batch);
            if (network == "c") return course<network_c>(kind, network, 784, batch);
            if (network == "d") return course<network_d>(kind, network, 512, batch);
            throw std::runtime_error("no such network");
        });
}
