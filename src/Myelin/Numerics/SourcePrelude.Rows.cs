namespace Myelin.Numerics;

// the sums of Kernels.Rows: sixteen partial sums, folded in halves
static partial class SourcePrelude
{
    public const string RowsInC = """

        static UNUSED float f_fold(float *p)
        {
            for (int half = 8; half > 0; half /= 2)
                for (int i = 0; i < half; i++) p[i] += p[i + half];
            return p[0];
        }
        static UNUSED float f_row_sum(const float *x, int n)
        {
            float p[16] = { 0 };
            for (int k = 0; k < n; k++) p[k % 16] += x[k];
            return f_fold(p);
        }
        static UNUSED float f_row_dot(const float *x, const float *y, int n)
        {
            float p[16] = { 0 };
            for (int k = 0; k < n; k++) p[k % 16] = fmaf(x[k], y[k], p[k % 16]);
            return f_fold(p);
        }
        static UNUSED float f_row_sum_in_order(const float *x, int n)
        {
            float sum = 0;
            for (int k = 0; k < n; k++) sum += x[k];
            return sum;
        }
        static UNUSED float f_row_max(const float *x, int n)
        {
            float max = -INFINITY;
            for (int k = 0; k < n; k++) max = f_max(max, x[k]);
            return max;
        }
        /* the sum of e without the first place where x is largest */
        static UNUSED float f_row_rest(const float *e, const float *x, int n)
        {
            const float max = f_row_max(x, n);
            float p[16] = { 0 };
            int largest = 0;
            while (largest < n && !(x[largest] == max || (x[largest] != x[largest] && max != max))) largest++;
            if (largest == n) largest = 0;
            for (int k = 0; k < n; k++) p[k % 16] += k == largest ? 0 : e[k];
            return f_fold(p);
        }
        static UNUSED float f_at(const float *x, int n, float index) { return index > -1 && index < (float)n ? x[(int)index] : NAN; }

        """;

    public const string RowsInJavaScript = """

        function f_fold(p) {
          for (let half = 8; half > 0; half >>= 1)
            for (let i = 0; i < half; i++) p[i] += p[i + half];
          return p[0];
        }
        function f_row_sum(x, n) {
          const p = new Float32Array(16);
          for (let k = 0; k < n; k++) p[k % 16] += x[k];
          return f_fold(p);
        }
        function f_row_dot(x, y, n) {
          const p = new Float32Array(16);
          for (let k = 0; k < n; k++) p[k % 16] = f_multiply_add(x[k], y[k], p[k % 16]);
          return f_fold(p);
        }
        function f_row_sum_in_order(x, n) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum = Math.fround(sum + x[k]);
          return sum;
        }
        function f_row_max(x, n) {
          let max = -Infinity;
          for (let k = 0; k < n; k++) max = f_max(max, x[k]);
          return max;
        }
        // the sum of e without the first place where x is largest
        function f_row_rest(e, x, n) {
          const max = f_row_max(x, n), p = new Float32Array(16);
          let largest = 0;
          while (largest < n && !(x[largest] === max || Number.isNaN(x[largest]) && Number.isNaN(max))) largest++;
          if (largest === n) largest = 0;
          for (let k = 0; k < n; k++) p[k % 16] += k === largest ? 0 : e[k];
          return f_fold(p);
        }
        function f_at(x, n, index) { return index > -1 && index < n ? x[Math.trunc(index)] : NaN; }

        """;
}
