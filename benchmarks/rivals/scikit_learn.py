"""scikit-learn's multi-layer perceptrons. A regression's output is linear there, so (a) is learnt as a-linear."""

import sys
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

from contestant import WIDTHS, is_classification, is_sigmoid, load, openblas, serve

FOLDER = sys.argv[1]


def build(network, batch, data):
    """A perceptron that has seen one batch, for its arrays to be there, and then been given the weights and a new optimizer."""
    inputs, targets, layers = data
    settings = dict(hidden_layer_sizes=WIDTHS[network][1:-1], batch_size=batch, alpha=0, shuffle=False, random_state=1)
    if is_sigmoid(network):
        model = MLPRegressor(activation="logistic", solver="sgd", momentum=0.0, learning_rate_init=0.1, **settings)
    else:
        kind = MLPClassifier if is_classification(network) else MLPRegressor
        model = kind(activation="relu", solver="adam", learning_rate_init=1e-3, **settings)
    if is_classification(network):
        model.partial_fit(inputs[:batch], targets[:batch], classes=np.arange(WIDTHS[network][-1]))
    else:
        model.partial_fit(inputs[:batch], targets[:batch])
    for place, (weights, bias) in enumerate(layers):
        model.coefs_[place][:] = weights
        model.intercepts_[place][:] = bias
    del model._optimizer
    return model


def prepared(network):
    inputs, targets, layers = load(FOLDER, network)
    return inputs, targets if is_classification(network) else targets.ravel(), layers


def training(network, batch):
    data = inputs, targets, _ = prepared(network)
    model = build(network, batch, data)
    # a call looks through its rows once before it takes them batch by batch: as many rows a call as a short measurement allows
    rows = 1024 if batch == 1 else len(inputs) // batch * batch

    def repeat(turns):
        for _ in range(turns):
            model.partial_fit(inputs[:rows], targets[:rows])

    def check(steps):
        seen = steps * batch
        fresh = build(network, batch, data)
        fresh.partial_fit(inputs[:seen], targets[:seen])
        # the loss of a pass over one batch is the one before its step
        fresh.partial_fit(inputs[seen:seen + batch], targets[seen:seen + batch])
        return fresh.loss_

    return rows, repeat, check


def prediction(network, batch):
    data = inputs, _, _ = prepared(network)
    model = build(network, min(32, len(inputs)), data)
    predict = model.predict_proba if is_classification(network) else model.predict
    batches = len(inputs) // batch

    def repeat(turns):
        for turn in range(turns):
            at = turn % batches * batch
            predict(inputs[at:at + batch])

    def check(_):
        return " ".join(str(float(value)) for value in np.atleast_1d(predict(inputs[:batch])[-1]))

    return batch, repeat, check


def course(kind, network, batch):
    if network == "a":
        return "a regression with a sigmoid output does not exist there"
    return (training if kind == "train" else prediction)(network, batch)


warnings.filterwarnings("ignore")
serve(f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}; {openblas()}", course)
