namespace Myelin.Numerics;

/// <summary>
/// Sine and cosine of numbers so large that x − n·π needs hundreds of digits of π, in integers: x / π modulo 2 is the product of
/// x's 53 bits with the 192 bits of 1/π that matter at x's exponent. Method: M. H. Payne and R. N. Hanek, Radian reduction for
/// trigonometric functions, SIGNUM Newsletter 18, 1983.
/// </summary>
internal static class HugeAngle
{
    /// <summary>1/π: 64 zero bits, the binary point, and as many bits as the largest double meets.</summary>
    static ReadOnlySpan<ulong> InversePi =>
    [
        0x0000000000000000, 0x517CC1B727220A94, 0xFE13ABE8FA9A6EE0, 0x6DB14ACC9E21C820, 0xFF28B1D5EF5DE2B0, 0xDB92371D2126E970,
        0x0324977504E8C90E, 0x7F0EF58E5894D39F, 0x74411AFA975DA242, 0x74CE38135A2FBF20, 0x9CC8EB1CC1A99CFA, 0x4E422FC5DEFC941D,
        0x8FFC4BFFEF02CC07, 0xF79788C5AD05368F, 0xB69B3F6793E584DB, 0xA7A31FB34F2FF516, 0xBA93DD63F5F2F8BD, 0x9E839CFBC5294975,
        0x35FDAFD88FC6AE84, 0x2B0198237E3DB5D5,
    ];

    const ulong Pi = 0xC90FDAA22168C234;                // π·2⁶²

    /// <summary>sin x for |x| ≥ 1; NaN at ±∞</summary>
    public static double Sin(double x) => x < 0 ? -Of(-x, 0) : Of(x, 0);

    /// <summary>cos x = sin(|x| + π/2) for |x| ≥ 1; NaN at ±∞</summary>
    public static double Cos(double x) => Of(Math.Abs(x), 1UL << 62);

    static double Of(double x, ulong phase)
    {
        if (!(x >= 1) || double.IsInfinity(x)) return double.NaN;
        ulong bits = BitConverter.DoubleToUInt64Bits(x), m = bits & ((1UL << 52) - 1) | 1UL << 52;

        // x = m·2^(first − 63), so the bits of 1/π before the first make whole turns only
        int first = (int)(bits >> 52) - 1075 + 63;
        UInt128 low = (UInt128)m * Word(first + 128), middle = (UInt128)m * Word(first + 64) + (low >> 64);
        ulong top = m * Word(first) + (ulong)(middle >> 64) + phase;

        // x / π = top's first bit + the fraction behind it (modulo 2); round it, and keep the signed remainder in [−½, ½)
        bool odd = ((top >> 63) + (top >> 62) & 1) != 0;
        Int128 remainder = (Int128)(new UInt128(top, (ulong)middle) << 1 | (UInt128)((ulong)low >> 63));
        bool negative = Int128.IsNegative(remainder);
        UInt128 magnitude = (UInt128)(negative ? -remainder : remainder);

        // the nearest a double comes to a multiple of π is 2⁻⁶², so that at least 60 bits of the remainder are true
        int zeros = (int)UInt128.LeadingZeroCount(magnitude);
        ulong r = (ulong)((magnitude << zeros >> 64) * Pi >> 64);                  // |x − n·π|·2^(62 + zeros)
        double angle = Math.ScaleB((double)(long)(r >> 1 | r & 1), -61 - zeros);
        double y = Elementary.SinPolynomial(new Scalar<double>(angle)).Value;
        return odd != negative ? -y : y;
    }

    static ulong Word(int bit)
    {
        int word = bit / 64, shift = bit % 64;
        return shift == 0 ? InversePi[word] : InversePi[word] << shift | InversePi[word + 1] >> 64 - shift;
    }
}
