// FANN: sigmoids and gradient descent, so network (a) alone. Its sigmoid of steepness s is 1/(1 + e^(−2sz)), ours with s = ½; its
// error is target − output and its batch training divides by the rows, so its rate is ours with half the squared error.
#include <fann.h>
#include <memory>
#include "rival.h"

static const int Inputs = 4, Hidden = 4;
static std::string folder;

struct Net {
    fann* net = fann_create_standard(3, Inputs, Hidden, 1);

    Net(const std::vector<float>& w, fann_train_enum algorithm) {
        fann_set_activation_function_hidden(net, FANN_SIGMOID);
        fann_set_activation_function_output(net, FANN_SIGMOID);
        fann_set_activation_steepness_hidden(net, 0.5f);
        fann_set_activation_steepness_output(net, 0.5f);
        fann_set_train_error_function(net, FANN_ERRORFUNC_LINEAR);
        fann_set_training_algorithm(net, algorithm);
        fann_set_learning_rate(net, 0.1f);
        fann_set_learning_momentum(net, 0);
        // neurons are numbered through all layers, each layer's bias after its neurons
        const int hidden = Inputs + 1, output = hidden + Hidden + 1;
        size_t at = 0;
        for (int i = 0; i <= Inputs; i++)
            for (int o = 0; o < Hidden; o++) fann_set_weight(net, i, hidden + o, w[at++]);
        for (int i = 0; i <= Hidden; i++) fann_set_weight(net, hidden + i, output, w[at++]);
    }
    ~Net() { fann_destroy(net); }
    Net(const Net&) = delete;
};

struct Data {
    std::vector<float> x = numbers(folder, "a", "inputs"), y = numbers(folder, "a", "targets"), w = numbers(folder, "a", "weights");
    size_t rows() const { return y.size(); }
};

static double loss(Net& n, Data& d, size_t from, size_t count) {
    double sum = 0;
    for (size_t i = from; i < from + count; i++) {
        double error = fann_run(n.net, &d.x[i * Inputs])[0] - d.y[i];
        sum += 0.5 * error * error;
    }
    return sum / count;
}

static std::function<void(long)> row_by_row(std::shared_ptr<Data> d, std::shared_ptr<Net> n) {
    return [=, at = size_t{0}](long turns) mutable {
        for (long turn = 0; turn < turns; turn++) {
            fann_train(n->net, &d->x[at * Inputs], &d->y[at]);
            if (++at == d->rows()) at = 0;
        }
    };
}

static std::function<void(long)> batch_by_batch(std::shared_ptr<Data> d, std::shared_ptr<Net> n, int batch) {
    std::vector<fann_train_data*> batches;
    for (size_t from = 0; from + batch <= d->rows(); from += batch) {
        fann_train_data* data = fann_create_train(batch, Inputs, 1);
        for (int i = 0; i < batch; i++) {
            std::copy_n(&d->x[(from + i) * Inputs], Inputs, data->input[i]);
            data->output[i][0] = d->y[from + i];
        }
        batches.push_back(data);
    }
    return [=, at = size_t{0}](long turns) mutable {
        for (long turn = 0; turn < turns; turn++) fann_train_epoch(n->net, batches[at++ % batches.size()]);
    };
}

static Course training(int batch) {
    auto data = std::make_shared<Data>();
    auto start = [=](std::shared_ptr<Net>& net) {
        net = std::make_shared<Net>(data->w, batch == 1 ? FANN_TRAIN_INCREMENTAL : FANN_TRAIN_BATCH);
        return batch == 1 ? row_by_row(data, net) : batch_by_batch(data, net, batch);
    };
    std::shared_ptr<Net> net;
    return {batch, start(net), [=](int steps) {
        std::shared_ptr<Net> fresh;
        start(fresh)(steps);
        return text(loss(*fresh, *data, size_t(steps) * batch, batch));
    }};
}

static Course prediction() {
    auto data = std::make_shared<Data>();
    auto net = std::make_shared<Net>(data->w, FANN_TRAIN_INCREMENTAL);
    return {1, [=, at = size_t{0}](long turns) mutable {
        for (long turn = 0; turn < turns; turn++) {
            fann_run(net->net, &data->x[at * Inputs]);
            if (++at == data->rows()) at = 0;
        }
    }, [=](int) { return text(fann_run(net->net, &data->x[0])[0]); }};
}

int main(int, char** arguments) {
    folder = arguments[1];
    serve("FANN 2.2.0, float, scalar code", [](const std::string& kind, const std::string& network, int batch) {
        if (network != "a") throw std::runtime_error("FANN 2.2 has no ReLU, no softmax and no Adam");
        if (kind == "predict" && batch > 1) throw std::runtime_error("FANN predicts row by row");
        return kind == "train" ? training(batch) : prediction();
    });
}
