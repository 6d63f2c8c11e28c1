using System.Text.RegularExpressions;

namespace Myelin.Cli.Tests.Inputs;

/// <summary>Every kind of input of docs/reliability.md through the program's own entry point.</summary>
public sealed partial class InputTests : IDisposable
{
    /// <summary>What a refused input may make the program take, beside the file itself.</summary>
    const long MostGrowth = 50 << 20;

    static readonly InputCase[] Cases = [.. CsvCases.All, .. ModelCases.All];

    static readonly Lazy<string> Plain = new(LearnPlain);

    readonly string _folder = Directory.CreateTempSubdirectory("myelin").FullName;

    public static TheoryData<int> Inputs => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void HasTheRightVerdict(int index)
    {
        InputCase input = Cases[index];
        string file = Write(input.FileName, input.File), model = Path.Combine(_folder, "out.safetensors");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run run = InProcess.Run(Line(input, file, model));
        Assert.True(run.ExitCode == input.ExitCode, $"{input}: exit code {run.ExitCode}\n{run.Output}\n{run.Error}");
        string says = input.ExitCode == 0 ? run.Output : run.ErrorLine;
        Assert.All(input.Says, text => Assert.True(says.Contains(text, StringComparison.Ordinal), $"{input}: no \"{text}\" in\n{says}"));
        if (input.IsPlain) Assert.Equal(Plain.Value, Digest(model));
        if (input.ExitCode == 0) return;
        Assert.True(says.Length < 1000, $"{input}: {says}");
        Assert.False(File.Exists(model), $"{input}: a model was written");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostGrowth + 4L * input.File.Length);
    }

    [Fact]
    public void ColumnsInAnotherOrderAreTheSameAnswer()
    {
        string model = Path.Combine(_folder, "m.safetensors");
        Assert.Equal(0, InProcess.Run("train", Write("data.csv", CsvCases.Table), "-t", "y", "-q", "-o", model).ExitCode);
        Run ordered = InProcess.Run("predict", model, Write("a.csv", "x1,x2\n1.5,2\n-3,0.25\n")),
            mixed = InProcess.Run("predict", model, Write("b.csv", "y,x2,more,x1\na,2,9,1.5\nb,0.25,9,-3\n"));
        Assert.Equal(0, ordered.ExitCode);
        Assert.Equal(ordered.Output, mixed.Output);
    }

    /// <summary>Numbers at the ends of what is taken: a model with finite predictions, or one line.</summary>
    [Theory]
    [InlineData(0, "x,c,y\n1e30,5,1\n-1e30,5,2\n3e29,5,4\n0,5,8\n1e-300,5,16\n-5e-324,5,32\n", "--batch", "100000")]
    [InlineData(0, "x,y\n1,1e30\n2,-1e30\n3,5e29\n4,0\n5,1\n6,-1\n", "--batch", "4")]
    [InlineData(0, "x,y\n1e30,1e30\n-1e30,-1e30\n3,5e29\n4,0\n5,1\n6,-1\n", "--layers", "8:relu,batch-norm", "--epochs", "3")]
    [InlineData(0, "x,y\n1,a\n2,a\n3,a\n4,a\n5,a\n6,b\n", "--batch", "2")]
    [InlineData(1, "x,y\n1,a\n2,b\n3,a\n", "--learning-rate", "0")]
    [InlineData(2, "x,y\n1,1e31\n2,3\n4,5\n", "--batch", "4")]
    [InlineData(3, "x,y\n1,2\n2,3\n4,5\n5,5.5\n", "--learning-rate", "1e30", "--optimizer", "sgd", "--layers", "4:relu")]
    public void ExtremeNumbersStayNumbersOrAreRefused(int exitCode, string table, params string[] options)
    {
        string file = Write("data.csv", table), model = Path.Combine(_folder, "m.safetensors");
        Run run = InProcess.Run(
            ["train", file, "-t", "y", "-q", "-o", model, .. options.Contains("--epochs") ? options : [.. options, "--epochs", "3"]]);
        Assert.True(run.ExitCode == exitCode, run.Error);
        if (exitCode != 0) Assert.NotEmpty(run.ErrorLine);
        else
        {
            run = InProcess.Run("predict", model, file);
            Assert.Equal(0, run.ExitCode);
            Assert.DoesNotMatch("(?i)nan|infinity|∞", run.Output);
        }
    }

    /// <summary>Numbers of kinds that have no reader in this program yet are in the document too, and said to be so.</summary>
    [Fact]
    public void EveryKindOfTheDocumentHasAnInputHere()
    {
        string document = File.ReadAllText(Path.Combine(Cli.TestData, "..", "..", "docs", "reliability.md"));
        int[] listed = [.. KindRow().Matches(document)
            .Select(row => int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        int[] expected = [.. Enumerable.Range(1, 57), .. Enumerable.Range(67, 4)];
        Assert.Equal(expected, listed);
        // 43, a hundred thousand classes, takes seconds and is tried in Myelin.Tabular.Tests
        Assert.Equal(expected.Except([43]), Cases.Select(input => input.Kind).Distinct().Order());
    }

    string[] Line(InputCase input, string file, string model)
    {
        if (input.Options is ["inspect" or "predict", ..])
            return [.. input.Options.Select(word => word == "FILE" ? file : word == "MODEL" ? TableModel() : word)];
        string[] quiet = input.ExitCode == 0 && input.Says.Length > 0 ? [] : ["-q"];
        // a small network is enough, but where the network is what is tried
        string[] network = input.Options is ["--layers" or "--set", ..] ? [] : ["--layers", "4:tanh"];
        return ["train", file, "-t", "y", "--epochs", "1", .. quiet, "-o", model, .. network, .. input.Options];
    }

    string TableModel()
    {
        string model = Path.Combine(_folder, "table.safetensors");
        Assert.Equal(0,
            InProcess.Run("train", Write("table.csv", CsvCases.Table), "-t", "y", "--epochs", "1", "-q", "-o", model,
                "--layers", "4:tanh").ExitCode);
        return model;
    }

    static string LearnPlain()
    {
        using var tests = new InputTests();
        return Digest(tests.TableModel());
    }

    static string Digest(string model) => InProcess.Run("inspect", model, "--digest").Output.Trim();

    string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeneratedRegex(@"^\| ([0-9]+) \|", RegexOptions.Multiline)]
    private static partial Regex KindRow();
}
