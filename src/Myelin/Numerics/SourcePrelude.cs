namespace Myelin.Numerics;

/// <summary>The operations of <see cref="Scalar{T}"/> and <see cref="HugeAngle"/> in C, to the bit.</summary>
static partial class SourcePrelude
{
    /// <summary>What both precisions need, once.</summary>
    public const string SharedC = """
        #include <math.h>
        #include <stdint.h>
        #include <string.h>

        /* The same bits as Myelin's: compile with -ffp-contract=off, and with -mfma where the processor has it. */
        #if defined(__GNUC__)
        #define UNUSED __attribute__((unused))
        #else
        #define UNUSED
        #endif

        /* sine of the huge: x / pi modulo 2 in integers, after Payne and Hanek */
        static const uint64_t h_inverse_pi[20] = {
            0x0000000000000000, 0x517CC1B727220A94, 0xFE13ABE8FA9A6EE0, 0x6DB14ACC9E21C820, 0xFF28B1D5EF5DE2B0, 0xDB92371D2126E970,
            0x0324977504E8C90E, 0x7F0EF58E5894D39F, 0x74411AFA975DA242, 0x74CE38135A2FBF20, 0x9CC8EB1CC1A99CFA, 0x4E422FC5DEFC941D,
            0x8FFC4BFFEF02CC07, 0xF79788C5AD05368F, 0xB69B3F6793E584DB, 0xA7A31FB34F2FF516, 0xBA93DD63F5F2F8BD, 0x9E839CFBC5294975,
            0x35FDAFD88FC6AE84, 0x2B0198237E3DB5D5 };
        static UNUSED uint64_t h_word(int bit)
        {
            const int word = bit / 64, shift = bit % 64;
            return shift == 0 ? h_inverse_pi[word] : h_inverse_pi[word] << shift | h_inverse_pi[word + 1] >> (64 - shift);
        }
        /* the upper half of a product */
        static UNUSED uint64_t h_upper(uint64_t a, uint64_t b)
        {
            const uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
            const uint64_t inner = a1 * b0 + (a0 * b0 >> 32), outer = a0 * b1 + (uint32_t)inner;
            return a1 * b1 + (inner >> 32) + (outer >> 32);
        }
        static UNUSED double h_sin_polynomial(double r)
        {
            const double c[8] = { -0.04166666666666666, 0.008333333333333208, -0.00019841269841213368, 2.755731921174439e-06,
                -2.5052106921614968e-08, 1.6058941903396809e-10, -7.643043462473873e-13, 2.7216779646547866e-15 };
            const double z = r * r;
            double p = c[7];
            for (int i = 6; i >= 0; i--) p = fma(p, z, c[i]);
            return fma(r, fma(z, p, z * -0.125), r);
        }
        static UNUSED double h_huge(double x, uint64_t phase)
        {
            if (!(x >= 1) || isinf(x)) return NAN;
            uint64_t bits;
            memcpy(&bits, &x, 8);
            const uint64_t m = (bits & ((1ull << 52) - 1)) | 1ull << 52;
            const int first = (int)(bits >> 52) - 1075 + 63;
            const uint64_t w0 = h_word(first), w1 = h_word(first + 64), w2 = h_word(first + 128);
            const uint64_t middle = m * w1 + h_upper(m, w2);
            const uint64_t top = m * w0 + h_upper(m, w1) + (middle < m * w1) + phase;
            const int odd = (int)(((top >> 63) + (top >> 62)) & 1);
            uint64_t high = top << 1 | middle >> 63, low = middle << 1 | m * w2 >> 63;
            const int negative = (int)(high >> 63);
            if (negative)
            {
                low = ~low + 1;
                high = ~high + (low == 0);
            }
            int zeros = 0;
            while (zeros < 128 && !(high >> 63))
            {
                high = high << 1 | low >> 63;
                low <<= 1;
                zeros++;
            }
            const uint64_t r = h_upper(high, 0xC90FDAA22168C234ull);
            const double y = h_sin_polynomial(ldexp((double)(int64_t)(r >> 1 | (r & 1)), -61 - zeros));
            return odd != negative ? -y : y;
        }

        """;

    /// <summary>The operations in one precision.</summary>
    public static string C(SourceFormat format)
    {
        (string f, string real, string s) = (format.F, format.Real, format.Suffix);
        (string word, string whole) = ($"uint{format.Bits}_t", $"int{format.Bits}_t");
        string end = format.IsSingle ? "u" : "ull";
        return $$"""

            static UNUSED {{word}} {{f}}bits({{real}} x) { {{word}} b; memcpy(&b, &x, sizeof b); return b; }
            static UNUSED {{real}} {{f}}number({{word}} b) { {{real}} x; memcpy(&x, &b, sizeof x); return x; }
            static UNUSED {{real}} {{f}}multiply_add({{real}} x, {{real}} y, {{real}} z) { return fma{{s}}(x, y, z); }
            static UNUSED {{real}} {{f}}sqrt({{real}} x) { return sqrt{{s}}(x); }
            static UNUSED {{real}} {{f}}abs({{real}} x) { return fabs{{s}}(x); }
            static UNUSED {{real}} {{f}}round({{real}} x) { return rint{{s}}(x); }
            static UNUSED {{real}} {{f}}copy_sign({{real}} x, {{real}} y) { return copysign{{s}}(x, y); }
            static UNUSED {{real}} {{f}}max({{real}} x, {{real}} y)
            {
                return x != x ? x : y != y ? y : x > y ? x : y > x ? y : signbit(x) ? y : x;
            }
            static UNUSED {{real}} {{f}}min({{real}} x, {{real}} y)
            {
                return x != x ? x : y != y ? y : x < y ? x : y < x ? y : signbit(x) ? x : y;
            }
            static UNUSED {{real}} {{f}}clamp({{real}} x, {{real}} low, {{real}} high) { return x < low ? low : high < x ? high : x; }
            static UNUSED {{real}} {{f}}scale({{real}} x, {{real}} n)
            {
                return x * {{f}}number({{f}}bits(n + ({{format.Magic}}{{s}} + {{format.Bias}}.0{{s}})) << {{format.Fraction}});
            }
            static UNUSED {{real}} {{f}}scale_wide({{real}} x, {{real}} n)
            {
                const {{real}} half = rint{{s}}(n * 0.5{{s}});
                return {{f}}scale({{f}}scale(x, half), n - half);
            }
            static UNUSED {{real}} {{f}}exponent({{real}} x)
            {
                return ({{real}})(({{whole}})(({{f}}bits(x) + {{format.AboveRoot}}{{end}}) >> {{format.Fraction}}) - {{format.Bias}});
            }
            static UNUSED {{real}} {{f}}mantissa({{real}} x)
            {
                const {{word}} b = {{f}}bits(x), k = (b + {{format.AboveRoot}}{{end}}) >> {{format.Fraction}};
                return {{f}}number(b - (k << {{format.Fraction}}) + {{format.One}}{{end}});
            }
            static UNUSED {{real}} {{f}}sin_of_huge({{real}} x)
            {
                return ({{real}})(x < 0 ? -h_huge(-(double)x, 0) : h_huge((double)x, 0));
            }
            static UNUSED {{real}} {{f}}cos_of_huge({{real}} x) { return ({{real}})h_huge(fabs((double)x), 1ull << 62); }

            """;
    }
}
