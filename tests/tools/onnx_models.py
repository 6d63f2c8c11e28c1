"""Makes the models of tests/data/onnx: NAME.onnx, and NAME.json with rows and what the framework that made the model predicts for them.

Needs Python with torch 1.13, onnx 1.12 and scikit-learn 1.2 (Debian 12: python3-torch python3-onnx python3-sklearn).
torch-* are written by torch.onnx.export. sklearn-* hold weights that scikit-learn trained, in graphs as skl2onnx writes them; keras-* and
dynamo-* are graphs as tf2onnx and PyTorch's later exporter write them. These writers are not at hand, so their graphs are built node by node.
"""
import json, os, sys, warnings
import numpy as np
import onnx, torch
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_iris, load_diabetes
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler
from torch import nn

warnings.filterwarnings("ignore")
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "onnx")
torch.manual_seed(0)
random = np.random.RandomState(0)


def save(name, model, rows, outputs):
    onnx.checker.check_model(model)
    onnx.save(model, os.path.join(FOLDER, name + ".onnx"))
    with open(os.path.join(FOLDER, name + ".json"), "w") as file:
        json.dump({"inputs": np.asarray(rows, np.float64).reshape(len(rows), -1).round(7).tolist(),
                   "outputs": np.asarray(outputs, np.float64).reshape(len(rows), -1).tolist()}, file)
        file.write("\n")


def pytorch(name, module, shape, opset):
    module.eval()
    rows = torch.tensor(random.randn(6, *shape).round(4).astype(np.float32))
    path = os.path.join(FOLDER, name + ".onnx")
    torch.onnx.export(module, rows[:2], path, opset_version=opset, input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})
    with torch.no_grad():
        save(name, onnx.load(path), rows.numpy(), module.double()(rows.double()).numpy())


class Blocks(nn.Module):
    """Residual blocks, with and without a projection."""

    def __init__(self):
        super().__init__()
        self.first, self.norm, self.up, self.down = nn.Linear(5, 8), nn.LayerNorm(8), nn.Linear(8, 16), nn.Linear(16, 8)
        self.other, self.shortcut, self.last = nn.Linear(8, 4), nn.Linear(8, 4, bias=False), nn.Linear(4, 2)

    def forward(self, x):
        h = torch.relu(self.first(x))
        h = h + self.down(nn.functional.gelu(self.up(self.norm(h))))
        return self.last(torch.tanh(self.other(h)) + self.shortcut(h))


class Columns(nn.Module):
    """Columns of the input through layers of their own, side by side; one of them as it is."""

    def __init__(self):
        super().__init__()
        self.left, self.right, self.last = nn.Linear(2, 3), nn.Linear(3, 2), nn.Linear(7, 2)

    def forward(self, x):
        parts = [torch.relu(self.left(x[:, :2])), nn.functional.silu(self.right(x[:, 2:5])), x[:, 5:]]
        return torch.softmax(self.last(torch.cat(parts, 1)), -1)


