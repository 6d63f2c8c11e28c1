using System.Globalization;
using System.Text;
using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>The functions that networks call: products, formulas, look-ups. Equal formulas are one function.</summary>
/// <param name="partials">the address of room for sixteen partial sums</param>
sealed class NetworkFunctions(WasmModule module, WasmArithmetic arithmetic, int partials)
{
    const int VectorBytes = 16;

    readonly ElementaryFunctions _elementary = new(module, arithmetic);
    readonly Dictionary<string, int> _formulas = [];
    Products? _products;
    RowSums? _sums;
    int? _lookup, _columnProduct;

    /// <summary>x·y + z of three floats, to see whether it is rounded once.</summary>
    public int Trial => module.Function([WasmType.F32, WasmType.F32, WasmType.F32], [WasmType.F32], code =>
    {
        for (int parameter = 0; parameter < 3; parameter++) code.Get(parameter).Do(Simd.F32Splat);
        code.Call(_elementary.Fused.MultiplyAdd).Extract(0);
    });

    public Products Products => _products ??= new(module, _elementary.Fused, arithmetic);

    RowSums Sums => _sums ??= new(module, _elementary.Fused, partials);

    /// <summary>
    /// Of the addresses of φ, V, d and z, how many features and vectors of columns there are, and how many bytes are from a feature to the
    /// next of φ and of V.
    /// </summary>
    public int ColumnProduct => _columnProduct ??= module.Function([.. Enumerable.Repeat(WasmType.I32, 8)], [], code =>
    {
        const int phi = 0, v = 1, bias = 2, z = 3, features = 4, vectors = 5, ofPhi = 6, ofV = 7;
        (int atPhi, int atV, int left) = (code.Local(WasmType.I32), code.Local(WasmType.I32), code.Local(WasmType.I32));
        int sum = code.Local(WasmType.V128);
        code.Repeat(vectors, () =>
        {
            code.Get(bias).Memory(Simd.Load).Set(sum).Get(phi).Set(atPhi).Get(v).Set(atV).Get(features).Set(left);
            code.Repeat(left, () =>
            {
                code.Get(atPhi).Memory(Simd.Load).Get(atV).Memory(Simd.Load);
                if (arithmetic == WasmArithmetic.Plain) code.Do(Simd.F32Multiply).Get(sum).Do(Simd.F32Add);
                else code.Get(sum).Call(_elementary.Fused.MultiplyAdd);
                code.Set(sum).Get(atPhi, ofPhi).Do(Wasm.I32Add).Set(atPhi).Get(atV, ofV).Do(Wasm.I32Add).Set(atV);
            });
            code.Get(z, sum).Memory(Simd.Store);
            foreach (int pointer in (int[])[phi, v, bias, z]) code.Add(pointer, VectorBytes);
        });
    });

    /// <summary>Of the addresses of the code and of the table, the table's rows, bytes of a row, and the address of the output.</summary>
    public int Lookup => _lookup ??= module.Function([.. Enumerable.Repeat(WasmType.I32, 5)], [], code =>
    {
        const int number = 0, table = 1, rows = 2, bytes = 3, to = 4;
        int row = code.Local(WasmType.I32);
        code.Get(number).Memory(Wasm.F32Load).Do(Wasm.F32Nearest).Truncate().Tee(row);
        // below 0 it is a large number without a sign
        code.Get(rows).Do(Wasm.I32LessUnsigned).Do(Wasm.I32EqualZero).If(() => code.Number(0).Set(row));
        code.Get(to, table, row, bytes).Do(Wasm.I32Multiply, Wasm.I32Add).Get(bytes).Copy();
    });

    /// <summary>
    /// A formula of the numbers in each place: the function of its operands' addresses, that of its output, and how many vectors that has.
    /// </summary>
    /// <param name="isSame">of each operand whether it is one number for all places</param>
    public int Formula(Node formula, IReadOnlyList<string> letters, IReadOnlyList<bool> isSame) =>
        Add($"{Key(formula)} {string.Join(',', letters)} {string.Join(',', isSame)}", letters.Count + 2, code =>
        {
            (int to, int vectors) = (letters.Count, letters.Count + 1);
            Dictionary<string, int> values = [];
            for (int i = 0; i < letters.Count; i++)
            {
                values[letters[i]] = code.Local(WasmType.V128);
                if (isSame[i]) code.Get(i).Memory(Simd.LoadSplat).Set(values[letters[i]]);
            }
            code.Repeat(vectors, () =>
            {
                var formulas = new FormulaCode(code, _elementary);
                for (int i = 0; i < letters.Count; i++)
                {
                    if (isSame[i]) continue;
                    code.Get(i).Memory(Simd.Load).Set(values[letters[i]]);
                    code.Add(i, VectorBytes);
                }
                formulas.Give(formula, values);
                int value = formulas.Place(formula);
                code.Get(to, value).Memory(Simd.Store);
                code.Add(to, VectorBytes);
            });
        });

    /// <summary>A formula of rows: the function of its operands' addresses and of that of its output.</summary>
    /// <param name="take">takes memory for rows between</param>
    public int RowFormula(Node formula, IReadOnlyList<string> letters, int width, Func<int, int> take) =>
        Add($"{Key(formula)} {string.Join(',', letters)} {width}", letters.Count + 1, code =>
        {
            var rows = new RowFormulaCode(code, _elementary, Sums, width, take);
            for (int i = 0; i < letters.Count; i++) rows.Give(letters[i], i);
            rows.Write(formula, letters.Count);
        });

    int Add(string key, int parameters, Action<WasmCode> body) => _formulas.TryGetValue(key, out int known) ? known
        : _formulas[key] = module.Function([.. Enumerable.Repeat(WasmType.I32, parameters)], [], body);

    // each part once, by its number
    static string Key(Node formula)
    {
        var text = new StringBuilder();
        var numbers = new Dictionary<Node, int>(ReferenceEqualityComparer.Instance);
        Visit(formula);
        return text.ToString();

        int Visit(Node node)
        {
            if (numbers.TryGetValue(node, out int known)) return known;
            int[] arguments = [.. node.Arguments.Select(Visit)];
            bool isNamed = node.Operation is Operation.Letter && double.IsNaN(node.Number) || node.Operation is Operation.Row;
            string name = isNamed ? node.Name : "";
            text.Append(CultureInfo.InvariantCulture,
                $"{node.Operation}({string.Join(',', arguments)}){BitConverter.DoubleToInt64Bits(node.Number):x}{name};");
            return numbers[node] = numbers.Count;
        }
    }
}
