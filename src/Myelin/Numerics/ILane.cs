namespace Myelin.Kernels;

/// <summary>
/// One number or several side by side, with the arithmetic that every formula is written in. A formula over a lane is compiled
/// for one float, for 4, 8 and 16 floats and for doubles, so the gradient check runs the very formula that trains. Every
/// operation gives the same bits in every width: it is either one IEEE 754 operation or a fixed sequence of them.
/// </summary>
/// <remarks>Arithmetic and selection only; loading and storing are <see cref="ILane{TSelf,T}"/>.</remarks>
public interface ILane<TSelf> where TSelf : struct, ILane<TSelf>
{
    static abstract TSelf operator +(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a, TSelf b);
    static abstract TSelf operator *(TSelf a, TSelf b);
    static abstract TSelf operator /(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a);

    /// <summary>The constant in every place, rounded to the lane's precision.</summary>
    static abstract TSelf Of(double value);

    /// <summary>The coefficient in every place.</summary>
    static abstract TSelf Of(Coefficient value);

    /// <summary>x·y + z, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    static abstract TSelf Sqrt(TSelf x);
    static abstract TSelf Abs(TSelf x);

    /// <summary>The larger; NaN if either is NaN; +0 is larger than −0.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The smaller; NaN if either is NaN; −0 is smaller than +0.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>The magnitude of x with the sign of y.</summary>
    static abstract TSelf CopySign(TSelf x, TSelf y);

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>x between low and high, neither of them 0; NaN if x is NaN.</summary>
    static abstract TSelf Clamp(TSelf x, TSelf low, TSelf high);

    /// <summary>x·2ⁿ for an integer-valued n with 2ⁿ a normal number.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>x·2ⁿ, rounded once, for ½ ≤ |x| ≤ 2 and any integer-valued n between twice the exponents of the format.</summary>
    static abstract TSelf ScaleWide(TSelf x, TSelf n);

    /// <summary>x = m·2ⁿ with m in [√½, √2), for positive normal x.</summary>
    static abstract TSelf Split(TSelf x, out TSelf n);

    /// <summary>Where x &lt; y: then; elsewhere, and where either is NaN: otherwise.</summary>
    static abstract TSelf IfLess(TSelf x, TSelf y, TSelf then, TSelf otherwise);

    /// <summary>Where x = y: then; elsewhere, and where either is NaN: otherwise.</summary>
    static abstract TSelf IfEqual(TSelf x, TSelf y, TSelf then, TSelf otherwise);

    /// <summary>Whether x &lt; y anywhere.</summary>
    static abstract bool AnyLess(TSelf x, TSelf y);

    /// <summary>f of every element, one by one, in double: for the few elements that a lane has no formula for.</summary>
    static abstract TSelf Map(TSelf x, Func<double, double> f);

    /// <summary>Bits of the significand, the leading one included: 24 for float, 53 for double.</summary>
    static abstract int Precision { get; }
}

/// <summary>A lane of elements of type <typeparamref name="T"/> that can be read from memory and written to it.</summary>
internal unsafe interface ILane<TSelf, T> : ILane<TSelf>
    where TSelf : struct, ILane<TSelf, T>
    where T : unmanaged
{
    /// <summary>How many numbers stand side by side; a panel is this wide.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of a product's register tile, two panels wide: as many as the machine's registers hold.</summary>
    static abstract int TileRows { get; }

    /// <summary>Rows of a weight gradient's register tile, two panels wide.</summary>
    static abstract int GradientRows { get; }

    static abstract TSelf Load(T* source);
    static abstract void Store(TSelf x, T* destination);
    static abstract TSelf Broadcast(T value);
}
