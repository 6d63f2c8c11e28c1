namespace Myelin.Onnx.Tests.Evaluation;

/// <summary>How far a tensor is from the expected one.</summary>
static class Comparison
{
    /// <summary>The greatest error as a multiple of the allowed one; infinite where shape, type or a string differs.</summary>
    public static double Error(OnnxTensor expected, OnnxTensor actual, double tolerance = 1)
    {
        if (expected.ToString() != actual.ToString()) return double.PositiveInfinity;
        if (!expected.IsReal())
            return expected.Data.Cast<object>().SequenceEqual(actual.Data.Cast<object>()) ? 0 : double.PositiveInfinity;
        (double[] e, double[] a) = (Numbers.Reals(expected), Numbers.Reals(actual));
        (double absolute, double relative) = expected.Type switch
        {
            OnnxType.Double => (1e-14, 1e-12),
            OnnxType.Float => (1e-6, 2e-6),
            _ => (1e-3, 1e-3),
        };
        double worst = 0;
        for (int i = 0; i < e.Length; i++)
        {
            if (e[i].Equals(a[i])) continue;
            double error = Math.Abs(a[i] - e[i]) / (tolerance * (absolute + relative * Math.Abs(e[i])));
            worst = Math.Max(worst, double.IsNaN(error) ? double.PositiveInfinity : error);
        }
        return worst;
    }
}
