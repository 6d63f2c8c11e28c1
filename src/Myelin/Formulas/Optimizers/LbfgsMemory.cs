using System.Numerics;

namespace Myelin;

/// <summary>The last pairs s = θₖ₊₁ − θₖ, y = ∇Lₖ₊₁ − ∇Lₖ, which stand for the inverse of the Hessian.</summary>
sealed class LbfgsMemory<T>(int capacity, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly List<(T[] S, T[] Y, double Product)> _pairs = new(capacity);

    public int Count => _pairs.Count;

    public void Clear() => _pairs.Clear();

    /// <summary>Remembers a pair in place of the oldest; one without positive curvature sᵀy is left out.</summary>
    public void Add(ReadOnlySpan<T> s, ReadOnlySpan<T> y)
    {
        double product = Vectors.Dot(s, y);
        if (!(product > 1e-10 * Vectors.Dot(s, s))) return;
        (T[] S, T[] Y, double) pair = (new T[length], new T[length], product);
        if (_pairs.Count == capacity)
        {
            (pair.S, pair.Y, _) = _pairs[0];
            _pairs.RemoveAt(0);
        }
        s.CopyTo(pair.S);
        y.CopyTo(pair.Y);
        _pairs.Add(pair);
    }

    /// <summary>p = −H·g by the two-loop recursion (Nocedal, Wright 2006, algorithm 7.4; H₀ = sᵀy/yᵀy, eq. 7.20)</summary>
    public void Direction(ReadOnlySpan<T> g, Span<T> p)
    {
        g.CopyTo(p);
        Span<double> a = stackalloc double[Count];
        for (int k = Count - 1; k >= 0; k--)
        {
            (T[] s, T[] y, double product) = _pairs[k];
            a[k] = Vectors.Dot(s, p) / product;
            Vectors.AddProduct(-a[k], y, p);
        }
        if (Count > 0) Vectors.Scale(_pairs[^1].Product / Vectors.Dot<T>(_pairs[^1].Y, _pairs[^1].Y), p);
        for (int k = 0; k < Count; k++)
        {
            (T[] s, T[] y, double product) = _pairs[k];
            Vectors.AddProduct(a[k] - Vectors.Dot(y, p) / product, s, p);
        }
        Vectors.Scale(-1, p);
    }
}
