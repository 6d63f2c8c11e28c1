using System.Text.RegularExpressions;

namespace Myelin.Tests.Architecture;

/// <summary>What the sources promise a reader: where the sharp tools are, and that every file is short.</summary>
public partial class Sources
{
    static readonly string[] Libraries = ["Myelin", "Myelin.Explain", "Myelin.Tabular", "Myelin.Sources", "Myelin.Onnx", "Myelin.Native"];

    static readonly string[] SharpFloors = ["Kernels", "Passes"];

    // where C hands over pointers
    const string BoundaryOfC = "src/Myelin.Native/Boundary/";

    static readonly string[] FormulaFolders = ["Activations", "Losses", "Optimizers", "Schedules", "Initializers",
        "Metrics", "Calibration"];

    [Fact]
    public void UnsafeAndVectorsAreInKernelsPassesAndTheBoundaryOfCAlone() => None(
        from file in Repository.Sources
        where file.StartsWith("src/", StringComparison.Ordinal) &&
            !SharpFloors.Any(floor => file.StartsWith($"src/Myelin/{floor}/", StringComparison.Ordinal)) &&
            !file.StartsWith(BoundaryOfC, StringComparison.Ordinal)
        from line in Code(file).Select((text, number) => (text, number))
        where SharpTool().IsMatch(line.text)
        select $"{file}:{line.number + 1}: {line.text.Trim()}");

    [Fact]
    public void NativeCallsAreInNativeAlone() => None(
        from file in Repository.Sources
        where file.StartsWith("src/", StringComparison.Ordinal) && !file.Contains("/Native/", StringComparison.Ordinal)
        from line in Code(file)
        where NativeCall().IsMatch(line)
        select $"{file}: {line.Trim()}");

    // Math.Exp and its kin differ between systems; the polynomials of Numerics/Elementary do not
    [Fact]
    public void TheCoreComputesNoTranscendentalFunctionOfTheSystem() => None(
        from file in Repository.Sources
        where file.StartsWith("src/Myelin/", StringComparison.Ordinal) || file.StartsWith("src/Myelin.Explain/", StringComparison.Ordinal)
        from line in Code(file)
        where SystemFunction().IsMatch(line)
        select $"{file}: {line.Trim()}");

    [Fact]
    public void AFormulaFileIsAtMostSixtyLines() => None(
        from folder in FormulaFolders
        from file in Repository.Sources
        where file.StartsWith($"src/Myelin/Formulas/{folder}/", StringComparison.Ordinal) && IsFormula().IsMatch(Repository.Text(file))
        let lines = Repository.Lines(file).Length
        where lines > 60
        select $"{file}: {lines} lines");

    // an interface and its generic kin, which say one thing, may stand together
    [Fact]
    public void APublicTypeHasAFileOfItsOwn() => None(
        from file in Repository.Sources
        where Libraries.Any(library => file.StartsWith($"src/{library}/", StringComparison.Ordinal))
        let types = PublicType().Matches(Repository.Text(file)).Select(match => match.Groups[1].Value)
        where types.Count() > 1 && !types.All(type => type.EndsWith(Path.GetFileNameWithoutExtension(file)[1..], StringComparison.Ordinal))
        select $"{file}: {string.Join(", ", types)}");

    [Fact]
    public void NoFileIsOverFourHundredLines() => None(
        from file in Repository.Sources
        let lines = Repository.Lines(file).Length
        where lines > 400
        select $"{file}: {lines} lines");

    [Fact]
    public void NoLineIsBeyondItsColumns() => None(
        from file in Repository.Sources
        from line in Overlong(Repository.Text(file))
        select $"{file}:{line}: {Repository.Lines(file)[line - 1].Trim()}");

    [Theory]
    [InlineData(140, "x = 1;", false)]
    [InlineData(141, "x = 1;", true)]
    [InlineData(200, "// a b", true)]
    [InlineData(200, "x = \"a b\";", true)]
    [InlineData(200, "\"\"\"{a:\"b\"}\"\"\",", false)]
    [InlineData(200, "\"\"\"\na b\n\"\"\"", false)]
    public void AnOverlongLineIsFound(int columns, string code, bool isFound)
    {
        // before the last b or digit, so that what is long is what the case is about
        int at = code.LastIndexOfAny(['b', '1']);
        string line = code.Split('\n').Single(one => one.Contains(code[at], StringComparison.Ordinal));
        string text = code.Insert(at, new string(code[at], columns - line.Length));
        Assert.Equal(isFound, Overlong(text).Any());
    }

