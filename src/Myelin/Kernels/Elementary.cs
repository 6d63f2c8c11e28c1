namespace Myelin.Kernels;

/// <summary>
/// The elementary functions that formulas use, each a polynomial over lanes with the same bits on every width and every CPU
/// (the C library's differ between systems).
/// </summary>
public static class Elementary
{
    /// <summary>eˣ</summary>
    public static TLane Exp<TLane>(TLane x) where TLane : struct, ILane<TLane> => throw new NotSupportedException();

    /// <summary>eˣ − 1, accurate near 0</summary>
    public static TLane ExpMinusOne<TLane>(TLane x) where TLane : struct, ILane<TLane> => throw new NotSupportedException();

    /// <summary>ln x</summary>
    public static TLane Log<TLane>(TLane x) where TLane : struct, ILane<TLane> => throw new NotSupportedException();

    /// <summary>ln(1 + x), accurate near 0</summary>
    public static TLane LogOnePlus<TLane>(TLane x) where TLane : struct, ILane<TLane> => throw new NotSupportedException();

    public static TLane Tanh<TLane>(TLane x) where TLane : struct, ILane<TLane> => throw new NotSupportedException();

    public static TLane Erf<TLane>(TLane x) where TLane : struct, ILane<TLane> => throw new NotSupportedException();

    public static TLane Sin<TLane>(TLane x) where TLane : struct, ILane<TLane> => throw new NotSupportedException();

    public static TLane Cos<TLane>(TLane x) where TLane : struct, ILane<TLane> => throw new NotSupportedException();
}
