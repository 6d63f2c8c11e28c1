using System.Text.RegularExpressions;

namespace Myelin.Documents.Tests.Markdown;

/// <summary>docs/math.md: every numbered equation names the file that computes it, and no formula is left out.</summary>
public partial class EquationTests
{
    static readonly Document s_document = new(Repository.FullPath("docs/math.md"));

    public static TheoryData<string> Folders =>
        ["Activations", "Losses", "Optimizers", "Schedules", "Initializers", "Metrics", "Calibration", "Layers"];

    [Fact]
    public void EquationsAreNumberedInOrder() =>
        Assert.Equal(Enumerable.Range(1, Equations().Count), Equations().Select(equation => equation.Number));

    [Fact]
    public void EveryEquationNamesTheFileThatComputesIt() => Assert.All(Equations(), equation =>
    {
        string[] files = [
            .. s_document.Links().Where(link => link.Line == equation.FileLine && link.Target.EndsWith(".cs", StringComparison.Ordinal))
                .Select(link => link.Target)];
        Assert.True(files.Length > 0, $"({equation.Number}) in line {equation.Line} names no file");
        Assert.All(files, file => Assert.True(File.Exists(s_document.Resolve(file)), $"({equation.Number}): {file}"));
    });

    [Theory]
    [MemberData(nameof(Folders))]
    public void EveryFormulaIsMentioned(string folder)
    {
        HashSet<string> linked = [.. s_document.Links().Select(link => s_document.Resolve(link.Target))];
        string[] files =
        [
            .. Directory.GetFiles(Repository.FullPath($"src/Myelin/{(folder == "Layers" ? "Network" : "Formulas")}/{folder}"), "*.cs")
                .Where(file => Formula().IsMatch(File.ReadAllText(file))),
        ];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(linked.Contains(Path.GetFullPath(file)), $"{Path.GetFileName(file)} is not in math.md"));
    }

    static List<(int Number, int Line, int FileLine)> Equations()
    {
        // a fence's equations are computed by the line after the fence, a table row's by the row itself
        var found = new List<(int, int, int)>();
        foreach (Block block in s_document.Blocks())
            for (int i = 0; i < block.Lines.Count; i++)
                if (InFence().Match(block.Lines[i]) is { Success: true } match)
                    found.Add((int.Parse(match.Groups[1].Value, null), block.Line + 1 + i, block.EndLine + 1));
        for (int i = 0; i < s_document.Lines.Length; i++)
            if (InTable().Match(s_document.Lines[i]) is { Success: true } match)
                found.Add((int.Parse(match.Groups[1].Value, null), i + 1, i + 1));
        return [.. found.OrderBy(equation => equation.Item2)];
    }

    [GeneratedRegex(@"\s\((\d+)\)$")]
    private static partial Regex InFence();

    [GeneratedRegex(@"^\| \((\d+)\)")]
    private static partial Regex InTable();

    // what a description can name, not the interfaces and rules around it
    [GeneratedRegex(@"^public static class (?!LossValues|ActivationValues|TargetCheck)\w+$|^public (readonly |sealed )*record " +
        @"(struct )?\w+.*?\)?\s*:\s*\w*(IActivation|IRowActivation|IElementLoss|IRowLoss|Optimizer|Adam|Schedule|ISchedule|" +
        @"IInitializer|Layer|IMetric)\b",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Formula();
}
