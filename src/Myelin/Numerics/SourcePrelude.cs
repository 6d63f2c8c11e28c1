namespace Myelin.Numerics;

/// <summary>The operations of <see cref="Scalar{T}"/> and <see cref="HugeAngle"/> in other languages, to the bit.</summary>
static partial class SourcePrelude
{
    public const string C = """
        #include <math.h>
        #include <stdint.h>
        #include <string.h>

        /* Single precision, the same bits as Myelin's: compile with -ffp-contract=off, and with -mfma where the processor has it. */
        #if defined(__GNUC__)
        #define UNUSED __attribute__((unused))
        #else
        #define UNUSED
        #endif

        static UNUSED uint32_t f_bits(float x) { uint32_t b; memcpy(&b, &x, 4); return b; }
        static UNUSED float f_number(uint32_t b) { float x; memcpy(&x, &b, 4); return x; }
        static UNUSED float f_multiply_add(float x, float y, float z) { return fmaf(x, y, z); }
        static UNUSED float f_sqrt(float x) { return sqrtf(x); }
        static UNUSED float f_abs(float x) { return fabsf(x); }
        static UNUSED float f_round(float x) { return rintf(x); }
        static UNUSED float f_copy_sign(float x, float y) { return copysignf(x, y); }
        static UNUSED float f_max(float x, float y) { return x != x ? x : y != y ? y : x > y ? x : y > x ? y : signbit(x) ? y : x; }
        static UNUSED float f_min(float x, float y) { return x != x ? x : y != y ? y : x < y ? x : y < x ? y : signbit(x) ? x : y; }
        static UNUSED float f_clamp(float x, float low, float high) { return x < low ? low : high < x ? high : x; }
        static UNUSED float f_scale(float x, float n) { return x * f_number(f_bits(n + (12582912.0f + 127.0f)) << 23); }
        static UNUSED float f_scale_wide(float x, float n) {
            const float half = rintf(n * 0.5f);
            return f_scale(f_scale(x, half), n - half);
        }
        static UNUSED float f_exponent(float x) { return (float)((int32_t)((f_bits(x) + (0x3F800000u - 0x3F3504F3u)) >> 23) - 127); }
        static UNUSED float f_mantissa(float x)
        {
            const uint32_t b = f_bits(x);
            return f_number(b - (((b + (0x3F800000u - 0x3F3504F3u)) >> 23) << 23) + 0x3F800000u);
        }

        /* sine of the huge: x / pi modulo 2 in integers, after Payne and Hanek */
        static const uint64_t f_inverse_pi[20] = {
            0x0000000000000000, 0x517CC1B727220A94, 0xFE13ABE8FA9A6EE0, 0x6DB14ACC9E21C820, 0xFF28B1D5EF5DE2B0, 0xDB92371D2126E970,
            0x0324977504E8C90E, 0x7F0EF58E5894D39F, 0x74411AFA975DA242, 0x74CE38135A2FBF20, 0x9CC8EB1CC1A99CFA, 0x4E422FC5DEFC941D,
            0x8FFC4BFFEF02CC07, 0xF79788C5AD05368F, 0xB69B3F6793E584DB, 0xA7A31FB34F2FF516, 0xBA93DD63F5F2F8BD, 0x9E839CFBC5294975,
            0x35FDAFD88FC6AE84, 0x2B0198237E3DB5D5 };
        static UNUSED uint64_t f_word(int bit)
        {
            const int word = bit / 64, shift = bit % 64;
            return shift == 0 ? f_inverse_pi[word] : f_inverse_pi[word] << shift | f_inverse_pi[word + 1] >> (64 - shift);
        }
        static UNUSED double f_sin_polynomial(double r)
        {
            const double c[8] = { -0.04166666666666666, 0.008333333333333208, -0.00019841269841213368, 2.755731921174439e-06,
                -2.5052106921614968e-08, 1.6058941903396809e-10, -7.643043462473873e-13, 2.7216779646547866e-15 };
            const double z = r * r;
            double p = c[7];
            for (int i = 6; i >= 0; i--) p = fma(p, z, c[i]);
            return fma(r, fma(z, p, z * -0.125), r);
        }
        static UNUSED double f_huge(double x, uint64_t phase)
        {
            if (!(x >= 1) || isinf(x)) return NAN;
            uint64_t bits;
            memcpy(&bits, &x, 8);
            const uint64_t m = (bits & ((1ull << 52) - 1)) | 1ull << 52;
            const int first = (int)(bits >> 52) - 1075 + 63;
            const unsigned __int128 low = (unsigned __int128)m * f_word(first + 128);
            const unsigned __int128 middle = (unsigned __int128)m * f_word(first + 64) + (low >> 64);
            const uint64_t top = m * f_word(first) + (uint64_t)(middle >> 64) + phase;
            const int odd = (int)(((top >> 63) + (top >> 62)) & 1);
            const unsigned __int128 whole = ((unsigned __int128)top << 64 | (uint64_t)middle) << 1 | (uint64_t)low >> 63;
            const int negative = (int)(whole >> 127);
            unsigned __int128 magnitude = negative ? -whole : whole;
            int zeros = 0;
            while (zeros < 128 && !(magnitude >> 127)) { magnitude <<= 1; zeros++; }
            const uint64_t r = (uint64_t)((unsigned __int128)(uint64_t)(magnitude >> 64) * 0xC90FDAA22168C234ull >> 64);
            const double y = f_sin_polynomial(ldexp((double)(int64_t)(r >> 1 | (r & 1)), -61 - zeros));
            return odd != negative ? -y : y;
        }
        static UNUSED float f_sin_of_huge(float x) { return (float)(x < 0 ? -f_huge(-(double)x, 0) : f_huge((double)x, 0)); }
        static UNUSED float f_cos_of_huge(float x) { return (float)f_huge(fabs((double)x), 1ull << 62); }

        """;