class Flat(nn.Module):
    """Pictures of 3 × 3, scaled as numbers of pixels are."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(9, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(0.5), nn.Linear(6, 1))
        self.layers[1].running_mean.normal_()
        self.layers[1].running_var.uniform_(0.5, 2)
        nn.init.normal_(self.layers[1].weight)

    def forward(self, x):
        return torch.sigmoid(self.layers((x / 255 - 0.5).view(x.size(0), -1)))


def activations(softplus=True):
    layers = [nn.ReLU(), nn.LeakyReLU(0.2), nn.ELU(0.7), nn.SELU(), nn.CELU(1.5), nn.GELU(), nn.SiLU(), nn.Mish(), nn.Softplus(),
              nn.Hardswish(), nn.Hardsigmoid(), nn.Hardtanh(-0.5, 1.5), nn.ReLU6(), nn.Softsign(), nn.Tanhshrink(), nn.Softshrink(0.3),
              nn.Hardshrink(0.3), nn.LogSigmoid(), nn.PReLU(), nn.PReLU(4), nn.Tanh(), nn.Sigmoid(), nn.LogSoftmax(-1)]
    net = nn.Sequential(*[layer for activation in layers for layer in (nn.Linear(4, 4), activation)])
    for parameter in net.parameters():
        if parameter.dim() == 2:
            parameter.data.mul_(3)
    return net


def graph(nodes, weights, inputs, outputs, opsets, ir=8):
    initializers = [numpy_helper.from_array(np.asarray(value), name) for name, value in weights.items()]
    value = lambda name, kind, shape: helper.make_tensor_value_info(name, kind, shape)
    return helper.make_model(helper.make_graph(nodes, "graph", [value(*one) for one in inputs], [value(*one) for one in outputs], initializers),
                             opset_imports=[helper.make_opsetid(domain, version) for domain, version in opsets.items()], ir_version=ir,
                             producer_name="onnx_models.py")


def sklearn_nodes(mlp, scaler, kind):
    """The nodes and constants up to the last layer's sum, as skl2onnx names them."""
    weights, nodes, at = {}, [], "input"
    if scaler is not None:
        nodes.append(helper.make_node("Scaler", [at], ["variable"], "Scaler", domain="ai.onnx.ml",
                                      offset=[float(one) for one in scaler.mean_], scale=[float(1 / one) for one in scaler.scale_]))
        at = "variable"
    nodes.append(helper.make_node("Cast", [at], ["cast_input"], "Cast", to=TensorProto.FLOAT))
    at = "cast_input"
    activation = {"relu": "Relu", "tanh": "Tanh", "logistic": "Sigmoid"}[mlp.activation]
    for i, (w, b) in enumerate(zip(mlp.coefs_, mlp.intercepts_)):
        end = "" if i == 0 else str(i)
        weights["coefficient" + end], weights["intercepts" + end] = w.astype(np.float32), b.reshape(1, -1).astype(np.float32)
        nodes += [helper.make_node("MatMul", [at, "coefficient" + end], ["mul_result" + end], "MatMul" + end),
                  helper.make_node("Add", ["mul_result" + end, "intercepts" + end], ["add_result" + end], "Add" + end)]
        at = "add_result" + end
        if i < len(mlp.coefs_) - 1:
            nodes.append(helper.make_node(activation, [at], ["next_activations" + end], activation + end))
            at = "next_activations" + end
    return nodes, weights, at


def sklearn_classifier(name, x, y, mlp, scaler, zipmap):
    xs = x if scaler is None else scaler.transform(x)
    mlp.fit(xs, y)
    nodes, weights, at = sklearn_nodes(mlp, scaler, "classifier")
    classes = mlp.classes_
    weights["classes"] = np.arange(len(classes)).astype(np.int64)
    weights["shape_tensor"] = np.array([-1], np.int64)
    if len(classes) == 2:
        weights["unity"] = np.array([1], np.float32)
        nodes += [helper.make_node("Sigmoid", [at], ["out_activations_result"], "Sigmoid"),
                  helper.make_node("Sub", ["unity", "out_activations_result"], ["negative_class_proba"], "Sub"),
                  helper.make_node("Concat", ["negative_class_proba", "out_activations_result"], ["probabilities"], "Concat", axis=1)]
    else:
        nodes.append(helper.make_node("Softmax", [at], ["probabilities"], "Softmax", axis=1))
    nodes += [helper.make_node("ArgMax", ["probabilities"], ["argmax_output"], "ArgMax", axis=1),
              helper.make_node("ArrayFeatureExtractor", ["classes", "argmax_output"], ["array_feature_extractor_result"],
                               "ArrayFeatureExtractor", domain="ai.onnx.ml"),
              helper.make_node("Reshape", ["array_feature_extractor_result", "shape_tensor"], ["reshaped_result"], "Reshape"),
              helper.make_node("Cast", ["reshaped_result"], ["output_label"], "Cast1", to=TensorProto.INT64)]
    outputs = [("output_label", TensorProto.INT64, [None])]
    if zipmap:
        nodes.append(helper.make_node("ZipMap", ["probabilities"], ["output_probability"], "ZipMap", domain="ai.onnx.ml",
                                      classlabels_int64s=[int(one) for one in range(len(classes))]))
    else:
        outputs.append(("probabilities", TensorProto.FLOAT, [None, len(classes)]))
    model = graph(nodes, weights, [("input", TensorProto.FLOAT, [None, x.shape[1]])], outputs, {"": 15, "ai.onnx.ml": 1})
    if zipmap:
        output = model.graph.output.add(name="output_probability").type.sequence_type.elem_type.map_type
        output.key_type, output.value_type.tensor_type.elem_type = TensorProto.INT64, TensorProto.FLOAT
    rows = x[::25][:6].round(4)
    probabilities = mlp.predict_proba(rows if scaler is None else scaler.transform(rows))
    save(name, model, rows, probabilities[:, 1:] if len(classes) == 2 else probabilities)


