using System.Globalization;
using System.Text;

namespace Myelin.Numerics;

/// <summary>How single operations are written in a language, so that each gives the bits of <see cref="Scalar{T}"/> of float.</summary>
abstract class SourceLanguage
{
    public static SourceLanguage C { get; } = new InC();

    public static SourceLanguage JavaScript { get; } = new InJavaScript();

    /// <summary>What the language has no operation for, or another.</summary>
    public abstract string Prelude { get; }

    public abstract string Number(double number);

    public abstract string Statement(string place, string computed);

    /// <param name="results">one without a name is given back</param>
    public abstract string Function(string name, IReadOnlyList<string> parameters, string body,
        IReadOnlyList<(string Name, string Place)> results);

    /// <summary>Sums and maxima of rows.</summary>
    public abstract string RowPrelude { get; }

    /// <summary>The place of a loop as a number.</summary>
    public abstract string Place { get; }

    /// <summary>Room for a row.</summary>
    public abstract string Array(string place, string length);

    /// <summary>A row of settings.</summary>
    public abstract string Settings(string place, IReadOnlyList<double> numbers);

    public abstract string Loop(string length, string body);

    /// <summary>Gives back what was computed.</summary>
    public abstract string Results(IReadOnlyList<(string Name, string Place, bool IsRow)> results);

    public abstract string RowFunction(string name, IReadOnlyList<string> rows, IReadOnlyList<string> numbers, string body,
        IReadOnlyList<string> results);

    protected abstract string Rounded(string computed);

    public string Operation(Operation operation, IReadOnlyList<string> x) => operation switch
    {
        Numerics.Operation.Add => Rounded($"{x[0]} + {x[1]}"),
        Numerics.Operation.Subtract => Rounded($"{x[0]} - {x[1]}"),
        Numerics.Operation.Multiply => Rounded($"{x[0]} * {x[1]}"),
        Numerics.Operation.Divide => Rounded($"{x[0]} / {x[1]}"),
        Numerics.Operation.Negate => $"-{x[0]}",
        Numerics.Operation.IfLess => $"{x[0]} < {x[1]} ? {x[2]} : {x[3]}",
        Numerics.Operation.IfAtMost => $"{x[0]} <= {x[1]} ? {x[2]} : {x[3]}",
        Numerics.Operation.IfEqual => $"{x[0]} == {x[1]} ? {x[2]} : {x[3]}",
        _ => $"{NameOf(operation)}({string.Join(", ", x)})",
    };

    /// <summary>multiply_add, sin_of_huge</summary>
    public static string NameOf(Operation operation)
    {
        var name = new StringBuilder("f_");
        foreach (char letter in operation.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 2) name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }
        return name.ToString();
    }

    static string Digits(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    sealed class InC : SourceLanguage
    {
        public override string Prelude => SourcePrelude.C;

        public override string Number(double number) =>
            double.IsNaN(number) ? "NAN" : double.IsInfinity(number) ? number > 0 ? "INFINITY" : "(-INFINITY)"
            : number < 0 || double.IsNegative(number) ? $"(-(float){Digits(-number)})" : $"((float){Digits(number)})";

        public override string Statement(string place, string computed) => $"    const float {place} = {computed};\n";

        public override string Function(string name, IReadOnlyList<string> parameters, string body,
            IReadOnlyList<(string Name, string Place)> results)
        {
            bool isOne = results is [("", _)];
            IEnumerable<string> pointers = isOne ? [] : results.Select(result => $"float *new_{result.Name}");
            string end = isOne
                ? $"    return {results[0].Place};\n"
                : string.Concat(results.Select(result => $"    *new_{result.Name} = {result.Place};\n"));
            string given = string.Join(", ", parameters.Select(parameter => $"float {parameter}").Concat(pointers));
            string unused = string.Concat(parameters.Select(parameter => $"    (void){parameter};\n"));
            return $"\n{(name.StartsWith("f_", StringComparison.Ordinal) ? "static " : "")}{(isOne ? "float" : "void")} {name}({given})\n" +
                $"{{\n{unused}{body}{end}}}\n";
        }

        public override string RowPrelude => SourcePrelude.RowsInC;

        public override string Place => "(float)k";

        public override string Array(string place, string length) => $"    float {place}[{length}];\n";

        public override string Settings(string place, IReadOnlyList<double> numbers) =>
            $"    static const float {place}[] = {{ {string.Join(", ", numbers.Select(Number))} }};\n";

        public override string Loop(string length, string body) => $"    for (int k = 0; k < {length}; k++)\n    {{\n{body}    }}\n";

        public override string Results(IReadOnlyList<(string Name, string Place, bool IsRow)> results) =>
            string.Concat(results.Select(result => result.IsRow
                ? $"    memcpy(new_{result.Name}, {result.Place}, sizeof {result.Place});\n"
                : $"    *new_{result.Name} = {result.Place};\n"));

        public override string RowFunction(
            string name, IReadOnlyList<string> rows, IReadOnlyList<string> numbers, string body, IReadOnlyList<string> results)
        {
            IEnumerable<string> given = [.. rows.Select(row => $"const float *{row}"), .. numbers.Select(number => $"float {number}"),
                .. results.Select(result => $"float *new_{result}")];
            string unused = string.Concat(rows.Concat(numbers).Select(parameter => $"    (void){parameter};\n"));
            return $"\nvoid {name}(int n, {string.Join(", ", given)})\n{{\n{unused}{body}}}\n";
        }

        protected override string Rounded(string computed) => computed;
    }

    sealed class InJavaScript : SourceLanguage
    {
        public override string Prelude => SourcePrelude.JavaScript;

        public override string Number(double number) =>
            double.IsNaN(number) ? "NaN" : double.IsInfinity(number) ? number > 0 ? "Infinity" : "(-Infinity)"
            : double.IsNegative(number) ? $"(-{Digits((float)-number)})" : Digits((float)number);

        public override string Statement(string place, string computed) => $"  const {place} = {computed};\n";

        public override string Function(string name, IReadOnlyList<string> parameters, string body,
            IReadOnlyList<(string Name, string Place)> results)
        {
            string given = results is [("", _)] ? results[0].Place : $"[{string.Join(", ", results.Select(result => result.Place))}]";
            return $"\nfunction {name}({string.Join(", ", parameters)}) {{\n{body}  return {given};\n}}\n";
        }

        public override string RowPrelude => SourcePrelude.RowsInJavaScript;

        public override string Place => "k";

        public override string Array(string place, string length) => $"  const {place} = new Float32Array({length});\n";

        public override string Settings(string place, IReadOnlyList<double> numbers) =>
            $"  const {place} = [{string.Join(", ", numbers.Select(Number))}];\n";

        public override string Loop(string length, string body) =>
            $"  for (let k = 0; k < {length}; k++) {{\n{body.Replace("        ", "    ", StringComparison.Ordinal)}  }}\n";

        public override string Results(IReadOnlyList<(string Name, string Place, bool IsRow)> results) =>
            $"  return {(results is [var one] ? one.Place : $"[{string.Join(", ", results.Select(result => result.Place))}]")};\n";

        public override string RowFunction(
            string name, IReadOnlyList<string> rows, IReadOnlyList<string> numbers, string body, IReadOnlyList<string> results) =>
            $"\nfunction {name}({string.Join(", ", ["n", .. rows, .. numbers])}) {{\n{body}}}\n";

        protected override string Rounded(string computed) => $"Math.fround({computed})";
    }
}
