using Myelin.Numerics;

namespace Myelin.Tests.Numerics;

struct Add : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => x + y;
}

struct Subtract : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => x - y;
}

struct Multiply : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => x * y;
}

struct Divide : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => x / y;
}

struct Negate : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => -x;
}

struct Constant : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.Of(0.1);
}

struct MultiplyAdd : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(x, y, z);
}

struct SquareRoot : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.Sqrt(x);
}

struct Magnitude : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.Abs(x);
}

struct Larger : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.Max(x, y);
}

struct Smaller : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.Min(x, y);
}

struct CopySign : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.CopySign(x, y);
}

struct Round : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.Round(x);
}

struct Clamp : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Clamp(x, TLane.Of(-2), TLane.Of(3));
}

struct Scale : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.Scale(x, y);
}

struct ScaleWide : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.ScaleWide(x, y);
}

struct IfLess : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.IfLess(x, y, z, TLane.Of(0));
}

struct IfEqual : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.IfEqual(x, y, z, TLane.Of(0));
}

struct SinOfHuge : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.SinOfHuge(x);
}

struct CosOfHuge : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.CosOfHuge(x);
}

struct SplitPart : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => TLane.Split(x, out _);
}

struct SplitExponent : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane>
    {
        TLane.Split(x, out TLane n);
        return n;
    }
}
