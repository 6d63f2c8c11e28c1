using System.Numerics;
using System.Runtime.Intrinsics;

namespace Myelin.Kernels;

/// <summary>Something that is compiled for one lane and chosen once, when a plan is made.</summary>
internal interface ILaneChoice<T, TResult> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    TResult On<TLane>() where TLane : struct, ILane<TLane, T>;
}

/// <summary>Which lane this machine runs. All give the same bits.</summary>
internal static class Lanes
{
    /// <summary>The widest vector, in bits: 512, 256, 128, or 0 for single numbers.</summary>
    public static int Bits { get; } =
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>Numbers side by side in a lane of so many bits.</summary>
    public static int Width<T>(int bits) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        bits == 0 ? 1 : bits / 8 / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    public static TResult Choose<T, TResult, TChoice>(int bits, TChoice choice)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TChoice : ILaneChoice<T, TResult> => bits switch
        {
            512 => choice.On<Lane512<T>>(),
            256 => choice.On<Lane256<T>>(),
            128 => choice.On<Lane128<T>>(),
            _ => choice.On<Scalar<T>>(),
        };
}
