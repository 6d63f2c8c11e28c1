using System.Numerics;

namespace Myelin;

/// <summary>L(θ), and ∂L/∂θ written to <paramref name="gradient"/>; the same numbers for the same θ.</summary>
/// <remarks>
/// θ is in an order that does not depend on the machine (rows of each block), so that dot products are the same bits everywhere.
/// </remarks>
public delegate double Objective<T>(ReadOnlySpan<T> theta, Span<T> gradient) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
