using System.CommandLine;
using System.Diagnostics;
using Myelin.Cli.Output;

namespace Myelin.Cli.Tests;

/// <summary>An output never replaces an input of its command, or a file of another kind, unless --force is given.</summary>
public sealed class OutputFileTests(IrisModel iris) : IClassFixture<IrisModel>
{
    const string Header = "species,p(setosa),p(versicolor),p(virginica)";

    static readonly (string File, OutputKind Kind)[] s_kinds =
    [
        ("iris.safetensors", OutputKind.Model), ("iris.svg", OutputKind.Plot), ("plot.png", OutputKind.Plot),
        ("page.html", OutputKind.Report),
        ("drawing.svg", OutputKind.Drawing), ("trials.jsonl", OutputKind.Journal), ("predicted.json", OutputKind.PredictionsJson),
        ("classes.csv", OutputKind.Predictions(Header)), ("numbers.csv", OutputKind.Predictions("price")),
        ("kept.csv", OutputKind.Predictions("id,price")),
        ("between.csv", OutputKind.Predictions("price,low,high")),
    ];

    [Fact]
    public void EachKindIsKnownByItsContentAndReplacesNoOther()
    {
        iris.Succeeds("evaluate", "iris.safetensors", "iris.csv", "--plot", "plot.png");
        iris.Succeeds("report", "iris.safetensors", "iris.csv", "--repeats", "0", "-o", "page.html");
        iris.Succeeds("trace", "--svg", "drawing.svg");
        iris.Succeeds("predict", "iris.safetensors", "iris.csv", "-o", "classes.csv");
        iris.Succeeds("predict", "iris.safetensors", "iris.csv", "-o", "predicted.json", "--json");
        iris.Write("trials.jsonl", "{\"search\":{\"program\":\"myelin tune\"}}\n");
        iris.Write("numbers.csv", "price\n12.345678901234567\n1.0000000000000002\n3\n");
        iris.Write("kept.csv", "id,price\n1,12.345678901234567\n2,1.0000000000000002\n");
        iris.Write("between.csv", "price,low,high\n5,4,6\n1,-0.5,2\n");
        string[] foreign =
        [
            iris.Write("yours.csv", "price\n120000\n130000\n"), iris.Write("yours.txt", "notes\n"),
            iris.Write("yours.html", "<!DOCTYPE html><html></html>"),
            iris.Write("yours.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), iris.Write("yours.json", "{\"a\": 1}"),
            iris.Write("merged.csv", "note," + Header + "\nmine,setosa,1,0,0\n"),
            iris.Write("odds.csv", "species,p(a),p(b)\na,7,8\n"), "iris.csv",
        ];
        foreach ((string file, OutputKind kind) in s_kinds)
        {
            foreach ((string other, OutputKind its) in s_kinds)
                Assert.True(
                    kind.Wrote(iris.At(other)) == (kind.Name == its.Name && (kind.Name != "predictions of Myelin" || IsAlike(file, other))),
                    $"{file} by {other}");
            Assert.All(foreign, yours => Assert.False(kind.Wrote(iris.At(yours)), $"{yours} is {kind.Name}"));
        }
        Assert.All(s_kinds, kind => Assert.False(OutputKind.Rows.Wrote(iris.At(kind.File))));

        // predictions of other models are predictions too, but for those that carry columns along
        static bool IsAlike(string kind, string file) => file == kind || file is not "kept.csv";
    }

    [Fact]
    public void AnInputIsKeptUnderEveryName()
    {
        iris.Write("in.csv", "a\n1\n");
        File.CreateSymbolicLink(iris.At("soft.csv"), "in.csv");
        string folder = Directory.CreateDirectory(iris.At("folder")).FullName;
        string[] names = ["in.csv", "./in.csv", "folder/../in.csv", iris.At("in.csv"), "soft.csv"];
        if (OperatingSystem.IsLinux())
        {
            Process.Start("ln", [iris.At("in.csv"), iris.At("hard.csv")]).WaitForExit();
            names = [.. names, "hard.csv"];
        }
        foreach (string input in names)
            foreach (string output in names)
                Assert.Contains("is an input of this command (DATA)", Refused("predict", "iris.safetensors", At(input), "-o", At(output)),
                    StringComparison.Ordinal);
        string query = $"SELECT * FROM '{iris.At("in.csv")}' JOIN \"{folder}\"", many = $"SELECT * FROM read_csv('{iris.Folder}/*.csv')";
        foreach (string sql in (string[])[query, many])
            Assert.Contains("is an input of this command (--sql)",
                Refused("predict", "iris.safetensors", "--sql", sql, "-o", iris.At("in.csv")), StringComparison.Ordinal);
        Assert.Contains("is an input of this command (MODEL)",
            Refused("predict", iris.At("iris.safetensors"), "x.csv", "-o", iris.At("iris.safetensors")), StringComparison.Ordinal);
        Assert.Contains("is an input of this command (--recipe)",
            Refused("train", "x.csv", "--recipe", iris.At("iris.safetensors"), "-o", iris.At("iris.safetensors")),
            StringComparison.Ordinal);
        // a word of an option that names no file may be a file's name
        Assert.True(
            Of(OutputKind.Model, "train", "x.csv", "--target", iris.At("iris.safetensors"), "-o", iris.At("iris.safetensors")).Replaces);

        string At(string name) => Path.IsPathRooted(name) ? name : $"{iris.Folder}/{name}";
    }

    [Fact]
    public void ForceReplacesAndAnEmptyFileIsNothingToLose()
    {
        string file = iris.At(iris.Write("notes.txt", "mine\n"));
        Assert.Equal(
            $"{file}: exists and is not a report of Myelin but plain text, so it is not overwritten. " +
                "Give --output another name, or pass --force to replace it.",
            Refused("report", "m", "d", "-o", file));
        Assert.True(Of(OutputKind.Report, "report", "m", "d", "-o", file, "--force").Replaces);
        Assert.True(Of(OutputKind.Report, "report", "m", file, "-o", file, "--force").Replaces);
        string empty = iris.At(iris.Write("empty.txt", ""));
        Assert.False(Of(OutputKind.Report, "report", "m", "d", "-o", empty).Replaces);
        Assert.Equal($"{iris.At("x")}: is named by --plot too. Give --output another name.",
            Refused("train", "d", "-o", iris.At("x"), "--plot", iris.At("./x")));
    }

    [Fact]
    public async Task APipeAndADeviceStayWhatTheyAre()
    {
        if (OperatingSystem.IsWindows()) return;
        string pipe = iris.At("pipe");
        Process.Start("mkfifo", [pipe]).WaitForExit();
        Assert.Equal($"{pipe}: is a pipe or a device, not a file. Name a file.",
            Assert.Throws<IOException>(() => AtomicFile.Write(pipe, _ => { })).Message);
        Task<string> read = Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken);
        Of(OutputKind.Report, "report", "m", "d", "-o", pipe).Write(stream => stream.Write("page"u8));
        Assert.Equal("page", await read);
        Assert.True(FileIdentity.Of(pipe)!.Value.IsSpecial);
        OutputFile nothing = Of(OutputKind.Model, "train", "d", "-o", "/dev/null");
        nothing.Save(path => File.WriteAllText(path, "model"));
        Assert.False(nothing.Replaces);
        Assert.All(["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"],
            name => Assert.True(Of(OutputKind.Report, "report", "m", "d", "-o", name).IsStandardOutput));
        // standard output gets the predictions and nothing else
        Assert.Equal(iris.Succeeds("predict", "iris.safetensors", "iris.csv"),
            iris.Succeeds("predict", "iris.safetensors", "iris.csv", "-o", "/dev/stdout"));
        if (!File.Exists("/dev/full")) return;
        Run full = iris.Run("predict", "iris.safetensors", "iris.csv", "-o", "/dev/full");
        Assert.Equal(2, full.ExitCode);
        Assert.StartsWith("/dev/full: cannot be written: ", full.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCommandThatWritesObeys()
    {
        string mine = iris.Write("mine.svg", "mine\n");
        string[][] commands =
        [
            ["predict", "iris.safetensors", "iris.csv", "-o", mine], ["report", "iris.safetensors", "iris.csv", "-o", mine],
            ["evaluate", "iris.safetensors", "iris.csv", "--plot", mine], ["train", "iris.csv", "-t", "species", "--plot", mine],
            ["train", "iris.csv", "-t", "species", "-o", mine], ["tune", "iris.csv", "-t", "species", "-o", mine],
            ["tune", "iris.csv", "-t", "species", "-o", "new", "--journal", mine], ["trace", "--svg", mine],
        ];
        foreach (string[] command in commands)
        {
            Run run = iris.Run(command);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Contains("so it is not overwritten. Give --", run.ErrorLine, StringComparison.Ordinal);
            Assert.Equal("mine\n", File.ReadAllText(iris.At(mine)));
        }
        iris.Succeeds("trace", "--svg", mine, "--force");
        Assert.Contains("<svg", File.ReadAllText(iris.At(mine)), StringComparison.Ordinal);
    }

    static string Refused(params string[] line) => Assert.Throws<CommandException>(() => Of(OutputKind.Report, line)).Message;

    static OutputFile Of(OutputKind kind, params string[] line)
    {
        ParseResult parsed = new MyelinCommand().Parse(line);
        return OutputFile.Of(parsed,
            parsed.CommandResult.Command.Options.OfType<Option<string?>>().Single(option => option.Name == "--output"), kind);
    }
}
