using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>Arrays as pointers, and a function for each shape of a product, whose loops have fixed counts.</summary>
sealed class CDialect : Dialect
{
    // a panel's sums stay in the first-level cache, and its weights are read from front to back: 8.8 µs for one row of
    // 784-256-128-10 where whole rows of weights take 9.9 (gcc 12, AVX2)
    const int Panel = 64;

    readonly HashSet<(int Inputs, int Outputs, bool Small)> _shapes = [];

    public override string MultiplyAdd => "MULTIPLY_ADD";

    public override string Round => "rintf";

    public override string Constant => "const ";

    public override string Part(string array, int from, int count) => from == 0 ? array : FormattableString.Invariant($"{array} + {from}");

    public override string Copy(string from, string to, int count) =>
        FormattableString.Invariant($"memcpy({to}, {from}, {count} * sizeof(float));");

    public override TableShape Weights(int columns) => new(columns, Padded(columns), Panel);

    // whole vectors: compilers then need no loop for what is left
    static int Padded(int columns) => columns < 5 ? columns : (columns + 7) / 8 * 8;

    public override void Product(StringBuilder body, ProductCall call)
    {
        (int inputs, int outputs, bool small) = (call.Inputs, Padded(call.Outputs), call.Scales.Length > 0);
        _shapes.Add((inputs, outputs, small));
        string scales = small ? $"{call.Scales}, " : "", bias = call.Bias.Length > 0 ? call.Bias : "NULL";
        body.Append(CultureInfo.InvariantCulture,
            $"    product{(small ? "8" : "")}_{inputs}_{outputs}({call.X}, {call.W}, {scales}{bias}, {call.Z});\n");
    }

    /// <summary>The functions of products.</summary>
    public string Products()
    {
        if (_shapes.Count == 0) return "";
        string macros = (_shapes.Any(shape => !shape.Small) ? Floats : "") + (_shapes.Any(shape => shape.Small) ? Bytes : "");
        IEnumerable<string> functions = _shapes.Order().Select(shape => shape.Small
            ? FormattableString.Invariant($"PRODUCT8(product8_{shape.Inputs}_{shape.Outputs}, {shape.Inputs}, {shape.Outputs})\n")
            : FormattableString.Invariant($"PRODUCT(product_{shape.Inputs}_{shape.Outputs}, {shape.Inputs}, {shape.Outputs})\n"));
        return Panels + macros + string.Concat(functions);
    }

    // eight inputs at a time: an output is loaded and stored once for eight sums, and each keeps its order
    const string Panels = """

        #if defined(__GNUC__) && !defined(__clang__)
        #define UNROLL _Pragma("GCC unroll 8")
        #else
        #define UNROLL
        #endif

        /* z[j] = x[i] * w[i][j] + z[j] for each i in turn, of P outputs; compilers make vectors over j of it */
        #define PANEL(INPUTS, P) \
            { \
                int i = 0; \
                for (; i <= INPUTS - 8; i += 8, w += 8 * P) \
                { \
                    const float x0 = x[i], x1 = x[i + 1], x2 = x[i + 2], x3 = x[i + 3]; \
                    const float x4 = x[i + 4], x5 = x[i + 5], x6 = x[i + 6], x7 = x[i + 7]; \
                    UNROLL \
                    for (int j = 0; j < P; j++) \
                    { \
                        float sum = z[j]; \
                        sum = MULTIPLY_ADD(x0, (float)w[j], sum); \
                        sum = MULTIPLY_ADD(x1, (float)w[P + j], sum); \
                        sum = MULTIPLY_ADD(x2, (float)w[2 * P + j], sum); \
                        sum = MULTIPLY_ADD(x3, (float)w[3 * P + j], sum); \
                        sum = MULTIPLY_ADD(x4, (float)w[4 * P + j], sum); \
                        sum = MULTIPLY_ADD(x5, (float)w[5 * P + j], sum); \
                        sum = MULTIPLY_ADD(x6, (float)w[6 * P + j], sum); \
                        sum = MULTIPLY_ADD(x7, (float)w[7 * P + j], sum); \
                        z[j] = sum; \
                    } \
                } \
                for (; i < INPUTS; i++, w += P) \
                    for (int j = 0; j < P; j++) z[j] = MULTIPLY_ADD(x[i], (float)w[j], z[j]); \
                z += P; \
            }

        """;

    const string Floats = """
        #define PRODUCT(NAME, INPUTS, OUTPUTS) \
        static void NAME(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict z) \
        { \
            if (b) for (int j = 0; j < OUTPUTS; j++) z[j] = b[j]; \
            else for (int j = 0; j < OUTPUTS; j++) z[j] = 0; \
            for (int p = 0; p < OUTPUTS / 64; p++) PANEL(INPUTS, 64) \
            if (OUTPUTS % 64 > 0) PANEL(INPUTS, (OUTPUTS % 64)) \
        }

        """;

    const string Bytes = """
        /* the same of weights in 8 bits, with a scale for each output */
        #define PRODUCT8(NAME, INPUTS, OUTPUTS) \
        static void NAME(const float *restrict x, const int8_t *restrict w, const float *restrict s, const float *restrict b, \
            float *restrict z) \
        { \
            for (int j = 0; j < OUTPUTS; j++) z[j] = 0; \
            for (int p = 0; p < OUTPUTS / 64; p++) PANEL(INPUTS, 64) \
            if (OUTPUTS % 64 > 0) PANEL(INPUTS, (OUTPUTS % 64)) \
            z -= OUTPUTS; \
            for (int j = 0; j < OUTPUTS; j++) z[j] = MULTIPLY_ADD(z[j], s[j], b ? b[j] : 0); \
        }

        """;
}
