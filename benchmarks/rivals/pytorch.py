"""PyTorch, eager; of the ways it offers for one thing, the one that is fastest here."""

import sys

import torch

from contestant import WIDTHS, is_classification, is_sigmoid, load, openblas, serve, warm_up

FOLDER, THREADS = sys.argv[1], int(sys.argv[2])


def build(network, layers):
    modules = []
    for place, (weights, bias) in enumerate(layers):
        dense = torch.nn.Linear(*weights.shape)
        dense.weight.data = torch.from_numpy(weights.T.copy())
        dense.bias.data = torch.from_numpy(bias.copy())
        modules.append(dense)
        last = place == len(layers) - 1
        if is_sigmoid(network):
            modules.append(torch.nn.Sigmoid())
        elif not last:
            modules.append(torch.nn.ReLU())
    return torch.nn.Sequential(*modules)


def loss_of(network):
    if is_classification(network):
        return torch.nn.functional.cross_entropy
    return lambda outputs, targets: 0.5 * torch.nn.functional.mse_loss(outputs, targets)


def trainer(network, batch, inputs, targets, layers, foreach):
    model, loss = build(network, layers), loss_of(network)
    if is_sigmoid(network):
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, foreach=foreach)
    else:
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=foreach)
    batches = len(inputs) // batch
    step = 0

    def repeat(turns):
        nonlocal step
        for _ in range(turns):
            at = step % batches * batch
            step += 1
            optimizer.zero_grad(set_to_none=True)
            value = loss(model(inputs[at:at + batch]), targets[at:at + batch])
            value.backward()
            optimizer.step()

    return repeat, lambda rows: float(loss(model(inputs[rows]), targets[rows]))


def fastest(candidates):
    return max(candidates, key=warm_up)


def training(network, batch):
    inputs, targets, layers = load(FOLDER, network)
    data = torch.from_numpy(inputs), torch.from_numpy(targets), layers
    repeat = fastest([trainer(network, batch, *data, foreach)[0] for foreach in (False, True)])

    def check(steps):
        train, evaluate = trainer(network, batch, *data, False)
        train(steps)
        return evaluate(slice(steps * batch, (steps + 1) * batch))

    return batch, repeat, check


def prediction(network, batch):
    inputs, _, layers = load(FOLDER, network)
    inputs = torch.from_numpy(inputs)
    model = build(network, layers)
    if is_classification(network):
        model.append(torch.nn.Softmax(dim=1))
    model.eval()
    batches = len(inputs) // batch
    frozen = torch.jit.freeze(torch.jit.trace(model, inputs[:batch]))

    def predictor(function):
        def repeat(turns):
            with torch.inference_mode():
                for turn in range(turns):
                    at = turn % batches * batch
                    function(inputs[at:at + batch])
        return repeat

    def check(_):
        with torch.inference_mode():
            return " ".join(str(float(value)) for value in model(inputs[:batch])[-1])

    return batch, fastest([predictor(model), predictor(frozen)]), check


def course(kind, network, batch):
    if network not in WIDTHS or network == "a-linear":
        return "unknown network"
    return (training if kind == "train" else prediction)(network, batch)


torch.set_num_threads(THREADS)
torch.set_num_interop_threads(1)
capability = next((line.split()[-1] for line in torch.__config__.show().splitlines() if "CPU capability" in line), "unknown")
serve(f"PyTorch {torch.__version__}, {capability}; {openblas()}", course)
