using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Angles of waves, θ = 2π x w + c, with w in turns.</summary>
static class Turns
{
    /// <summary>2π</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane One<TLane>() where TLane : struct, ILane<TLane> => TLane.Of(2) * TLane.Of("π", Math.PI);

    /// <summary>θ of 2π x, w and c</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Angle<TLane>(TLane turned, TLane w, TLane c) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(turned, w, c);
}
