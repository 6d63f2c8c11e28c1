using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>x̂ = (x − μ)/√(v + ε), a = γ x̂ + β and ∂L/∂x over a lane, as batch and layer normalization have them.</summary>
static class Normalizing
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>1/√(v + ε)</summary>
    [MethodImpl(Inline)]
    public static TLane Inverse<TLane>(TLane variance, double epsilon) where TLane : struct, ILane<TLane> =>
        TLane.Of(1) / TLane.Sqrt(variance + TLane.Of("ε", epsilon));

    /// <summary>x̂ of x − μ</summary>
    [MethodImpl(Inline)]
    public static TLane Hat<TLane>(TLane centered, TLane inverse) where TLane : struct, ILane<TLane> =>
        TLane.Name("x̂", centered * inverse);

    /// <summary>γ x̂ + β</summary>
    [MethodImpl(Inline)]
    public static TLane Output<TLane>(TLane gamma, TLane hat, TLane beta) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(gamma, hat, beta);

    /// <summary>
    /// scale · (g − mean g − x̂ · mean(g ⊙ x̂)): of columns g = ∂L/∂a and scale = γ/√(v + ε), of rows g = γ ⊙ ∂L/∂a and scale = 1/√(v + ε)
    /// </summary>
    [MethodImpl(Inline)]
    public static TLane InputGradient<TLane>(TLane scale, TLane g, TLane mean, TLane hat, TLane mixed) where TLane : struct, ILane<TLane> =>
        scale * (g - mean - hat * mixed);
}
