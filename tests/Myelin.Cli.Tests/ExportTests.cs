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
    public void AnotherEndingIsNamedWithThoseThatAreKnown()
    {
        Run run = iris.Run("export", "iris.safetensors", "-o", "iris.exe");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("iris.exe: unsupported file type. Supported are ", run.ErrorLine, StringComparison.Ordinal);
    }
}
