using System.Globalization;
using System.Text;
using Myelin.Tabular;

namespace Myelin.Native.Tests;

/// <summary>The library as C and Python have it: the same bits as in .NET, and nothing else that must be installed.</summary>
public sealed class PublishedTests(Published library) : IClassFixture<Published>
{
    /// <summary>What a program that is shipped with it can bear.</summary>
    const long MostBytes = 4 << 20;

    [Fact]
    public void ItIsSmallAndNeedsTheCLibraryAlone()
    {
        Need();
        Assert.Equal(["libmyelin.so", "myelin.h"], Directory.GetFiles(library.Folder).Select(Path.GetFileName).Order());
        Assert.InRange(new FileInfo(library.Library).Length, 1, MostBytes);
        string needed = Published.Program("ldd", library.Library).Output;
        Assert.All(needed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(' ', '.')[0].Split('/')[^1]),
            name => Assert.Contains(name, (string[])["linux-vdso", "libm", "libc", "libpthread", "libdl", "ld-linux-x86-64"]));
    }

    [Theory]
    [InlineData("number", 0.8)]
    [InlineData("two", 0)]
    [InlineData("ten", 0)]
    public void AProgramOfCGetsTheSameBits(string target, double coverage)
    {
        Need();
        TabularModel model = Samples.Model(target);
        Table rows = MadeRows.Of(model, 300, 8);
        string program = library.Compile("predict.c"), saved = Saved(target), cells = library["cells.txt"];
        File.WriteAllText(cells, Cells(model, rows));
        (int code, string output) = Published.Program(program, saved, cells, coverage.ToString(CultureInfo.InvariantCulture));
        Assert.True(code == 0, output);
        string expected = string.Concat(model.Predict(rows).Select(prediction => Line(model, prediction, coverage)));
        Assert.Equal(expected + expected, output);
    }

    [Fact]
    public void ManyThreadsShareAModel()
    {
        Need();
        (int code, string output) = Published.Program(library.Compile("threads.c"), Saved("two"), Samples.Row);
        Assert.True(code == 0, output);
        Assert.Equal("right refused 0\n", output);
    }

    [Fact]
    public void PythonGetsWhatDotNetGets()
    {
        Need();
        Assert.SkipUnless(Published.Answers("python3"), "python3 is not installed.");
        string rows = $"[{Samples.Row}, {Samples.Row.Replace("grün", "violet", StringComparison.Ordinal)}]";
        using var model = new ModelHandle(TabularModel.Load(Saved("ten")));
        string expected = Encoding.UTF8.GetString(JsonCalls.Predict(model, rows, new(), 0).Span);
        Assert.Equal(expected + "\n", Python(Saved("ten"), rows));
        Assert.Contains("color: unseen", expected, StringComparison.Ordinal);

        byte[] bytes = File.ReadAllBytes(Saved("ten"));
        bytes[^3] ^= 4;
        File.WriteAllBytes(library["damaged.safetensors"], bytes);
        string sentence = Assert.Throws<InvalidFileException>(() => TabularModel.Load(library["damaged.safetensors"])).Message;
        Assert.Equal($"4 {sentence}\n", Python(library["damaged.safetensors"], rows));
        // the framework's sentences are there, too
        Assert.StartsWith("5 rows: not valid JSON: ',' is an invalid start of a property name.", Python(Saved("ten"), "{,}"),
            StringComparison.Ordinal);
    }

    // as a reader would: the blocks of docs/native.md, in a folder with the model that they name
    [Fact]
    public void TheExamplesOfTheDocumentRun()
    {
        Need();
        Table iris = Table.Read(Repository.FullPath("samples/data/iris.csv"));
        TabularOptions options = new() { Quality = Quality.Fast, Epochs = 30, Set = ["hidden=32,32"] };
        using TabularModel model = TabularModel.Train(iris, "species", options, cancellation: TestContext.Current.CancellationToken);
        model.Save(library["iris.safetensors"]);
        string[] inC = Lines(library.Run(library.Compile("iris.c", Block("c"))));
        Assert.Equal(2, inC.Length);
        Assert.StartsWith("""{"target":"species","predictions":[{"class":"setosa",""", inC[0], StringComparison.Ordinal);
        Assert.Matches(@"^class 0 \(0\.\d\d\), class 2 \(0\.\d\d\)$", inC[1]);
        Assert.SkipUnless(Published.Answers("python3"), "python3 is not installed.");
        File.WriteAllText(library["iris.py"], Block("python"));
        Assert.Equal(["setosa"], Lines(library.Run("python3", library["iris.py"])));

        static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    static string Block(string language)
    {
        string page = File.ReadAllText(Repository.FullPath("docs/native.md")).ReplaceLineEndings("\n"), begin = $"```{language}\n";
        int start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    void Need() => Assert.SkipWhen(library.Absent is not null, library.Absent ?? "");

    string Python(string model, string rows)
    {
        (int code, string output) = Published.Program("python3", Path.Combine(AppContext.BaseDirectory, "Callers", "predict.py"),
            library.Library, model, rows);
        Assert.True(code == 0, output);
        return output;
    }

    string Saved(string target)
    {
        string path = library[$"{target}.safetensors"];
        if (!File.Exists(path)) Samples.Model(target).Save(path);
        return path;
    }

    // numbers as numbers, words and dates as text
    static string Cells(TabularModel model, Table rows)
    {
        var text = new StringBuilder($"{rows.Rows}\n");
        foreach (string name in model.Inputs)
        {
            Column column = rows[name];
            text.Append(column is CategoryColumn or DateColumn ? "t\n" : "n\n");
            for (int row = 0; row < rows.Rows; row++)
                text.Append(column is CategoryColumn or DateColumn ? column.Text(row)
                    : column.IsMissing(row) ? "" : column.Number(row).ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
        return text.ToString();
    }

    static string Line(TabularModel model, Prediction prediction, double coverage)
    {
        int said = prediction.Class is { } name ? model.Target.Classes!.Names.Index().Single(known => known.Item == name).Index : -1;
        int flags = (prediction.UnknownCells.Count > 0 ? 1 : 0) + (prediction.UnknownCells.Any(cell => cell.IsFar) ? 2 : 0) +
            (prediction.IsClamped ? 4 : 0);
        double[] numbers = [prediction.Value, .. prediction.Probabilities.Select(p => (double)p)];
        if (coverage > 0 && model.Calibration.Intervals!.Of(prediction.Value, coverage) is var interval)
            numbers = [.. numbers, interval.Low, interval.High];
        string bits = string.Concat(numbers.Select(number => $" {BitConverter.DoubleToInt64Bits(number):x16}"));
        return $"{said} {flags}{bits}\n";
    }
}