def sklearn_models():
    x, y = load_iris(return_X_y=True)
    settings = dict(hidden_layer_sizes=(6, 5), solver="lbfgs", alpha=0.01, max_iter=300, random_state=0)
    sklearn_classifier("sklearn-classifier", x, y, MLPClassifier(activation="relu", **settings), StandardScaler().fit(x), zipmap=True)
    sklearn_classifier("sklearn-binary", x, (y == 2).astype(int), MLPClassifier(activation="logistic", **settings), None, zipmap=False)
    logistic = LogisticRegression(max_iter=1000).fit(x, y)
    node = helper.make_node("LinearClassifier", ["input"], ["label", "probabilities"], "LinearClassifier", domain="ai.onnx.ml",
                            coefficients=logistic.coef_.ravel().tolist(), intercepts=logistic.intercept_.tolist(),
                            classlabels_ints=[0, 1, 2], multi_class=1, post_transform="SOFTMAX")
    save("sklearn-logistic", graph([node], {}, [("input", TensorProto.FLOAT, [None, 4])],
                                   [("label", TensorProto.INT64, [None]), ("probabilities", TensorProto.FLOAT, [None, 3])],
                                   {"": 15, "ai.onnx.ml": 1}), x[::25][:6], logistic.predict_proba(x[::25][:6]))
    x, y = load_diabetes(return_X_y=True)
    mlp = MLPRegressor(activation="tanh", **settings).fit(x * 10, y / 100)
    nodes, weights, at = sklearn_nodes(mlp, None, "regressor")
    weights["shape_tensor"] = np.array([-1, 1], np.int64)
    nodes.append(helper.make_node("Reshape", [at, "shape_tensor"], ["variable"], "Reshape"))
    rows = (x[::80][:6] * 10).round(4)
    save("sklearn-regressor", graph(nodes, weights, [("input", TensorProto.FLOAT, [None, 10])], [("variable", TensorProto.FLOAT, [None, 1])],
                                    {"": 15}), rows, mlp.predict(rows))


def keras_model():
    """Normalization, dense layers with swish, batch normalization as multiplication and addition: names as tf2onnx gives them."""
    prefix = "StatefulPartitionedCall/sequential/"
    draw = lambda *shape: random.randn(*shape).astype(np.float32).round(3)
    weights = {prefix + "normalization/sub/y:0": draw(1, 3), prefix + "normalization/Sqrt:0": np.abs(draw(1, 3)) + np.float32(0.5),
               prefix + "dense/MatMul/ReadVariableOp:0": draw(3, 5), prefix + "dense/BiasAdd/ReadVariableOp:0": draw(5),
               prefix + "batch_normalization/batchnorm/mul:0": draw(5), prefix + "batch_normalization/batchnorm/sub:0": draw(5),
               prefix + "dense_1/MatMul/ReadVariableOp:0": draw(5, 2), prefix + "dense_1/BiasAdd/ReadVariableOp:0": draw(2)}
    names = list(weights)
    nodes = [helper.make_node("Sub", ["x", names[0]], ["s:0"], prefix + "normalization/sub"),
             helper.make_node("Div", ["s:0", names[1]], ["n:0"], prefix + "normalization/truediv"),
             helper.make_node("MatMul", ["n:0", names[2]], ["m:0"], prefix + "dense/MatMul"),
             helper.make_node("Add", ["m:0", names[3]], ["a:0"], prefix + "dense/BiasAdd"),
             helper.make_node("Sigmoid", ["a:0"], ["g:0"], prefix + "dense/Sigmoid"),
             helper.make_node("Mul", ["a:0", "g:0"], ["w:0"], prefix + "dense/mul"),
             helper.make_node("Mul", ["w:0", names[4]], ["b:0"], prefix + "batch_normalization/batchnorm/mul_1"),
             helper.make_node("Add", ["b:0", names[5]], ["c:0"], prefix + "batch_normalization/batchnorm/add_1"),
             helper.make_node("MatMul", ["c:0", names[6]], ["d:0"], prefix + "dense_1/MatMul"),
             helper.make_node("Add", ["d:0", names[7]], ["e:0"], prefix + "dense_1/BiasAdd"),
             helper.make_node("Softmax", ["e:0"], ["y"], prefix + "dense_1/Softmax", axis=1)]
    rows = random.randn(6, 3).round(4)
    w = [value.astype(np.float64) for value in weights.values()]
    a = (rows - w[0]) / w[1] @ w[2] + w[3]
    z = (a / (1 + np.exp(-a)) * w[4] + w[5]) @ w[6] + w[7]
    p = np.exp(z - z.max(1, keepdims=True))
    save("keras-classifier", graph(nodes, weights, [("x", TensorProto.FLOAT, ["unk__10", 3])], [("y", TensorProto.FLOAT, ["unk__11", 2])],
                                   {"": 15}), rows, p / p.sum(1, keepdims=True))


