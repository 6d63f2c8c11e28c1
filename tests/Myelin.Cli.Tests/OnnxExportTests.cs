namespace Myelin.Cli.Tests;

/// <summary>myelin export to ONNX, and myelin import of what was exported.</summary>
public sealed class OnnxExportTests(IrisModel iris) : IClassFixture<IrisModel>
{
    [Fact]
    public void AModelIsExportedAndImportedAgain()
    {
        string output = iris.Succeeds("export", "iris.safetensors", "iris.csv", "-o", "iris.onnx");
        Assert.Contains("Wrote iris.onnx (", output, StringComparison.Ordinal);
        Assert.Contains("0 classes differ", output, StringComparison.Ordinal);
        Assert.Contains("trims texts and gives a missing cell as NaN", output, StringComparison.Ordinal);
        byte[] first = File.ReadAllBytes(iris.At("iris.onnx"));
        Assert.Contains("of a table, exported by Myelin", iris.Succeeds("import", "iris.onnx", "-o", "back.safetensors"),
            StringComparison.Ordinal);
        iris.Succeeds("export", "back.safetensors", "-o", "iris.onnx");
        Assert.Equal(first, File.ReadAllBytes(iris.At("iris.onnx")));
    }

    [Fact]
    public void EncodedRowsAndNewerOperatorsAreAskedFor() => Assert.Contains("row: encoded rows, float",
        iris.Succeeds("export", "iris.safetensors", "-o", "encoded.onnx", "--encoded", "--opset", "20"), StringComparison.Ordinal);

    [Fact]
    public void OtherVersionsOfOperatorsAreRefused()
    {
        Run run = iris.Run("export", "iris.safetensors", "-o", "old.onnx", "--opset", "9");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--opset", run.ErrorLine, StringComparison.Ordinal);
        Assert.False(File.Exists(iris.At("old.onnx")));
    }
}
