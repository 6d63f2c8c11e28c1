namespace Myelin.Onnx;

/// <summary>Activations that are one operator, or two; all others are written by their formulas.</summary>
static class ActivationNodes
{
    /// <summary>σ(x) of float32 numbers; null where there is no such operator in this version.</summary>
    public static string? Find(GraphBuilder graph, IActivation activation, string x) => activation switch
    {
        Relu => graph.Node("Relu", x),
        Sigmoid => graph.Node("Sigmoid", x),
        Tanh => graph.Node("Tanh", x),
        Exponential => graph.Node("Exp", x),
        Softsign => graph.Node("Softsign", x),
        HardSwish => graph.Node("HardSwish", x),
        Softmax => graph.Node("Softmax", [("axis", -1L)], x),
        LogSoftmax => graph.Node("LogSoftmax", [("axis", -1L)], x),
        Softplus { Beta: 1 } => graph.Node("Softplus", x),
        LeakyRelu leaky => graph.Node("LeakyRelu", [("alpha", (float)leaky.NegativeSlope)], x),
        Elu elu => graph.Node("Elu", [("alpha", (float)elu.Alpha)], x),
        Celu celu => graph.Node("Celu", [("alpha", (float)celu.Alpha)], x),
        Selu => graph.Node("Selu", x),
        HardSigmoid => graph.Node("HardSigmoid", [("alpha", 1 / 6f), ("beta", 0.5f)], x),
        Relu6 => graph.Node("Clip", x, graph.Number(0f), graph.Number(6f)),
        HardTanh tanh => graph.Node("Clip", x, graph.Number((float)tanh.Low), graph.Number((float)tanh.High)),
        SoftShrink soft => graph.Node("Shrink", [("bias", (float)soft.Lambda), ("lambd", (float)soft.Lambda)], x),
        HardShrink hard => graph.Node("Shrink", [("bias", 0f), ("lambd", (float)hard.Lambda)], x),
        Mish when graph.Opset >= 18 => graph.Node("Mish", x),
        Gelu when graph.Opset >= 20 => graph.Node("Gelu", [("approximate", "none")], x),
        GeluTanh when graph.Opset >= 20 => graph.Node("Gelu", [("approximate", "tanh")], x),
        _ => null,
    };
}
