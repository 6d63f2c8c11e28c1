using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Oracle.Onnx;

/// <summary>ONNX's two losses of class indices: classes stand along axis 1, every other place is a row.</summary>
static class Losses
{
    public static Tensor[] SoftmaxCrossEntropy(Node node) => Of(node, (weights, ignored, reduction) =>
        new SoftmaxCrossEntropy(weights, IgnoredClass: ignored, Reduction: reduction));

    public static Tensor[] NegativeLogLikelihood(Node node) => Of(node, (weights, ignored, reduction) =>
        new NegativeLogLikelihood(weights, ignored, reduction));

    /// <summary>The values, unreduced, in the order of the targets.</summary>
    public static Tensor Each(ILoss loss, Tensor x, double[][] rows, double[][] targets) => new([rows.Length], x.Type == "DOUBLE"
        ? LossValues.Each<double>(loss, rows.Flat<double>(), targets.Flat<double>(), rows.Length)
        : [.. LossValues.Each<float>(loss, rows.Flat<float>(), targets.Flat<float>(), rows.Length).Select(value => (double)value)], x.Type);

    static Tensor[] Of(Node node, Func<EquatableArray<double>?, int?, Reduction, ILoss> make)
    {
        if (node.Outputs > 1) throw new NotExpressible("log-probabilities as a second output of a loss");
        EquatableArray<double>? weights = node.Input(2) is { } given ? new EquatableArray<double>(given.Data) : null;
        int? ignored = node.Attributes.Has("ignore_index") ? node.Whole("ignore_index", 0) : null;
        Reduction reduction = Enum.Parse<Reduction>(node.Text("reduction") ?? "mean", ignoreCase: true);
        ILoss loss = make(weights, ignored, reduction);
        (double[][] rows, double[][] targets) = (node.X.Along(1), [.. node.Input(1)!.Data.Select(y => new[] { y })]);
        if (reduction == Reduction.None) return [Each(loss, node.X, rows, targets)];
        double value = node.X.Type == "DOUBLE"
            ? LossValues.Reduced<double>(loss, rows.Flat<double>(), targets.Flat<double>(), rows.Length).Loss
            : LossValues.Reduced<float>(loss, rows.Flat<float>(), targets.Flat<float>(), rows.Length).Loss;
        return [new([], [value], node.X.Type)];
    }
}
