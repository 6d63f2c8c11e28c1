using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>Arrays as pointers, and a function for each shape of a product, whose loops have fixed counts.</summary>
sealed class CDialect : Dialect
{
    readonly HashSet<(int Inputs, int Outputs)> _shapes = [];

    public override string MultiplyAdd => "MULTIPLY_ADD";

    public override string Round => "rintf";

    public override string Constant => "const ";

    public override string Part(string array, int from, int count) => from == 0 ? array : FormattableString.Invariant($"{array} + {from}");

    public override string Copy(string from, string to, int count) =>
        FormattableString.Invariant($"memcpy({to}, {from}, {count} * sizeof(float));");

    // whole vectors: compilers then need no loop for what is left
    public override int Padded(int columns) => columns < 5 ? columns : (columns + 7) / 8 * 8;

    public override void Product(StringBuilder body, (int Inputs, int Outputs) shape, string x, string w, string bias, string z)
    {
        shape.Outputs = Padded(shape.Outputs);
        _shapes.Add(shape);
        body.Append(CultureInfo.InvariantCulture,
            $"    product_{shape.Inputs}_{shape.Outputs}({x}, {w}, {(bias.Length > 0 ? bias : "NULL")}, {z});\n");
    }

    /// <summary>The functions of products.</summary>
    public string Products()
    {
        if (_shapes.Count == 0) return "";
        IEnumerable<string> functions = _shapes.Order().Select(shape =>
            FormattableString.Invariant($"PRODUCT(product_{shape.Inputs}_{shape.Outputs}, {shape.Inputs}, {shape.Outputs})\n"));
        return ProductText + string.Concat(functions);
    }

    // eight inputs at a time: an output is loaded and stored once for eight sums, and each keeps its order
    const string ProductText = """

        /* z = b, then z[j] = x[i] * w[i][j] + z[j] for each i in turn; compilers make vectors over j of it */
        #define PRODUCT(NAME, INPUTS, OUTPUTS) \
        static void NAME(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict z) \
        { \
            int i = 0; \
            if (b) for (int j = 0; j < OUTPUTS; j++) z[j] = b[j]; \
            else for (int j = 0; j < OUTPUTS; j++) z[j] = 0; \
            for (; i <= INPUTS - 8; i += 8, w += 8 * OUTPUTS) \
            { \
                const float x0 = x[i], x1 = x[i + 1], x2 = x[i + 2], x3 = x[i + 3]; \
                const float x4 = x[i + 4], x5 = x[i + 5], x6 = x[i + 6], x7 = x[i + 7]; \
                for (int j = 0; j < OUTPUTS; j++) \
                { \
                    float sum = z[j]; \
                    sum = MULTIPLY_ADD(x0, w[j], sum); \
                    sum = MULTIPLY_ADD(x1, w[OUTPUTS + j], sum); \
                    sum = MULTIPLY_ADD(x2, w[2 * OUTPUTS + j], sum); \
                    sum = MULTIPLY_ADD(x3, w[3 * OUTPUTS + j], sum); \
                    sum = MULTIPLY_ADD(x4, w[4 * OUTPUTS + j], sum); \
                    sum = MULTIPLY_ADD(x5, w[5 * OUTPUTS + j], sum); \
                    sum = MULTIPLY_ADD(x6, w[6 * OUTPUTS + j], sum); \
                    sum = MULTIPLY_ADD(x7, w[7 * OUTPUTS + j], sum); \
                    z[j] = sum; \
                } \
            } \
            for (; i < INPUTS; i++, w += OUTPUTS) \
                for (int j = 0; j < OUTPUTS; j++) z[j] = MULTIPLY_ADD(x[i], w[j], z[j]); \
        }

        """;
}
