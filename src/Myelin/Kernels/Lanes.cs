using System.Numerics;
using System.Runtime.Intrinsics;
using Myelin.Numerics;

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

    /// <summary>The lane that a panel of this width is for.</summary>
    public static int BitsOf<T>(int width) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        width == 1 ? 0 : width * 8 * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    /// <summary>
    /// The width of panels for matrices of at most so many columns: the narrowest lane that holds a row, else the widest.
    /// </summary>
    /// <remarks>A row of 4 numbers in a panel of 16 would be copied, multiplied and updated as 16.</remarks>
    public static int WidthFor<T>(int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int bits = Math.Min(Bits, 128);
        while (bits < Bits && Width<T>(bits) < columns) bits *= 2;
        return Width<T>(bits);
    }

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
