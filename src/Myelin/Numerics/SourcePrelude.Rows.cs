namespace Myelin.Numerics;

// the sums of Kernels.Rows: sixteen partial sums, folded in halves
static partial class SourcePrelude
{
    public static string RowsInC(SourceFormat format) => $$"""

        static UNUSED {{format.Real}} {{format.F}}fold({{format.Real}} *p)
        {
            for (int half = 8; half > 0; half /= 2)
                for (int i = 0; i < half; i++) p[i] += p[i + half];
            return p[0];
        }
        static UNUSED {{format.Real}} {{format.F}}row_sum(const {{format.Real}} *x, int n)
        {
            {{format.Real}} p[16] = { 0 };
            for (int k = 0; k < n; k++) p[k % 16] += x[k];
            return {{format.F}}fold(p);
        }
        static UNUSED {{format.Real}} {{format.F}}row_dot(const {{format.Real}} *x, const {{format.Real}} *y, int n)
        {
            {{format.Real}} p[16] = { 0 };
            for (int k = 0; k < n; k++) p[k % 16] = fma{{format.Suffix}}(x[k], y[k], p[k % 16]);
            return {{format.F}}fold(p);
        }
        static UNUSED {{format.Real}} {{format.F}}row_sum_in_order(const {{format.Real}} *x, int n)
        {
            {{format.Real}} sum = 0;
            for (int k = 0; k < n; k++) sum += x[k];
            return sum;
        }
        static UNUSED {{format.Real}} {{format.F}}row_max(const {{format.Real}} *x, int n)
        {
            {{format.Real}} max = -INFINITY;
            for (int k = 0; k < n; k++) max = {{format.F}}max(max, x[k]);
            return max;
        }
        /* the sum of e without the first place where x is largest */
        static UNUSED {{format.Real}} {{format.F}}row_rest(const {{format.Real}} *e, const {{format.Real}} *x, int n)
        {
            const {{format.Real}} max = {{format.F}}row_max(x, n);
            {{format.Real}} p[16] = { 0 };
            int largest = 0;
            while (largest < n && !(x[largest] == max || (x[largest] != x[largest] && max != max))) largest++;
            if (largest == n) largest = 0;
            for (int k = 0; k < n; k++) p[k % 16] += k == largest ? 0 : e[k];
            return {{format.F}}fold(p);
        }
        static UNUSED {{format.Real}} {{format.F}}at(const {{format.Real}} *x, int n, {{format.Real}} index)
        {
            return index > -1 && index < ({{format.Real}})n ? x[(int)index] : NAN;
        }

        """;

    public static string RowsInJavaScript(SourceFormat format) => $$"""

        function {{format.F}}fold(p) {
          for (let half = 8; half > 0; half >>= 1)
            for (let i = 0; i < half; i++) p[i] += p[i + half];
          return p[0];
        }
        function {{format.F}}row_sum(x, n) {
          const p = new {{(format.IsSingle ? "Float32Array" : "Float64Array")}}(16);
          for (let k = 0; k < n; k++) p[k % 16] += x[k];
          return {{format.F}}fold(p);
        }
        function {{format.F}}row_dot(x, y, n) {
          const p = new {{(format.IsSingle ? "Float32Array" : "Float64Array")}}(16);
          for (let k = 0; k < n; k++) p[k % 16] = {{format.F}}multiply_add(x[k], y[k], p[k % 16]);
          return {{format.F}}fold(p);
        }
        function {{format.F}}row_sum_in_order(x, n) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum = {{(format.IsSingle ? "Math.fround(sum + x[k])" : "sum + x[k]")}};
          return sum;
        }
        function {{format.F}}row_max(x, n) {
          let max = -Infinity;
          for (let k = 0; k < n; k++) max = {{format.F}}max(max, x[k]);
          return max;
        }
        // the sum of e without the first place where x is largest
        function {{format.F}}row_rest(e, x, n) {
          const max = {{format.F}}row_max(x, n), p = new {{(format.IsSingle ? "Float32Array" : "Float64Array")}}(16);
          let largest = 0;
          while (largest < n && !(x[largest] === max || Number.isNaN(x[largest]) && Number.isNaN(max))) largest++;
          if (largest === n) largest = 0;
          for (let k = 0; k < n; k++) p[k % 16] += k === largest ? 0 : e[k];
          return {{format.F}}fold(p);
        }
        function {{format.F}}at(x, n, index) { return index > -1 && index < n ? x[Math.trunc(index)] : NaN; }

        """;

    public static string RowsInCSharp(SourceFormat format) => $$"""

        static {{format.Real}} {{format.F}}fold(System.Span<{{format.Real}}> p)
        {
            for (int half = 8; half > 0; half /= 2)
                for (int i = 0; i < half; i++) p[i] += p[i + half];
            return p[0];
        }
        static {{format.Real}} {{format.F}}row_sum(System.ReadOnlySpan<{{format.Real}}> x, int n)
        {
            System.Span<{{format.Real}}> p = stackalloc {{format.Real}}[16];
            p.Clear();
            for (int k = 0; k < n; k++) p[k % 16] += x[k];
            return {{format.F}}fold(p);
        }
        static {{format.Real}} {{format.F}}row_dot(System.ReadOnlySpan<{{format.Real}}> x, System.ReadOnlySpan<{{format.Real}}> y, int n)
        {
            System.Span<{{format.Real}}> p = stackalloc {{format.Real}}[16];
            p.Clear();
            for (int k = 0; k < n; k++) p[k % 16] = {{format.F}}multiply_add(x[k], y[k], p[k % 16]);
            return {{format.F}}fold(p);
        }
        static {{format.Real}} {{format.F}}row_sum_in_order(System.ReadOnlySpan<{{format.Real}}> x, int n)
        {
            {{format.Real}} sum = 0;
            for (int k = 0; k < n; k++) sum += x[k];
            return sum;
        }
        static {{format.Real}} {{format.F}}row_max(System.ReadOnlySpan<{{format.Real}}> x, int n)
        {
            {{format.Real}} max = {{format.Real}}.NegativeInfinity;
            for (int k = 0; k < n; k++) max = {{format.F}}max(max, x[k]);
            return max;
        }
        // the sum of e without the first place where x is largest
        static {{format.Real}} {{format.F}}row_rest(System.ReadOnlySpan<{{format.Real}}> e, System.ReadOnlySpan<{{format.Real}}> x, int n)
        {
            {{format.Real}} max = {{format.F}}row_max(x, n);
            System.Span<{{format.Real}}> p = stackalloc {{format.Real}}[16];
            p.Clear();
            int largest = 0;
            while (largest < n && !x[largest].Equals(max)) largest++;
            if (largest == n) largest = 0;
            for (int k = 0; k < n; k++) p[k % 16] += k == largest ? 0 : e[k];
            return {{format.F}}fold(p);
        }
        static {{format.Real}} {{format.F}}at(System.ReadOnlySpan<{{format.Real}}> x, int n, {{format.Real}} index) =>
            index > -1 && index < n ? x[(int)index] : {{format.Real}}.NaN;

        """;
}
