using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Numerics;

/// <summary>A function of up to three numbers over any lane, so that one list of arguments runs on every width.</summary>
interface IOperation
{
    static abstract TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane>;
}

static unsafe class Operation
{
    /// <summary>The operation on arguments side by side in a lane of so many bits, 0 for single numbers.</summary>
    public static T[] Run<T, TOperation>(int bits, T[] x, T[] y, T[] z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : IOperation => bits switch
        {
            512 => Run<T, Lane512<T>, TOperation>(x, y, z),
            256 => Run<T, Lane256<T>, TOperation>(x, y, z),
            128 => Run<T, Lane128<T>, TOperation>(x, y, z),
            _ => Run<T, Scalar<T>, TOperation>(x, y, z),
        };

    // compiled at once with everything inlined, as kernels are
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static T[] Run<T, TLane, TOperation>(T[] x, T[] y, T[] z)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
        where TOperation : IOperation
    {
        Assert.True(x.Length % TLane.Count == 0, "Arguments come in whole lanes.");
        var result = new T[x.Length];
        fixed (T* px = x, py = y, pz = z, pr = result)
            for (int i = 0; i < x.Length; i += TLane.Count)
                TLane.Store(TOperation.Of(TLane.Load(px + i), TLane.Load(py + i), TLane.Load(pz + i)), pr + i);
        return result;
    }
}