    // a library says what is wrong and what mends it; how a command line makes the setting, the command line says
    [Fact]
    public void NoLibraryNamesAnOptionOrACommandOfTheCommandLine() => None(
        from file in Repository.Sources
        where file.StartsWith("src/", StringComparison.Ordinal) && !file.StartsWith("src/Myelin.Cli/", StringComparison.Ordinal)
        from literal in StringLiterals.Of(Repository.Text(file))
        where CommandLineWord().IsMatch(literal.Text)
        select $"{file}:{literal.Line}: {literal.Text}");

    [Theory]
    [InlineData("""x = "a (--force)"; // "b" """, "a (--force)")]
    [InlineData("""x = $"a {Name(b ? "c" : $"d{e}")} {{f}}";""", "c", "d", "a  {{f}}")]
    [InlineData(""" x = '"'; y = "\"g"; /* "h" */ z = @"i""j\"; """, "\\\"g", "i\"\"j\\")]
    [InlineData("x = \"\"\"\nk \"l\"\n\"\"\"; y = $$\"\"\"{m} {{n(\"o\")}}\"\"\";", "\nk \"l\"\n", "o", "{m} ")]
    public void LiteralsAreFound(string code, params string[] literals) =>
        Assert.Equal(literals, StringLiterals.Of(code).Select(literal => literal.Text));

    [Fact]
    public void NoFileNamesAPlaceOnSomebodysMachine() => None(
        from file in Repository.Files
        where IsText(file)
        from line in Repository.Lines(file).Select((text, number) => (text, number))
        where MachinePath().IsMatch(line.text)
        select $"{file}:{line.number + 1}: {line.text.Trim()}");

    [Fact]
    public void TheFoldersThatAreCheckedExist() =>
        Assert.All(FormulaFolders.Select(folder => $"Formulas/{folder}").Concat(SharpFloors),
            folder => Assert.True(Directory.Exists(Repository.FullPath($"src/Myelin/{folder}")), folder));

    [Fact]
    public void TheBoundaryOfCExists() => Assert.True(Directory.Exists(Repository.FullPath(BoundaryOfC)));

    static void None(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    /// <summary>
    /// The numbers of lines beyond 140 columns; but text of other languages in a literal of several lines, such as JSON, is theirs, and a
    /// literal without a space has no place to break.
    /// </summary>
    static IEnumerable<int> Overlong(string code)
    {
        string[] lines = code.Split('\n');
        int[] spared = [.. StringLiterals.Of(code).SelectMany(literal => IsUnbreakable(literal.Text)
            ? [literal.Line]
            : Enumerable.Range(literal.Line + 1, literal.Text.Count(c => c == '\n')))];
        return Enumerable.Range(1, lines.Length).Where(number => lines[number - 1].Length > 140).Except(spared);
    }

    static bool IsUnbreakable(string literal) =>
        literal.Length > 100 && !literal.Contains(' ', StringComparison.Ordinal);

    /// <summary>The file's lines without comments.</summary>
    static IEnumerable<string> Code(string file) => Repository.Lines(file).Select(line => Comment().Replace(line, ""));

    static bool IsText(string file) =>
        Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets" or ".slnx" or ".md" or ".json" or ".sh" or
            ".svg" or ".yml" or "" &&
        !file.StartsWith("tests/data/", StringComparison.Ordinal);

    [GeneratedRegex(@"\bunsafe\b|System\.Runtime\.Intrinsics|\bVector(64|128|256|512)?\s*[<.]|\bfixed\s*\(")]
    private static partial Regex SharpTool();

    // what a network's description can name; not the interfaces themselves, nor the rules that all losses share
    [GeneratedRegex(@"^public (readonly |sealed )*(record|static class) (?!LossValues)", RegexOptions.Multiline)]
    private static partial Regex IsFormula();

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|unsafe|partial|ref) )*(?:class|record struct|struct|record|interface|" +
        @"enum|delegate [\w<>]+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\[(LibraryImport|DllImport)\b")]
    private static partial Regex NativeCall();

    [GeneratedRegex(
        @"\b(Math|MathF|T|double|float)\.(Exp|Exp2|ExpM1|Log|Log2|Log10|LogP1|Pow|Sin|Cos|Tan|SinCos|Sinh|Cosh|Tanh|Atan|Atan2|Cbrt)\(")]
    private static partial Regex SystemFunction();

    [GeneratedRegex(@"(?<![\w-])--[a-z]|\bmyelin (train|predict|evaluate|report|tune|inspect|import|trace|check)\b")]
    private static partial Regex CommandLineWord();

    [GeneratedRegex(@"(?<![\w.~-])/(work|home|root|Users)/|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"//.*$")]
    private static partial Regex Comment();
}
