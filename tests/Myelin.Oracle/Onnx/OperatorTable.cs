namespace Myelin.Oracle.Onnx;

/// <summary>What each ONNX operator is in Myelin's terms, or why it is nothing there.</summary>
static class OperatorTable
{
    // the operator's defaults, floats
    const double SeluAlpha = 1.67326319217681884765625, SeluGamma = 1.05070102214813232421875;

    public static Tensor[] Run(Node node) => node.Operator switch
    {
        "Gemm" => Products.Gemm(node),
        "MatMul" => Products.MatMul(node),
        "BatchNormalization" => Normalizations.Batch(node),
        "LayerNormalization" => Normalizations.Layer(node),
        "Dropout" => Normalizations.Dropout(node),
        "SoftmaxCrossEntropyLoss" => Losses.SoftmaxCrossEntropy(node),
        "NegativeLogLikelihoodLoss" => Losses.NegativeLogLikelihood(node),
        "Adam" => Descents.Adam(node),
        "Momentum" => Descents.Momentum(node),
        "Adagrad" => Descents.Adagrad(node),
        "PRelu" => PRelu(node),
        "Softmax" => Row(node, new Softmax()),
        "LogSoftmax" => Row(node, new LogSoftmax()),
        _ => Element(node, Layers(node)),
    };

    /// <summary>Layers that do to each number what the operator does.</summary>
    static Layer[] Layers(Node node) => node.Operator switch
    {
        "Identity" => [new Activation(new Identity())],
        "Relu" => [new Activation(new Relu())],
        "LeakyRelu" => [new Activation(new LeakyRelu(node.Number("alpha", 0.01)))],
        "Abs" => [new Activation(new LeakyRelu(-1))],
        "Elu" => [new Activation(new Elu(node.Number("alpha", 1)))],
        "Celu" => [new Activation(new Celu(node.Number("alpha", 1)))],
        "Selu" when HasOwnConstants(node) => [new Activation(new Elu(node.Number("alpha", SeluAlpha))), new Scale()],
        "Selu" => [new Activation(new Selu())],
        "Sigmoid" => [new Activation(new Sigmoid())],
        "Tanh" => [new Activation(new Tanh())],
        "Softplus" => [new Activation(new Softplus())],
        "Softsign" => [new Activation(new Softsign())],
        "Mish" => [new Activation(new Mish())],
        "HardSwish" => [new Activation(new HardSwish())],
        "Exp" => [new Activation(new Exponential())],
        "Gelu" => [new Activation(node.Text("approximate") == "tanh" ? new GeluTanh() : new Gelu())],
        "Swish" when node.Number("alpha", 1) == 1 => [new Activation(new Silu())],
        "Clip" => [new Activation(Clip(node))],
        "Shrink" => [new Activation(Shrink(node.Number("lambd", 0.5), node.Number("bias", 0)))],

        // x above α, else 0
        "ThresholdedRelu" when node.Number("alpha", 1) >= 0 =>
            [new Activation(new HardShrink(node.Number("alpha", 1))), new Activation(new Relu())],

        // one neuron: min(max(0, α x + β), 1)
        "HardSigmoid" => [new Dense(1, new HardTanh(0, 1))],
        "Neg" => [new Scale()],
        _ => throw new NotExpressible(Reason(node.Operator)),
    };

    static (string, double[])[] Parameters(Node node, int width) => node.Operator switch
    {
        "HardSigmoid" => [("layers.0.weight", [node.Number("alpha", 0.2)]), ("layers.0.bias", [node.Number("beta", 0.5)])],
        "Neg" => [("layers.0.scale", [.. Enumerable.Repeat(-1d, width)])],
        "Selu" when HasOwnConstants(node) => [("layers.1.scale", [.. Enumerable.Repeat(node.Number("gamma", SeluGamma), width)])],
        _ => [],
    };

    static bool HasOwnConstants(Node selu) => selu.Attributes.Has("alpha") || selu.Attributes.Has("gamma");

    static Tensor[] Element(Node node, Layer[] layers)
    {
        // a neuron sees one number; everything else a row of them
        double[][] rows = layers[0] is Dense ? [.. node.X.Data.Select(x => new[] { x })] : node.X.From(Math.Max(0, node.X.Rank - 1));
        double[][] outputs = Networks.Predict(node.X.Type, new Network(rows[0].Length, layers), rows, Parameters(node, rows[0].Length));
        return [node.X.With([.. outputs.SelectMany(row => row)])];
    }

    // since version 13 over one axis; before, over all axes from one on
    static Tensor[] Row(Node node, IActivation activation)
    {
        bool one = node.Version >= 13;
        int axis = node.X.Axis(node.Whole("axis", one ? -1 : 1));
        double[][] rows = one ? node.X.Along(axis) : node.X.From(axis);
        double[][] outputs = Networks.Predict(node.X.Type, new Network(rows[0].Length, new Activation(activation)), rows);
        return [one ? node.X.From(outputs, axis) : node.X.With([.. outputs.SelectMany(row => row)])];
    }

    static Tensor[] PRelu(Node node)
    {
        (Tensor x, double[] slope) = (node.X, node.Input(1)!.Data);
        if (slope.Length == 1) return Of(x.From(1), PerUnit: false, 0);
        if (slope.Length == x.Data.Length) return Of([x.Data], PerUnit: true, 0);

        // before version 7 a slope belongs to a channel, axis 1; since then it is broadcast from the last axis
        int axis = node.Version < 7 ? 1 : x.Rank - 1;
        return slope.Length == x.Shape[axis]
            ? Of(x.Along(axis), PerUnit: true, axis)
            : throw new NotExpressible("a slope that differs by row");

        Tensor[] Of(double[][] rows, bool PerUnit, int along)
        {
            double[][] y = Networks.Predict(x.Type, new Network(rows[0].Length, new PRelu(PerUnit)), rows, ("layers.0.slope", slope));
            return [along > 0 ? x.From(y, along) : x.With([.. y.SelectMany(row => row)])];
        }
    }

    static HardTanh Clip(Node node)
    {
        double low = node.Input(1)?.Data[0] ?? node.Number("min", float.MinValue);
        double high = node.Input(2)?.Data[0] ?? node.Number("max", float.MaxValue);
        return low < high ? new HardTanh(low, high) : throw new NotExpressible("bounds in the wrong order");
    }

    static IActivation Shrink(double lambda, double bias) =>
        bias == lambda ? new SoftShrink(lambda)
        : bias == 0 ? new HardShrink(lambda)
        : throw new NotExpressible("a shrink by other than 0 or λ");

    static string Reason(string name) => name switch
    {
        "RMSNormalization" or "InstanceNormalization" => "no such normalization: there are batch and layer norm",
        "ReduceSum" or "ReduceMean" or "ReduceSumSquare" or "ArgMax" or "Hardmax" => "sums or ranks a tensor: no layer does",
        "Flatten" or "Reshape" or "Transpose" or "Concat" or "Split" or "Slice" or "Squeeze" or "Cast" =>
            "rearranges a tensor: a network's rows are vectors, laid out by the caller",
        "Add" or "Sub" or "Mul" or "Div" or "Max" or "Min" or "Pow" or "Sum" => "combines two tensors: a network has one input",
        "Swish" => "a swish with a factor",
        _ => "no such activation",
    };
}
