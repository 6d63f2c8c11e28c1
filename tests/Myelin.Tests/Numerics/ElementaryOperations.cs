using Myelin.Numerics;

namespace Myelin.Tests.Numerics;

struct Exp : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => Elementary.Exp(x);
}

struct ExpMinusOne : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => Elementary.ExpMinusOne(x);
}

struct Log : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => Elementary.Log(x);
}

struct LogOnePlus : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => Elementary.LogOnePlus(x);
}

struct Tanh : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => Elementary.Tanh(x);
}

struct Erf : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => Elementary.Erf(x);
}

struct Sin : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => Elementary.Sin(x);
}

struct Cos : IOperation
{
    public static TLane Of<TLane>(TLane x, TLane y, TLane z) where TLane : struct, ILane<TLane> => Elementary.Cos(x);
}
