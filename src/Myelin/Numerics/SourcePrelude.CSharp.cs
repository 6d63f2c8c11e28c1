namespace Myelin.Numerics;

// the same in C#, as members of a class
static partial class SourcePrelude
{
    /// <summary>What both precisions need, once.</summary>
    public const string SharedCSharp = """
        // The same bits as Myelin's. Sine of the huge: x / π modulo 2 in integers, after Payne and Hanek.
        static System.ReadOnlySpan<ulong> h_inverse_pi =>
        [
            0x0000000000000000, 0x517CC1B727220A94, 0xFE13ABE8FA9A6EE0, 0x6DB14ACC9E21C820, 0xFF28B1D5EF5DE2B0, 0xDB92371D2126E970,
            0x0324977504E8C90E, 0x7F0EF58E5894D39F, 0x74411AFA975DA242, 0x74CE38135A2FBF20, 0x9CC8EB1CC1A99CFA, 0x4E422FC5DEFC941D,
            0x8FFC4BFFEF02CC07, 0xF79788C5AD05368F, 0xB69B3F6793E584DB, 0xA7A31FB34F2FF516, 0xBA93DD63F5F2F8BD, 0x9E839CFBC5294975,
            0x35FDAFD88FC6AE84, 0x2B0198237E3DB5D5,
        ];
        static ulong h_word(int bit)
        {
            int word = bit / 64, shift = bit % 64;
            return shift == 0 ? h_inverse_pi[word] : h_inverse_pi[word] << shift | h_inverse_pi[word + 1] >> (64 - shift);
        }
        static ulong h_upper(ulong a, ulong b) => System.Math.BigMul(a, b, out _);
        static double h_sin_polynomial(double r)
        {
            System.ReadOnlySpan<double> c = [-0.04166666666666666, 0.008333333333333208, -0.00019841269841213368, 2.755731921174439e-06,
                -2.5052106921614968e-08, 1.6058941903396809e-10, -7.643043462473873e-13, 2.7216779646547866e-15];
            double z = r * r, p = c[7];
            for (int i = 6; i >= 0; i--) p = System.Math.FusedMultiplyAdd(p, z, c[i]);
            return System.Math.FusedMultiplyAdd(r, System.Math.FusedMultiplyAdd(z, p, z * -0.125), r);
        }
        static double h_huge(double x, ulong phase)
        {
            unchecked
            {
                if (!(x >= 1) || double.IsInfinity(x)) return double.NaN;
                ulong bits = System.BitConverter.DoubleToUInt64Bits(x), m = (bits & ((1UL << 52) - 1)) | 1UL << 52;
                int first = (int)(bits >> 52) - 1075 + 63;
                ulong w0 = h_word(first), w1 = h_word(first + 64), w2 = h_word(first + 128), middle = m * w1 + h_upper(m, w2);
                ulong top = m * w0 + h_upper(m, w1) + (middle < m * w1 ? 1UL : 0) + phase;
                bool odd = (((top >> 63) + (top >> 62)) & 1) != 0;
                ulong high = top << 1 | middle >> 63, low = middle << 1 | m * w2 >> 63;
                bool negative = high >> 63 != 0;
                if (negative)
                {
                    low = ~low + 1;
                    high = ~high + (low == 0 ? 1UL : 0);
                }
                int zeros = 0;
                while (zeros < 128 && high >> 63 == 0)
                {
                    high = high << 1 | low >> 63;
                    low <<= 1;
                    zeros++;
                }
                ulong r = h_upper(high, 0xC90FDAA22168C234UL);
                double y = h_sin_polynomial(System.Math.ScaleB((double)(long)(r >> 1 | (r & 1)), -61 - zeros));
                return odd != negative ? -y : y;
            }
        }

        """;

    /// <summary>The operations in one precision.</summary>
    public static string CSharp(SourceFormat format)
    {
        (string f, string real, string math) = (format.F, format.Real, format.IsSingle ? "System.MathF" : "System.Math");
        (string word, string whole, string name) = format.IsSingle ? ("uint", "int", "Single") : ("ulong", "long", "Double");
        (string end, string s) = format.IsSingle ? ("u", "f") : ("ul", "");
        return $$"""

            static {{word}} {{f}}bits({{real}} x) => System.BitConverter.{{name}}ToUInt{{format.Bits}}Bits(x);
            static {{real}} {{f}}number({{word}} b) => System.BitConverter.UInt{{format.Bits}}BitsTo{{name}}(b);
            static {{real}} {{f}}multiply_add({{real}} x, {{real}} y, {{real}} z) => {{math}}.FusedMultiplyAdd(x, y, z);
            static {{real}} {{f}}sqrt({{real}} x) => {{math}}.Sqrt(x);
            static {{real}} {{f}}abs({{real}} x) => {{math}}.Abs(x);
            static {{real}} {{f}}round({{real}} x) => {{math}}.Round(x);
            static {{real}} {{f}}copy_sign({{real}} x, {{real}} y) => {{math}}.CopySign(x, y);
            static {{real}} {{f}}max({{real}} x, {{real}} y) => {{math}}.Max(x, y);
            static {{real}} {{f}}min({{real}} x, {{real}} y) => {{math}}.Min(x, y);
            static {{real}} {{f}}clamp({{real}} x, {{real}} low, {{real}} high) => x < low ? low : high < x ? high : x;
            static {{real}} {{f}}scale({{real}} x, {{real}} n) =>
                x * {{f}}number(unchecked({{f}}bits(n + ({{format.Magic}}{{s}} + {{format.Bias}}.0{{s}})) << {{format.Fraction}}));
            static {{real}} {{f}}scale_wide({{real}} x, {{real}} n)
            {
                {{real}} half = {{math}}.Round(n * 0.5{{s}});
                return {{f}}scale({{f}}scale(x, half), n - half);
            }
            static {{real}} {{f}}exponent({{real}} x) =>
                ({{real}})(unchecked(({{whole}})(({{f}}bits(x) + {{format.AboveRoot}}{{end}}) >> {{format.Fraction}})) - {{format.Bias}});
            static {{real}} {{f}}mantissa({{real}} x)
            {
                {{word}} b = {{f}}bits(x), k = unchecked(b + {{format.AboveRoot}}{{end}}) >> {{format.Fraction}};
                return {{f}}number(unchecked(b - (k << {{format.Fraction}}) + {{format.One}}{{end}}));
            }
            static {{real}} {{f}}sin_of_huge({{real}} x) => ({{real}})(x < 0 ? -h_huge(-(double)x, 0) : h_huge((double)x, 0));
            static {{real}} {{f}}cos_of_huge({{real}} x) => ({{real}})h_huge(System.Math.Abs((double)x), 1UL << 62);

            """;
    }
}
