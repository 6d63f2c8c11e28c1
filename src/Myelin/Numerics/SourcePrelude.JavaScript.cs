namespace Myelin.Numerics;

// the same in JavaScript, whose numbers are doubles: floats are rounded after every operation, and fused multiply-adds are made of others
static partial class SourcePrelude
{
    /// <summary>What both precisions need, once.</summary>
    public const string SharedJavaScript = """
        // The same bits as Myelin's.
        const h_doubles = new Float64Array(1), h_longs = new BigUint64Array(h_doubles.buffer), h_ints = new Uint32Array(h_doubles.buffer);
        h_doubles[0] = 1;
        const h_low = h_ints[0] === 0 ? 0 : 1, h_high = 1 - h_low;
        const h_mask = (1n << 64n) - 1n;
        // a + b, rounded to odd where it is not exact
        function h_odd(a, b) {
          const s = a + b, c = s - a, error = (a - (s - c)) + (b - c);
          if (error === 0) return s;
          h_doubles[0] = s;
          if ((h_ints[h_low] & 1) === 0) {
            if ((error > 0) === (s > 0)) h_ints[h_low] |= 1;
            else if (h_ints[h_low]-- === 0) h_ints[h_high]--;
          }
          return h_doubles[0];
        }
        // x·y + z rounded once, after S. Boldo and G. Melquiond, Emulation of a FMA and correctly rounded sums, 2008
        function h_fma(x, y, z) {
          const p = x * y, size = Math.abs(p);
          if (size > 1e-250 && size < 1e290 && Math.abs(x) < 1e290 && Math.abs(y) < 1e290 && Math.abs(z) < 1e290) {
            const cx = 134217729 * x, xh = cx - (cx - x), xl = x - xh, cy = 134217729 * y, yh = cy - (cy - y), yl = y - yh;
            const u = ((xh * yh - p) + xh * yl + xl * yh) + xl * yl;
            const t = z + u, b = t - z, tl = (z - (t - b)) + (u - b);
            const v = p + t, c = v - p, vl = (p - (v - c)) + (t - c);
            return v + h_odd(tl, vl);
          }
          if (!Number.isFinite(x) || !Number.isFinite(y)) return p + z;
          if (!Number.isFinite(z) || x === 0 || y === 0) return Number.isFinite(z) ? p + z : z;
          return z === 0 ? p : h_exact(x, y, z);
        }
        // the same in integers, near both ends of the range
        function h_parts(x) {
          h_doubles[0] = Math.abs(x);
          const e = h_longs[0] >> 52n, m = (h_longs[0] & ((1n << 52n) - 1n)) | (e > 0n ? 1n << 52n : 0n);
          return [x < 0 ? -m : m, e > 0n ? e : 1n];
        }
        function h_exact(x, y, z) {
          // of 2^-2150 each
          const [a, e] = h_parts(x), [b, f] = h_parts(y), [c, g] = h_parts(z);
          return h_rounded((a * b << e + f) + (c << g + 1075n), 2150);
        }
        // value·2^-point as the nearest double, ties to even
        function h_rounded(value, point) {
          const negative = value < 0n, size = negative ? -value : value;
          if (size === 0n) return 0;
          const drop = BigInt(Math.max(size.toString(2).length - 53, point - 1074, 0));
          let m = size >> drop;
          if (drop > 0n) {
            const rest = size - (m << drop), half = 1n << drop - 1n;
            if (rest > half || rest === half && (m & 1n) === 1n) m += 1n;
          }
          const n = Number(drop) - point, half = Math.trunc(n / 2);
          const y = Number(m) * 2 ** half * 2 ** (n - half);
          return negative ? -y : y;
        }
        // sine of the huge: x / π modulo 2 in integers, after Payne and Hanek
        const h_inverse_pi = [
          0x0000000000000000n, 0x517CC1B727220A94n, 0xFE13ABE8FA9A6EE0n, 0x6DB14ACC9E21C820n, 0xFF28B1D5EF5DE2B0n, 0xDB92371D2126E970n,
          0x0324977504E8C90En, 0x7F0EF58E5894D39Fn, 0x74411AFA975DA242n, 0x74CE38135A2FBF20n, 0x9CC8EB1CC1A99CFAn, 0x4E422FC5DEFC941Dn,
          0x8FFC4BFFEF02CC07n, 0xF79788C5AD05368Fn, 0xB69B3F6793E584DBn, 0xA7A31FB34F2FF516n, 0xBA93DD63F5F2F8BDn, 0x9E839CFBC5294975n,
          0x35FDAFD88FC6AE84n, 0x2B0198237E3DB5D5n];
        function h_word(bit) {
          const word = Math.floor(bit / 64), shift = BigInt(bit % 64);
          return shift === 0n ? h_inverse_pi[word] : (h_inverse_pi[word] << shift & h_mask) | h_inverse_pi[word + 1] >> 64n - shift;
        }
        function h_sin_polynomial(r) {
          const c = [-0.04166666666666666, 0.008333333333333208, -0.00019841269841213368, 2.755731921174439e-06,
            -2.5052106921614968e-08, 1.6058941903396809e-10, -7.643043462473873e-13, 2.7216779646547866e-15];
          const z = r * r;
          let p = c[7];
          for (let i = 6; i >= 0; i--) p = h_fma(p, z, c[i]);
          return h_fma(r, h_fma(z, p, z * -0.125), r);
        }
        function h_huge(x, phase) {
          if (!(x >= 1) || x === Infinity) return NaN;
          h_doubles[0] = x;
          const bits = h_longs[0], m = bits & ((1n << 52n) - 1n) | 1n << 52n, first = Number(bits >> 52n) - 1075 + 63;
          const low = m * h_word(first + 128), middle = m * h_word(first + 64) + (low >> 64n);
          const top = (m * h_word(first) + (middle >> 64n) + phase) & h_mask;
          const odd = ((top >> 63n) + (top >> 62n) & 1n) !== 0n;
          const whole = ((top << 64n | middle & h_mask) << 1n | (low & h_mask) >> 63n) & ((1n << 128n) - 1n);
          const negative = whole >> 127n !== 0n, magnitude = negative ? (1n << 128n) - whole : whole;
          const zeros = magnitude === 0n ? 128 : 128 - magnitude.toString(2).length;
          const r = ((magnitude << BigInt(zeros)) >> 64n & h_mask) * 0xC90FDAA22168C234n >> 64n;
          const y = h_sin_polynomial(Number(r >> 1n | r & 1n) * 2 ** (-61 - zeros));
          return odd !== negative ? -y : y;
        }

        """;

