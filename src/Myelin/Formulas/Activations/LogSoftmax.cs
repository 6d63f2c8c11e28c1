using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>aᵢ = ln pᵢ = zᵢ − ln Σₖ e^zₖ with p = softmax(z); ∂aᵢ/∂zⱼ = [i = j] − pⱼ</summary>
/// <remarks>Computed as (zᵢ − m) − ln Σₖ e^(zₖ − m) with m = max z, which cannot overflow.</remarks>
public readonly record struct LogSoftmax : IRowActivation<LogSoftmax>
{
    public void Value<T>(ReadOnlySpan<T> z, Span<T> a) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T max = Rows.Max(z), logSum = Rows.LogSumExp(z, max);
        for (int i = 0; i < z.Length; i++) a[i] = z[i] - max - logSum;
    }

    // (Jᵀ·δ)ⱼ = δⱼ − pⱼ Σᵢ δᵢ
    public void Backpropagate<T>(ReadOnlySpan<T> a, Span<T> delta) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = Rows.Sum<T>(delta);
        for (int j = 0; j < a.Length; j++) delta[j] -= Rows.Exp(a[j]) * sum;
    }

    /// <summary>The full Jacobian J [K × K] at the log-probabilities a that <see cref="Value"/> gave.</summary>
    public static T[,] Jacobian<T>(ReadOnlySpan<T> a) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var jacobian = new T[a.Length, a.Length];
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < a.Length; j++)
                jacobian[i, j] = (i == j ? T.One : T.Zero) - Rows.Exp(a[j]);
        return jacobian;
    }

    /// <summary>J·v, how a moves when z moves along v: (J·v)ᵢ = vᵢ − Σⱼ pⱼ vⱼ</summary>
    public static void JacobianVectorProduct<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> v, Span<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Rows.Exp(a, T.Zero, product);
        T mean = Rows.Dot(product, v);
        for (int i = 0; i < v.Length; i++) product[i] = v[i] - mean;
    }
}
