using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

/// <summary>
/// The elementary functions that formulas use, each a polynomial over lanes with the same bits on every width and every CPU
/// (the C library's differ between systems). Every result is within 2 ulp of the true value, tanh within 3, over the whole range of
/// float and of double; overflow goes to ±∞, underflow through the subnormals to 0, NaN to NaN.
/// </summary>
/// <remarks>
/// Polynomials are minimax in the relative error of the function, found by Remez' exchange; the program that found them is
/// tests/Myelin.Tests/Numerics/coefficients.py. Arguments are reduced with fused multiply-adds after W. J. Cody and W. Waite,
/// Software Manual for the Elementary Functions, 1980.
/// </remarks>
public static partial class Elementary
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>xⁿ by repeated squaring, the bits of n from the lowest up; 1/x⁻ⁿ for negative n; x⁰ = 1.</summary>
    public static double Power(double x, long n) => Power(new Scalar<double>(x), n).Value;

    /// <summary>The same over a lane.</summary>
    public static TLane Power<TLane>(TLane x, long n) where TLane : struct, ILane<TLane>
    {
        (TLane power, TLane square) = (TLane.Of(1), x);
        for (ulong rest = n < 0 ? 0 - (ulong)n : (ulong)n; rest != 0; rest >>= 1, square *= square)
            if ((rest & 1) != 0) power *= square;
        return n < 0 ? TLane.Of(1) / power : power;
    }

    /// <summary>A constant of the lane's format; the choice is made when the lane is compiled.</summary>
    [MethodImpl(Inline)]
    static TLane Pick<TLane>(double single, double twice) where TLane : struct, ILane<TLane> =>
        TLane.Of(TLane.Precision == 24 ? single : twice);
}
