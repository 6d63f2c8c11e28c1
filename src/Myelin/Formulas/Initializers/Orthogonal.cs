using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// A random orthogonal matrix times g: WᵀW = g² I, or WWᵀ = g² I where W has more columns than rows (Saxe, McClelland, Ganguli 2014,
/// section 3).
/// </summary>
/// <remarks>
/// Normal vectors made orthogonal one after another (Gram, Schmidt), each twice, which is enough for orthogonality to rounding
/// (Giraud, Langou, Rozložník 2005). The triangle's diagonal is positive, so that the matrix is uniform over all orthogonal ones
/// (Mezzadri 2007, section 5).
/// </remarks>
/// <param name="Gain">g &gt; 0</param>
public sealed record Orthogonal(double Gain = 1) : IInitializer
{
    public double Gain { get; } = Throw.IfNotPositive(Gain, "the gain of an orthogonal initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random)
    {
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[] vectors = new double[count * length];
        for (int k = 0; k < count; k++)
        {
            Span<double> vector = vectors.AsSpan(k * length, length);
            foreach (ref double number in vector) number = random.Normal();
            for (int earlier = 0; earlier < 2 * k; earlier++) Project(vectors.AsSpan(earlier % k * length, length), vector);
            Rows.Divide(vector, Math.Sqrt(Rows.Dot<double>(vector, vector)));
        }
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                values[r * columns + c] = Gain * (rows < columns ? vectors[r * length + c] : vectors[c * length + r]);
    }

    // x := x − (q·x) q
    static void Project(ReadOnlySpan<double> q, Span<double> x)
    {
        double share = Rows.Dot<double>(q, x);
        for (int i = 0; i < x.Length; i++) x[i] = Math.FusedMultiplyAdd(-share, q[i], x[i]);
    }
}
