namespace Myelin.Numerics;

abstract partial class SourceLanguage
{
    public sealed class InCSharp(SourceFormat format) : SourceLanguage(format)
    {
        string Real => Format.Real;

        public override string Shared => SourcePrelude.SharedCSharp;

        public override string Prelude => SourcePrelude.CSharp(Format);

        public override string Number(double number) =>
            double.IsNaN(number) ? $"{Real}.NaN"
            : double.IsInfinity(number) ? $"{Real}.{(number > 0 ? "Positive" : "Negative")}Infinity"
            : double.IsNegative(number) ? $"(-{Shown(-number)})" : Shown(number);

        public override string Statement(string place, string computed) => $"    {Real} {place} = {computed};\n";

        public override string Function(string name, IReadOnlyList<string> parameters, string body,
            IReadOnlyList<(string Name, string Place)> results)
        {
            bool isOne = results is [("", _)];
            string given = isOne ? results[0].Place : $"({string.Join(", ", results.Select(result => result.Place))})";
            string type = isOne ? Real : $"({string.Join(", ", results.Select(result => $"{Real} {result.Name}"))})";
            return $"\n{Visible(name)}static {type} {name}({string.Join(", ", parameters.Select(parameter => $"{Real} {parameter}"))})\n" +
                $"{{\n{body}    return {given};\n}}\n";
        }

        public override string RowPrelude => SourcePrelude.RowsInCSharp(Format);

        public override string Place => $"({Real})k";

        public override string Array(string place, string length) =>
            $"    System.Span<{Real}> {place} = n > 256 ? new {Real}[{length}] : stackalloc {Real}[{length}];\n";

        public override string Settings(string place, IReadOnlyList<double> numbers) =>
            $"    System.ReadOnlySpan<{Real}> {place} = [{string.Join(", ", numbers.Select(Number))}];\n";

        public override string Loop(string length, string body) => $"    for (int k = 0; k < {length}; k++)\n    {{\n{body}    }}\n";

        public override string Results(IReadOnlyList<(string Name, string Place, bool IsRow)> results) =>
            string.Concat(results.Select(result => result.IsRow
                ? $"    {result.Place}.CopyTo(new_{result.Name});\n"
                : $"    new_{result.Name} = {result.Place};\n"));

        public override string RowFunction(string name, int length, IReadOnlyList<string> rows, IReadOnlyList<string> numbers,
            string body, IReadOnlyList<(string Name, bool IsRow)> results)
        {
            IEnumerable<string> given = [.. rows.Select(row => $"System.ReadOnlySpan<{Real}> {row}"),
                .. numbers.Select(number => $"{Real} {number}"),
                .. results.Select(result => result.IsRow ? $"System.Span<{Real}> new_{result.Name}" : $"out {Real} new_{result.Name}")];
            (string first, string known) = length == 0 ? ("int n, ", "") : ("", $"    const int n = {length};\n");
            return $"\n{Visible(name)}static void {name}({first}{string.Join(", ", given)})\n{{\n{known}{body}}}\n";
        }

        // what is for others' functions is theirs alone
        string Visible(string name) => name.StartsWith(Format.F, StringComparison.Ordinal) ? "" : "public ";

        protected override string Rounded(string computed) => computed;

        // a float as a float, a whole number as a double
        string Shown(double number) => Format.IsSingle ? $"{Digits((float)number)}f" : $"{Digits(number)}d";
    }
}