    public const string JavaScript = """
        // Single precision, the same bits as Myelin's: every operation is rounded to float.
        const f_floats = new Float32Array(1), f_ints = new Uint32Array(f_floats.buffer);
        const f_doubles = new Float64Array(1), f_longs = new BigUint64Array(f_doubles.buffer);
        function f_bits(x) { f_floats[0] = x; return f_ints[0]; }
        function f_number(b) { f_ints[0] = b >>> 0; return f_floats[0]; }
        // x·y is exact in double; the sum is rounded to odd, so that rounding to float is the only one
        function f_multiply_add(x, y, z) {
          const p = x * y, s = p + z, b = s - p, error = (p - (s - b)) + (z - b);
          if (error === 0 || !Number.isFinite(s)) return Math.fround(s);
          f_doubles[0] = s;
          if ((f_longs[0] & 1n) === 0n) f_longs[0] += (error > 0) === (s > 0) ? 1n : -1n;
          return Math.fround(f_doubles[0]);
        }
        function f_sqrt(x) { return Math.fround(Math.sqrt(x)); }
        function f_abs(x) { return Math.abs(x); }
        function f_max(x, y) { return Math.max(x, y); }
        function f_min(x, y) { return Math.min(x, y); }
        function f_copy_sign(x, y) { return f_number((f_bits(x) & 0x7FFFFFFF) | (f_bits(y) & 0x80000000)); }
        function f_round(x) {
          const y = Math.round(x), even = y - x === 0.5 && y % 2 !== 0 ? y - 1 : y;
          return even === 0 ? f_copy_sign(0, x) : even;
        }
        function f_clamp(x, low, high) { return x < low ? low : high < x ? high : x; }
        function f_scale(x, n) { return Math.fround(x * f_number(f_bits(Math.fround(n + (12582912 + 127))) << 23)); }
        function f_scale_wide(x, n) { const half = f_round(Math.fround(n * 0.5)); return f_scale(f_scale(x, half), Math.fround(n - half)); }
        function f_exponent(x) { return ((f_bits(x) + (0x3F800000 - 0x3F3504F3)) >>> 23) - 127; }
        function f_mantissa(x) { const b = f_bits(x); return f_number(b - (((b + (0x3F800000 - 0x3F3504F3)) >>> 23) << 23) + 0x3F800000); }
        // sine of the huge: x / π modulo 2 in integers, after Payne and Hanek
        const f_inverse_pi = [
          0x0000000000000000n, 0x517CC1B727220A94n, 0xFE13ABE8FA9A6EE0n, 0x6DB14ACC9E21C820n, 0xFF28B1D5EF5DE2B0n, 0xDB92371D2126E970n,
          0x0324977504E8C90En, 0x7F0EF58E5894D39Fn, 0x74411AFA975DA242n, 0x74CE38135A2FBF20n, 0x9CC8EB1CC1A99CFAn, 0x4E422FC5DEFC941Dn,
          0x8FFC4BFFEF02CC07n, 0xF79788C5AD05368Fn, 0xB69B3F6793E584DBn, 0xA7A31FB34F2FF516n, 0xBA93DD63F5F2F8BDn, 0x9E839CFBC5294975n,
          0x35FDAFD88FC6AE84n, 0x2B0198237E3DB5D5n];
        const f_mask = (1n << 64n) - 1n;
        function f_word(bit) {
          const word = Math.floor(bit / 64), shift = BigInt(bit % 64);
          return shift === 0n ? f_inverse_pi[word] : (f_inverse_pi[word] << shift & f_mask) | f_inverse_pi[word + 1] >> 64n - shift;
        }
        // its polynomial in double needs products that are not rounded: numbers as integers of 2^-200
        const f_point = 200n;
        function f_fixed(x) {
          f_doubles[0] = Math.abs(x);
          const e = f_longs[0] >> 52n, m = (f_longs[0] & ((1n << 52n) - 1n)) | (e > 0n ? 1n << 52n : 0n);
          const shift = (e > 0n ? e : 1n) - 1075n + f_point;
          const value = shift >= 0n ? m << shift : m >> -shift;
          return x < 0 ? -value : value;
        }
        function f_rounded(value, point) {
          const negative = value < 0n, size = negative ? -value : value;
          if (size === 0n) return 0;
          const drop = BigInt(size.toString(2).length - 53);
          let m = size;
          if (drop > 0n) {
            m = size >> drop;
            const rest = size - (m << drop), half = 1n << drop - 1n;
            if (rest > half || rest === half && (m & 1n) === 1n) m += 1n;
          }
          const y = Number(m) * 2 ** Number((drop > 0n ? drop : 0n) - point);
          return negative ? -y : y;
        }
        function f_fma(x, y, z) { return f_rounded(f_fixed(x) * f_fixed(y) + (f_fixed(z) << f_point), 2n * f_point); }
        function f_sin_polynomial(r) {
          const c = [-0.04166666666666666, 0.008333333333333208, -0.00019841269841213368, 2.755731921174439e-06,
            -2.5052106921614968e-08, 1.6058941903396809e-10, -7.643043462473873e-13, 2.7216779646547866e-15];
          const z = r * r;
          let p = c[7];
          for (let i = 6; i >= 0; i--) p = f_fma(p, z, c[i]);
          return f_fma(r, f_fma(z, p, z * -0.125), r);
        }
        function f_huge(x, phase) {
          if (!(x >= 1) || x === Infinity) return NaN;
          f_doubles[0] = x;
          const bits = f_longs[0], m = bits & ((1n << 52n) - 1n) | 1n << 52n, first = Number(bits >> 52n) - 1075 + 63;
          const low = m * f_word(first + 128), middle = m * f_word(first + 64) + (low >> 64n);
          const top = (m * f_word(first) + (middle >> 64n) + phase) & f_mask;
          const odd = ((top >> 63n) + (top >> 62n) & 1n) !== 0n;
          const whole = ((top << 64n | middle & f_mask) << 1n | (low & f_mask) >> 63n) & ((1n << 128n) - 1n);
          const negative = whole >> 127n !== 0n, magnitude = negative ? (1n << 128n) - whole : whole;
          const zeros = magnitude === 0n ? 128 : 128 - magnitude.toString(2).length;
          const r = ((magnitude << BigInt(zeros)) >> 64n & f_mask) * 0xC90FDAA22168C234n >> 64n;
          const y = f_sin_polynomial(Number(r >> 1n | r & 1n) * 2 ** (-61 - zeros));
          return odd !== negative ? -y : y;
        }
        function f_sin_of_huge(x) { return Math.fround(x < 0 ? -f_huge(-x, 0n) : f_huge(x, 0n)); }
        function f_cos_of_huge(x) { return Math.fround(f_huge(Math.abs(x), 1n << 62n)); }

        """;
}
