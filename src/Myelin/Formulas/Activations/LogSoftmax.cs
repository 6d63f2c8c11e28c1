using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>aᵢ = ln pᵢ = zᵢ − ln Σₖ e^zₖ with p = softmax(z); ∂aᵢ/∂zⱼ = [i = j] − pⱼ</summary>
/// <remarks>Computed as (zᵢ − m) − ln Σₖ e^(zₖ − m) with m = max z, which cannot overflow.</remarks>
public readonly record struct LogSoftmax : IRowActivation<LogSoftmax>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, IRowLane<TLane>
    {
        TLane.ExpBelowMax(z, out TLane below, out TLane rest);
        return below - TLane.LogOnePlus(rest);
    }

    // (Jᵀ·δ)ⱼ = δⱼ − pⱼ Σᵢ δᵢ
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Backpropagate<TLane>(TLane a, TLane delta) where TLane : struct, IRowLane<TLane> =>
        delta - TLane.Exp(a) * TLane.Sum(delta);

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
