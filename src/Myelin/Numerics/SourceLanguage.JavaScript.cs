namespace Myelin.Numerics;

abstract partial class SourceLanguage
{
    public sealed class InJavaScript(SourceFormat format) : SourceLanguage(format)
    {
        public override string Shared => SourcePrelude.SharedJavaScript;

        public override string Prelude => SourcePrelude.JavaScript(Format);

        public override string Number(double number) =>
            double.IsNaN(number) ? "NaN" : double.IsInfinity(number) ? number > 0 ? "Infinity" : "(-Infinity)"
            : double.IsNegative(number) ? $"(-{Shown(-number)})" : Shown(number);

        public override string Statement(string place, string computed) => $"  const {place} = {computed};\n";

        public override string Function(string name, IReadOnlyList<string> parameters, string body,
            IReadOnlyList<(string Name, string Place)> results)
        {
            string given = results is [("", _)] ? results[0].Place : $"[{string.Join(", ", results.Select(result => result.Place))}]";
            return $"\nfunction {name}({string.Join(", ", parameters)}) {{\n{body}  return {given};\n}}\n";
        }

        public override string RowPrelude => SourcePrelude.RowsInJavaScript(Format);

        public override string Place => "k";

        public override string Array(string place, string length) =>
            $"  const {place} = new Float{(Format.IsSingle ? 32 : 64)}Array({length});\n";

        public override string Settings(string place, IReadOnlyList<double> numbers) =>
            $"  const {place} = [{string.Join(", ", numbers.Select(Number))}];\n";

        public override string Loop(string length, string body) =>
            $"  for (let k = 0; k < {length}; k++) {{\n{body.Replace("        ", "    ", StringComparison.Ordinal)}  }}\n";

        public override string Results(IReadOnlyList<(string Name, string Place, bool IsRow)> results) =>
            $"  return {(results is [var one] ? one.Place : $"[{string.Join(", ", results.Select(result => result.Place))}]")};\n";

        public override string RowFunction(string name, int length, IReadOnlyList<string> rows, IReadOnlyList<string> numbers,
            string body, IReadOnlyList<(string Name, bool IsRow)> results) =>
            $"\nfunction {name}({string.Join(", ", [.. length == 0 ? ["n"] : (string[])[], .. rows, .. numbers])}) {{\n" +
            $"{(length == 0 ? "" : $"  const n = {length};\n")}{body}}}\n";

        protected override string Rounded(string computed) => Format.IsSingle ? $"Math.fround({computed})" : computed;

        string Shown(double number) => Digits(Format.IsSingle ? (float)number : number);
    }
}
