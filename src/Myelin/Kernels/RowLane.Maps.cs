using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

// what the members of a row of numbers do in each place
internal readonly unsafe partial struct RowLane<T>
{
    readonly struct NegateMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => -x;
    }

    readonly struct SqrtMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Sqrt(x);
    }

    readonly struct AbsMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Abs(x);
    }

    readonly struct RoundMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Round(x);
    }

    readonly struct ExpMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Exp(x);
    }

    readonly struct ExpMinusOneMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.ExpMinusOne(x);
    }

    readonly struct LogMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Log(x);
    }

    readonly struct LogOnePlusMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.LogOnePlus(x);
    }

    readonly struct TanhMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Tanh(x);
    }

    readonly struct ErfMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Erf(x);
    }

    readonly struct SinMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Sin(x);
    }

    readonly struct CosMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Cos(x);
    }

    readonly struct SignMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.Sign(x);
    }

    readonly struct SinOfHugeMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.SinOfHuge(x);
    }

    readonly struct CosOfHugeMap : IRowMap1
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.CosOfHuge(x);
    }

    readonly struct AddMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => x + y;
    }

    readonly struct SubtractMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => x - y;
    }

    readonly struct MultiplyMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => x * y;
    }

    readonly struct DivideMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => x / y;
    }

    readonly struct MaxMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.Max(x, y);
    }

    readonly struct MinMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.Min(x, y);
    }

    readonly struct CopySignMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.CopySign(x, y);
    }

    readonly struct ScaleMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.Scale(x, y);
    }

    readonly struct ScaleWideMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.ScaleWide(x, y);
    }

    readonly struct PowerMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.Power(x, y);
    }

    readonly struct SigmoidMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.Sigmoid(x, y);
    }

    readonly struct SoftplusMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.Softplus(x, y);
    }

    readonly struct LogSigmoidMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.LogSigmoid(x, y);
    }

    readonly struct NormalDistributionMap : IRowMap2
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y) where TLane : struct, ILane<TLane> => TLane.NormalDistribution(x, y);
    }

    readonly struct MultiplyAddMap : IRowMap3
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(x, y, z);
    }

    readonly struct ClampMap : IRowMap3
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.Clamp(x, y, z);
    }

    readonly struct IfLessMap : IRowMap4
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y, TLane then, TLane otherwise) where TLane : struct, ILane<TLane> =>
            TLane.IfLess(x, y, then, otherwise);
    }

    readonly struct IfEqualMap : IRowMap4
    {
        [MethodImpl(Inline)]
        public static TLane Of<TLane>(TLane x, TLane y, TLane then, TLane otherwise) where TLane : struct, ILane<TLane> =>
            TLane.IfEqual(x, y, then, otherwise);
    }
}
