namespace Myelin.Numerics;

abstract partial class SourceLanguage
{
    public sealed class InC(SourceFormat format) : SourceLanguage(format)
    {
        string Real => Format.Real;

        public override string Shared => SourcePrelude.SharedC;

        public override string Prelude => SourcePrelude.C(Format);

        public override string Number(double number) =>
            double.IsNaN(number) ? "NAN" : double.IsInfinity(number) ? number > 0 ? "INFINITY" : "(-INFINITY)"
            : double.IsNegative(number) ? $"(-({Real}){Digits(-number)})" : $"(({Real}){Digits(number)})";

        public override string Statement(string place, string computed) => $"    const {Real} {place} = {computed};\n";

        public override string Function(string name, IReadOnlyList<string> parameters, string body,
            IReadOnlyList<(string Name, string Place)> results)
        {
            bool isOne = results is [("", _)];
            IEnumerable<string> pointers = isOne ? [] : results.Select(result => $"{Real} *new_{result.Name}");
            string end = isOne
                ? $"    return {results[0].Place};\n"
                : string.Concat(results.Select(result => $"    *new_{result.Name} = {result.Place};\n"));
            string given = string.Join(", ", parameters.Select(parameter => $"{Real} {parameter}").Concat(pointers));
            string unused = string.Concat(parameters.Select(parameter => $"    (void){parameter};\n"));
            string visible = name.StartsWith(Format.F, StringComparison.Ordinal) ? "static " : "";
            return $"\n{visible}{(isOne ? Real : "void")} {name}({given})\n{{\n{unused}{body}{end}}}\n";
        }

        public override string RowPrelude => SourcePrelude.RowsInC(Format);

        public override string Place => $"({Real})k";

        public override string Array(string place, string length) => $"    {Real} {place}[{length}];\n";

        public override string Settings(string place, IReadOnlyList<double> numbers) =>
            $"    static const {Real} {place}[] = {{ {string.Join(", ", numbers.Select(Number))} }};\n";

        public override string Loop(string length, string body) => $"    for (int k = 0; k < {length}; k++)\n    {{\n{body}    }}\n";

        public override string Results(IReadOnlyList<(string Name, string Place, bool IsRow)> results) =>
            string.Concat(results.Select(result => result.IsRow
                ? $"    memcpy(new_{result.Name}, {result.Place}, sizeof {result.Place});\n"
                : $"    *new_{result.Name} = {result.Place};\n"));

        public override string RowFunction(string name, int length, IReadOnlyList<string> rows, IReadOnlyList<string> numbers,
            string body, IReadOnlyList<(string Name, bool IsRow)> results)
        {
            IEnumerable<string> given = [.. rows.Select(row => $"const {Real} *{row}"), .. numbers.Select(number => $"{Real} {number}"),
                .. results.Select(result => $"{Real} *new_{result.Name}")];
            string unused = string.Concat(rows.Concat(numbers).Select(parameter => $"    (void){parameter};\n"));
            string visible = name.StartsWith(Format.F, StringComparison.Ordinal) ? "static " : "";
            (string first, string known) = length == 0 ? ("int n, ", "") : ("", $"    enum {{ n = {length} }};\n");
            return $"\n{visible}void {name}({first}{string.Join(", ", given)})\n{{\n{known}{unused}{body}}}\n";
        }

        protected override string Rounded(string computed) => computed;
    }
}