def dynamo_model():
    """Gemm of transposed weights, LayerNormalization and a residual block in operators of version 18: names as torch.onnx gives them."""
    draw = lambda *shape: random.randn(*shape).astype(np.float32).round(3)
    weights = {"fc1.weight": draw(6, 4), "fc1.bias": draw(6), "norm.weight": draw(6), "norm.bias": draw(6), "fc2.weight": draw(6, 6),
               "fc2.bias": draw(6), "fc3.weight": draw(1, 6), "fc3.bias": draw(1), "val_3": np.array([1], np.int64)}
    nodes = [helper.make_node("Gemm", ["x", "fc1.weight", "fc1.bias"], ["linear"], "node_linear", alpha=1.0, beta=1.0, transA=0, transB=1),
             helper.make_node("LayerNormalization", ["linear", "norm.weight", "norm.bias"], ["layer_norm"], "node_layer_norm", axis=-1,
                              epsilon=9.999999747378752e-06, stash_type=1),
             helper.make_node("Relu", ["layer_norm"], ["relu"], "node_relu"),
             helper.make_node("Gemm", ["relu", "fc2.weight", "fc2.bias"], ["linear_1"], "node_linear_1", alpha=1.0, beta=1.0, transA=0, transB=1),
             helper.make_node("Tanh", ["linear_1"], ["tanh"], "node_tanh"),
             helper.make_node("Add", ["relu", "tanh"], ["add"], "node_add"),
             helper.make_node("Gemm", ["add", "fc3.weight", "fc3.bias"], ["linear_2"], "node_linear_2", alpha=1.0, beta=1.0, transA=0, transB=1),
             helper.make_node("Squeeze", ["linear_2", "val_3"], ["squeeze"], "node_squeeze")]
    rows = random.randn(6, 4).round(4)
    w = {name: value.astype(np.float64) for name, value in weights.items()}
    h = rows @ w["fc1.weight"].T + w["fc1.bias"]
    h = (h - h.mean(1, keepdims=True)) / np.sqrt(h.var(1, keepdims=True) + 1e-5) * w["norm.weight"] + w["norm.bias"]
    h = np.maximum(h, 0)
    h = h + np.tanh(h @ w["fc2.weight"].T + w["fc2.bias"])
    save("dynamo-regressor", graph(nodes, weights, [("x", TensorProto.FLOAT, ["s77", 4])], [("squeeze", TensorProto.FLOAT, ["s77"])],
                                   {"": 17}), rows, h @ w["fc3.weight"].T + w["fc3.bias"])


os.makedirs(FOLDER, exist_ok=True)
pytorch("torch-mlp", nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)), (4,), 17)
pytorch("torch-activations-17", activations(), (4,), 17)
pytorch("torch-activations-12", activations(), (4,), 12)
pytorch("torch-blocks-17", Blocks(), (5,), 17)
pytorch("torch-blocks-13", Blocks(), (5,), 13)
pytorch("torch-columns", Columns(), (7,), 17)
pytorch("torch-flat", Flat(), (1, 3, 3), 17)
sklearn_models()
keras_model()
dynamo_model()
