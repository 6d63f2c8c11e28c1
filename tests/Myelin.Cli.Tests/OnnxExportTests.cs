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
        string imported = iris.Succeeds("import", "iris.onnx", "-o", "back.safetensors");
        Assert.Contains("of a table, exported by Myelin", imported, StringComparison.Ordinal);
        Assert.Contains("exported again: the same bytes", imported, StringComparison.Ordinal);
        iris.Succeeds("export", "back.safetensors", "-o", "iris.onnx");
        Assert.Equal(first, File.ReadAllBytes(iris.At("iris.onnx")));
    }

    [Fact]
    public void WhatHasOtherBytesIsComparedOnMadeRows()
    {
        iris.Succeeds("export", "iris.safetensors", "-o", "other.onnx");
        byte[] file = File.ReadAllBytes(iris.At("other.onnx"));
        file[file.AsSpan().IndexOf("Myelin"u8)] = (byte)'m';
        File.WriteAllBytes(iris.At("other.onnx"), file);
        string output = iris.Succeeds("import", "other.onnx", "-o", "other.safetensors");
        Assert.Contains("exported again: other bytes. ", output, StringComparison.Ordinal);
        Assert.Contains(" made rows: largest difference ", output, StringComparison.Ordinal);
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
