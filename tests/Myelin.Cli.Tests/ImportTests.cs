using System.Text.Json;

namespace Myelin.Cli.Tests;

/// <summary>Networks of other frameworks: imported, inspected, refused by their node.</summary>
public sealed class ImportTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("myelin-import").FullName;

    [Fact]
    public void ANetworkIsImportedAndInspected()
    {
        Run run = Cli.RunIn(_folder, "import", Onnx("sklearn-binary"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("16 nodes, opset 15", run.Output, StringComparison.Ordinal);
        Assert.Contains("sigmoid of the outputs", run.Output, StringComparison.Ordinal);
        Assert.Contains("output \"output_label\" was left out", run.Output, StringComparison.Ordinal);
        Assert.Contains("Saved sklearn-binary.safetensors", run.Output, StringComparison.Ordinal);
        Assert.Contains("Dense 5 sigmoid", Cli.RunIn(_folder, "inspect", "sklearn-binary.safetensors").Output, StringComparison.Ordinal);
        using Model<float> model = Model.Load(Path.Combine(_folder, "sklearn-binary.safetensors"));
        Assert.Equal("4 → Dense 6 sigmoid → Dense 5 sigmoid → Dense 1", model.Network.ToString());
    }

    [Fact]
    public void WhatWasReadIsJson()
    {
        using JsonDocument json = JsonDocument.Parse(
            Cli.RunIn(_folder, "import", Onnx("torch-mlp"), "--json", "-o", "m.safetensors").Output);
        Assert.Equal("4 → Dense 8 relu → Dense 3", json.RootElement.GetProperty("network").GetString());
        Assert.Equal(67, json.RootElement.GetProperty("parameters").GetInt32());
        Assert.Equal("m.safetensors", json.RootElement.GetProperty("model").GetString());
        Assert.True(File.Exists(Path.Combine(_folder, "m.safetensors")));
    }

    [Fact]
    public void AGraphIsInspected()
    {
        string output = Cli.Succeeds("inspect", Onnx("torch-mlp")).Output;
        Assert.Contains("3 nodes, opset 17, written by pytorch 1.13.0", output, StringComparison.Ordinal);
        Assert.Matches("input +input float \\[batch, 4\\]", output);
        Assert.Matches("constants +4 with 67 elements", output);
        Assert.Matches("Gemm +2", output);
        using JsonDocument json = JsonDocument.Parse(Cli.Succeeds("inspect", Onnx("torch-mlp"), "--json").Output);
        Assert.Equal(2, json.RootElement.GetProperty("operators").GetProperty("Gemm").GetInt32());
        Assert.Equal(1, Cli.Run("inspect", Onnx("torch-mlp"), "--digest").ExitCode);
    }

    [Fact]
    public void AnImportedNetworkIsTraced()
    {
        Cli.RunIn(_folder, "import", Onnx("torch-mlp"), "-o", "net.safetensors");
        Run trace = Cli.RunIn(_folder, "trace", "--model", "net.safetensors", "--input", "5.1 3.5 1.4 0.2");
        Assert.Equal(0, trace.ExitCode);
        Assert.Contains("1 row of 4 inputs", trace.Output, StringComparison.Ordinal);
        Assert.Contains("5.100000  3.500000  1.400000  0.200000", trace.Output, StringComparison.Ordinal);
        Run table = Cli.RunIn(_folder, "trace", "--model", "net.safetensors", "rows.csv");
        Assert.Equal((1, "net.safetensors is a network without a table, so DATA (rows.csv) is not read. Give x by --input."),
            (table.ExitCode, table.ErrorLine));
    }

    [Theory]
    [InlineData("predict", "net.onnx", "rows.csv")]
    [InlineData("evaluate", "net.onnx", "rows.csv")]
    [InlineData("trace", "--model", "net.onnx")]
    [InlineData("export", "net.onnx", "-o", "net.c")]
    public void AnOnnxFileInPlaceOfAModelIsToBeImported(params string[] words)
    {
        File.Copy(Onnx("torch-mlp"), Path.Combine(_folder, "net.onnx"), overwrite: true);
        File.WriteAllText(Path.Combine(_folder, "rows.csv"), "a,b\n1,2\n");
        Run run = Cli.RunIn(_folder, words);
        Assert.Equal((2, "net.onnx: is an ONNX model. Import it first: myelin import net.onnx"), (run.ExitCode, run.ErrorLine));
    }

    [Fact]
    public void NoModelIsReplacedUnasked()
    {
        File.Copy(Onnx("torch-mlp"), Path.Combine(_folder, "net.onnx"));
        Assert.Equal(0, Cli.RunIn(_folder, "import", "net.onnx").ExitCode);
        byte[] before = File.ReadAllBytes(Path.Combine(_folder, "net.safetensors"));
        Run again = Cli.RunIn(_folder, "import", "net.onnx");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("net.safetensors: exists, so it is not overwritten.", again.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder, "net.safetensors")));
        Assert.Contains("Replaced net.safetensors", Cli.RunIn(_folder, "import", "net.onnx", "--force").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusalsAreOneLineAndLeaveNothing()
    {
        File.WriteAllText(Path.Combine(_folder, "text.onnx"), "no model");
        Run text = Cli.RunIn(_folder, "import", "text.onnx");
        Assert.Equal((2, "text.onnx: is plain text. Expected an ONNX model"), (text.ExitCode, text.ErrorLine));
        Run output = Cli.RunIn(_folder, "import", Onnx("torch-mlp"), "--graph-output", "none");
        Assert.Equal(2, output.ExitCode);
        Assert.EndsWith("torch-mlp.onnx: the graph has no output \"none\"; it has \"output\"", output.ErrorLine, StringComparison.Ordinal);
        Run missing = Cli.RunIn(_folder, "import", "gone.onnx");
        Assert.Equal((2, "gone.onnx: there is no such file."), (missing.ExitCode, missing.ErrorLine));
        Assert.Equal(["text.onnx"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static string Onnx(string name) => Path.Combine(Cli.TestData, "onnx", $"{name}.onnx");
}