    public const string SingleJavaScript = """

        // every operation is rounded to float
        const f_floats = new Float32Array(1), f_ints = new Uint32Array(f_floats.buffer);
        function f_bits(x) { f_floats[0] = x; return f_ints[0]; }
        function f_number(b) { f_ints[0] = b >>> 0; return f_floats[0]; }
        // x·y is exact in double; the sum is rounded to odd, so that rounding to float is the only one
        function f_multiply_add(x, y, z) {
          const p = x * y, s = p + z;
          return Math.fround(Number.isFinite(s) ? h_odd(p, z) : s);
        }
        function f_sqrt(x) { return Math.fround(Math.sqrt(x)); }
        function f_copy_sign(x, y) { return f_number((f_bits(x) & 0x7FFFFFFF) | (f_bits(y) & 0x80000000)); }
        function f_scale(x, n) { return Math.fround(x * f_number(f_bits(Math.fround(n + (12582912 + 127))) << 23)); }
        function f_scale_wide(x, n) { const half = f_round(Math.fround(n * 0.5)); return f_scale(f_scale(x, half), Math.fround(n - half)); }
        function f_exponent(x) { return ((f_bits(x) + (0x3F800000 - 0x3F3504F3)) >>> 23) - 127; }
        function f_mantissa(x) { const b = f_bits(x); return f_number(b - (((b + (0x3F800000 - 0x3F3504F3)) >>> 23) << 23) + 0x3F800000); }
        function f_sin_of_huge(x) { return Math.fround(x < 0 ? -h_huge(-x, 0n) : h_huge(x, 0n)); }
        function f_cos_of_huge(x) { return Math.fround(h_huge(Math.abs(x), 1n << 62n)); }

        """;

    public const string DoubleJavaScript = """

        function d_bits(x) { h_doubles[0] = x; return h_longs[0]; }
        function d_number(b) { h_longs[0] = b; return h_doubles[0]; }
        function d_multiply_add(x, y, z) { return h_fma(x, y, z); }
        function d_sqrt(x) { return Math.sqrt(x); }
        function d_copy_sign(x, y) {
          h_doubles[0] = y;
          const sign = h_ints[h_high] & 0x80000000;
          h_doubles[0] = x;
          h_ints[h_high] = h_ints[h_high] & 0x7FFFFFFF | sign;
          return h_doubles[0];
        }
        function d_scale(x, n) {
          h_doubles[0] = n + (6755399441055744 + 1023);
          const exponent = h_ints[h_low] << 20;
          h_ints[h_low] = 0;
          h_ints[h_high] = exponent;
          return x * h_doubles[0];
        }
        function d_scale_wide(x, n) { const half = d_round(n * 0.5); return d_scale(d_scale(x, half), n - half); }
        function d_exponent(x) { return Number(d_bits(x) + 0x00095F619980C433n >> 52n) - 1023; }
        function d_mantissa(x) {
          const b = d_bits(x);
          return d_number(b - (b + 0x00095F619980C433n >> 52n << 52n) + 0x3FF0000000000000n);
        }
        function d_sin_of_huge(x) { return x < 0 ? -h_huge(-x, 0n) : h_huge(x, 0n); }
        function d_cos_of_huge(x) { return h_huge(Math.abs(x), 1n << 62n); }

        """;

    /// <summary>The operations in one precision.</summary>
    public static string JavaScript(SourceFormat format) => (format.IsSingle ? SingleJavaScript : DoubleJavaScript) + $$"""
        function {{format.F}}abs(x) { return Math.abs(x); }
        function {{format.F}}max(x, y) { return Math.max(x, y); }
        function {{format.F}}min(x, y) { return Math.min(x, y); }
        function {{format.F}}clamp(x, low, high) { return x < low ? low : high < x ? high : x; }
        function {{format.F}}round(x) {
          const y = Math.round(x), even = y - x === 0.5 && y % 2 !== 0 ? y - 1 : y;
          return even === 0 ? {{format.F}}copy_sign(0, x) : even;
        }

        """;
}
