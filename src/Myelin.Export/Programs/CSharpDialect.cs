using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>Arrays as spans, and one method for all products.</summary>
sealed class CSharpDialect : Dialect
{
    public override string MultiplyAdd => "System.MathF.FusedMultiplyAdd";

    public override string Round => "System.MathF.Round";

    public override string Constant => "";

    public override string Part(string array, int from, int count) => FormattableString.Invariant($"{array}.Slice({from}, {count})");

    public override string Copy(string from, string to, int count) => FormattableString.Invariant($"{from}.CopyTo({to});");

    public override TableShape Weights(int columns) => TableShape.Plain(columns);

    public override void Product(StringBuilder body, ProductCall call) => body.Append(CultureInfo.InvariantCulture,
        $"    Product({call.X}, {call.W}, {(call.Bias.Length > 0 ? call.Bias : "default")}, {call.Z});\n");

    /// <summary>The method of products: vectors over outputs, eight inputs at a time, each output's sum in its order.</summary>
    public const string Products = """

        // z = b, then z[j] = x[i] · w[i, j] + z[j] for each i in turn
        static void Product(
            System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> w, System.ReadOnlySpan<float> b, System.Span<float> z)
        {
            if (b.IsEmpty) z.Clear();
            else b.CopyTo(z);
            int i = 0, outputs = z.Length, width = System.Numerics.Vector<float>.Count;
            for (; i <= x.Length - 8; i += 8)
            {
                System.ReadOnlySpan<float> w0 = w.Slice(i * outputs, outputs), w1 = w.Slice((i + 1) * outputs, outputs),
                    w2 = w.Slice((i + 2) * outputs, outputs), w3 = w.Slice((i + 3) * outputs, outputs),
                    w4 = w.Slice((i + 4) * outputs, outputs), w5 = w.Slice((i + 5) * outputs, outputs),
                    w6 = w.Slice((i + 6) * outputs, outputs), w7 = w.Slice((i + 7) * outputs, outputs);
                float x0 = x[i], x1 = x[i + 1], x2 = x[i + 2], x3 = x[i + 3], x4 = x[i + 4], x5 = x[i + 5], x6 = x[i + 6], x7 = x[i + 7];
                int j = 0;
                for (; j <= outputs - width; j += width)
                {
                    System.Span<float> at = z.Slice(j);
                    var sum = new System.Numerics.Vector<float>(at);
                    sum = Add(x0, w0.Slice(j), sum);
                    sum = Add(x1, w1.Slice(j), sum);
                    sum = Add(x2, w2.Slice(j), sum);
                    sum = Add(x3, w3.Slice(j), sum);
                    sum = Add(x4, w4.Slice(j), sum);
                    sum = Add(x5, w5.Slice(j), sum);
                    sum = Add(x6, w6.Slice(j), sum);
                    sum = Add(x7, w7.Slice(j), sum);
                    sum.CopyTo(at);
                }
                for (; j < outputs; j++)
                {
                    float sum = System.MathF.FusedMultiplyAdd(x0, w0[j], z[j]);
                    sum = System.MathF.FusedMultiplyAdd(x1, w1[j], sum);
                    sum = System.MathF.FusedMultiplyAdd(x2, w2[j], sum);
                    sum = System.MathF.FusedMultiplyAdd(x3, w3[j], sum);
                    sum = System.MathF.FusedMultiplyAdd(x4, w4[j], sum);
                    sum = System.MathF.FusedMultiplyAdd(x5, w5[j], sum);
                    sum = System.MathF.FusedMultiplyAdd(x6, w6[j], sum);
                    z[j] = System.MathF.FusedMultiplyAdd(x7, w7[j], sum);
                }
            }
            for (; i < x.Length; i++)
                for (int j = 0; j < outputs; j++) z[j] = System.MathF.FusedMultiplyAdd(x[i], w[i * outputs + j], z[j]);
        }

        static System.Numerics.Vector<float> Add(float x, System.ReadOnlySpan<float> w, System.Numerics.Vector<float> sum) =>
            System.Numerics.Vector.FusedMultiplyAdd(new(x), new(w), sum);

        """;
}
