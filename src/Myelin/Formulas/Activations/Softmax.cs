using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>pᵢ = e^zᵢ / Σₖ e^zₖ; ∂pᵢ/∂zⱼ = pᵢ (1 − pⱼ) if i = j, −pᵢ pⱼ otherwise</summary>
/// <remarks>Computed as e^(zᵢ − m) / Σₖ e^(zₖ − m) with m = max z, which cannot overflow.</remarks>
public readonly record struct Softmax : IRowActivation<Softmax>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, IRowLane<TLane>
    {
        TLane e = TLane.Exp(TLane.BelowMax(z));
        return e / TLane.Sum(e);
    }

    // (Jᵀ·δ)ⱼ = pⱼ (δⱼ − Σᵢ δᵢ pᵢ)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Backpropagate<TLane>(TLane a, TLane delta) where TLane : struct, IRowLane<TLane> => a * (delta - TLane.Dot(a, delta));

    /// <summary>The full Jacobian J [K × K] at the probabilities p that <see cref="Value"/> gave.</summary>
    public static T[,] Jacobian<T>(ReadOnlySpan<T> p) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var jacobian = new T[p.Length, p.Length];
        for (int i = 0; i < p.Length; i++)
            for (int j = 0; j < p.Length; j++)
                jacobian[i, j] = i == j ? p[i] * (T.One - p[j]) : -p[i] * p[j];
        return jacobian;
    }

    /// <summary>J·v, how p moves when z moves along v: (J·v)ᵢ = pᵢ (vᵢ − Σⱼ pⱼ vⱼ); J is symmetric, so this is Jᵀ·v too.</summary>
    public static void JacobianVectorProduct<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> v, Span<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        v.CopyTo(product);
        new Softmax().Backpropagate(p, p, product);
    }
}
