namespace Myelin.Cli.Tests;

/// <summary>myelin export: what is written, what is said, and what is refused.</summary>
public sealed class ExportTests(IrisModel iris) : IClassFixture<IrisModel>
{
    [Fact]
    public void CIsWrittenWithItsHeaderAndCompared()
    {
        string output = iris.Succeeds("export", "iris.safetensors", "-o", "iris.c");
        Assert.Contains("Wrote iris.c (", output, StringComparison.Ordinal);
        Assert.Contains("every prediction has the same bits", output, StringComparison.Ordinal);
        Assert.Contains("int iris_predict(const iris_row *row, iris_prediction *out);", File.ReadAllText(iris.At("iris.h")),
            StringComparison.Ordinal);
        // what Myelin wrote is replaced, and nothing else
        iris.Succeeds("export", "iris.safetensors", "iris.csv", "-o", "iris.c");
        File.WriteAllText(iris.At("iris.h"), "mine");
        Run refused = iris.Run("export", "iris.safetensors", "-o", "iris.c");
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("iris.h: exists and is not C that Myelin wrote", refused.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void JavaScriptIsWrittenWithItsTypesAndCompared()
    {
        string output = iris.Succeeds("export", "iris.safetensors", "-o", "iris.mjs");
        Assert.Contains("Wrote iris.mjs (", output, StringComparison.Ordinal);
        Assert.Contains("every prediction has the same bits", output, StringComparison.Ordinal);
        Assert.Contains("  in node ", output, StringComparison.Ordinal);
        Assert.Contains("\nexport { load, Predictor };\n", File.ReadAllText(iris.At("iris.mjs")), StringComparison.Ordinal);
        Assert.Contains("predict(row: Record<string, Cell>", File.ReadAllText(iris.At("iris.d.mts")), StringComparison.Ordinal);
        // what Myelin wrote is replaced, and nothing else
        string plain = iris.Succeeds("export", "iris.safetensors", "iris.csv", "--arithmetic", "plain", "-o", "iris.mjs");
        Assert.Matches(@"arithmetic +plain; largest relative difference of [\d,]+ predictions \d", plain);
        File.WriteAllText(iris.At("iris.d.mts"), "mine");
        Run refused = iris.Run("export", "iris.safetensors", "-o", "iris.mjs");
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("iris.d.mts: exists and was not written by Myelin", refused.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void AnNpmPackageIsWrittenAndReplaced()
    {
        Assert.Contains("Wrote iris.tgz (", iris.Succeeds("export", "iris.safetensors", "-o", "iris.tgz"), StringComparison.Ordinal);
        byte[] first = File.ReadAllBytes(iris.At("iris.tgz"));
        iris.Succeeds("export", "iris.safetensors", "-o", "iris.tgz");
        Assert.Equal(first, File.ReadAllBytes(iris.At("iris.tgz")));
        File.WriteAllText(iris.At("other.tgz"), "mine");
        Assert.Equal(2, iris.Run("export", "iris.safetensors", "-o", "other.tgz").ExitCode);
    }

    [Fact]
    public void OfManyRowsTwoThousandAreCompared()
    {
        string[] lines = File.ReadAllLines(iris.At("iris.csv"));
        File.WriteAllLines(iris.At("many.csv"), [lines[0], .. Enumerable.Repeat(lines[1..], 40).SelectMany(rows => rows)]);
        Assert.Matches(@"2,000 of \d,\d{3} rows of the data, evenly spaced: every prediction has the same bits",
            iris.Succeeds("export", "iris.safetensors", "many.csv", "-o", "many.mjs"));
    }

    [Fact]
    public void AnOptionOfAnotherFormatIsRefused()
    {
        Run run = iris.Run("export", "iris.safetensors", "--arithmetic", "plain", "-o", "iris.c");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("--arithmetic is for .mjs and .tgz files, but iris.c is written. Leave it out.", run.ErrorLine);
    }

    [Fact]
    public void APageIsWrittenAndReplacedAndExamplesAreSaid()
    {
        string output = iris.Succeeds("export", "iris.safetensors", "-o", "iris.html");
        Assert.Contains("Wrote iris.html (", output, StringComparison.Ordinal);
        Assert.Contains("every prediction has the same bits", output, StringComparison.Ordinal);
        Assert.DoesNotContain("examples", output, StringComparison.Ordinal);
        Assert.Contains("\"examples\":[]", File.ReadAllText(iris.At("iris.html")), StringComparison.Ordinal);
        // the older page is replaced, a page of yours is not
        Assert.Contains("examples", iris.Succeeds("export", "iris.safetensors", "iris.csv", "-o", "iris.html"), StringComparison.Ordinal);
        Assert.Contains("\"examples\":[[", File.ReadAllText(iris.At("iris.html")), StringComparison.Ordinal);
        File.WriteAllText(iris.At("mine.html"), "<p>mine</p>");
        Run refused = iris.Run("export", "iris.safetensors", "-o", "mine.html");
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("mine.html: exists and is not a page of myelin export", refused.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void CSharpIsWritten()
    {
        string output = iris.Succeeds("export", "iris.safetensors", "-o", "iris-flowers.cs");
        Assert.Contains("Exported.IrisFlowers", output, StringComparison.Ordinal);
        Assert.Contains("public static class IrisFlowers", File.ReadAllText(iris.At("iris-flowers.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void EightBitsSayWhatTheyCostAndStopAtTheBound()
    {
        string output = iris.Succeeds("export", "iris.safetensors", "-o", "small.c", "--int8", "--int8-loss", "1");
        Assert.Contains("with weights in 8 bits, ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("the same bits", output, StringComparison.Ordinal);
        Run run = iris.Run("export", "iris.safetensors", "-o", "less.c", "--int8-loss", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("--int8-loss is for --int8, which is not given. Add --int8.", run.ErrorLine);
    }

    [Fact]
    public void AnotherEndingIsNamedWithThoseThatAreKnown()
    {
        Run run = iris.Run("export", "iris.safetensors", "-o", "iris.exe");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("iris.exe: unsupported file type. Supported are ", run.ErrorLine, StringComparison.Ordinal);
    }
}
