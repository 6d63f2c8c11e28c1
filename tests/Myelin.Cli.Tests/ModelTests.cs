using System.Globalization;
using System.Text.Json;

namespace Myelin.Cli.Tests;

/// <summary>train, predict, evaluate and inspect, as a user runs them one after the other.</summary>
public sealed class ModelTests(IrisModel iris) : IClassFixture<IrisModel>
{
    [Theory]
    [InlineData("150 rows, 5 columns")]
    [InlineData("petal_width   number          0")]
    [InlineData("species: classification, as it has 3 distinct text values")]
    [InlineData("3: setosa, versicolor, virginica")]
    [InlineData("120 training rows, 30 test rows")]
    [InlineData("weight 256 × 256, bias 1 × 256")]
    [InlineData("test (30 rows)")]
    [InlineData("Saved iris.safetensors")]
    [InlineData("Saved plot iris.svg.")]
    [InlineData("Next:  myelin predict iris.safetensors iris.csv")]
    public void TrainingSaysWhatItUnderstoodAndDid(string line) => Assert.Contains(line, iris.Training.Output, StringComparison.Ordinal);

    [Fact]
    public void WithoutATerminalThereAreNoEscapes() => Assert.DoesNotContain('\u001b', iris.Training.Output);

    [Fact]
    public void AtLeast93InAHundredIrisesAreRight()
    {
        using JsonDocument report =
            JsonDocument.Parse(iris.Succeeds("train", "iris.csv", "--target", "species", "--json", "-o", "json.safetensors"));
        Assert.InRange(report.RootElement.GetProperty("test").GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0.93, 1);
        Assert.Equal(3, report.RootElement.GetProperty("classes").GetArrayLength());
        JsonElement[] kinds = [.. report.RootElement.GetProperty("kinds").EnumerateArray()];
        Assert.Equal(report.RootElement.GetProperty("networks").GetInt32(), kinds.Sum(kind => kind.GetProperty("networks").GetInt32()));
        Assert.Equal(1, kinds.Sum(kind => kind.GetProperty("share").GetDouble()), 1e-12);
        Assert.Equal(report.RootElement.GetProperty("network").GetString(), kinds[0].GetProperty("network").GetString());
    }

    [Fact]
    public void PredictionsAreALineForEachRow()
    {
        string[] lines = iris.Succeeds("predict", "iris.safetensors", "iris.csv").TrimEnd().Split('\n');
        Assert.Equal("species,p(setosa),p(versicolor),p(virginica)", lines[0]);
        Assert.Equal(151, lines.Length);
        Assert.All(lines[1..], line => Assert.Equal(1, line.Split(',')[1..].Sum(p => double.Parse(p, CultureInfo.InvariantCulture)), 1e-5));
        Assert.Contains("150 predictions to out.csv", iris.Succeeds("predict", "iris.safetensors", "iris.csv", "--output", "out.csv"),
            StringComparison.Ordinal);
        Assert.Equal(lines, File.ReadAllText(iris.At("out.csv")).TrimEnd().Split('\n'));
    }

    [Fact]
    public void PredictionsAreTheSameInAnyOrderOfColumnsAndWithoutTheTarget()
    {
        iris.Write("turned.csv", "petal_width;petal_length;sepal_width;sepal_length\n0.2;1.4;3.5;5.1\n");
        string first = iris.Succeeds("predict", "iris.safetensors", "iris.csv").Split('\n')[1];
        Assert.Equal(first, iris.Succeeds("predict", "iris.safetensors", "turned.csv").Split('\n')[1]);
    }

    [Fact]
    public void ARecipeIsThatOfAFile()
    {
        string[] train = ["train", "iris.csv", "--target", "species", "--quality", "fast", "--epochs", "2", "--json"];
        iris.Succeeds([.. train, "--set", "dropout=0.3", "--set", "hidden=20-10", "-o", "own.safetensors"]);
        iris.Write("own.json", iris.Succeeds("inspect", "own.safetensors", "--json"));
        foreach (string file in new[] { "own.safetensors", "own.json" })
        {
            using JsonDocument trained =
                JsonDocument.Parse(iris.Succeeds([.. train, "--recipe", file, "--set", "hidden=12", "-o", "again.safetensors"]));
            JsonElement recipe = trained.RootElement.GetProperty("recipe");
            Assert.Equal(("0.3", "12"), (recipe.GetProperty("dropout").GetString(), recipe.GetProperty("hidden").GetString()));
        }
        Assert.Contains("no recipe 'owm.json', and no file of that name", iris.Run([.. train, "--recipe", "owm.json"]).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCommandWritesJson()
    {
        foreach (string[] command in new[] { ["predict", "iris.safetensors", "iris.csv"], ["evaluate", "iris.safetensors", "iris.csv"],
            new[] { "inspect", "iris.safetensors" } })
            JsonDocument.Parse(iris.Succeeds([.. command, "--json"])).Dispose();
    }

    [Fact]
    public void EvaluationShowsMetricsAndConfusion()
    {
        string output = iris.Succeeds("evaluate", "iris.safetensors", "iris.csv", "--plot", "evaluated.png");
        Assert.Contains("accuracy", output, StringComparison.Ordinal);
        Assert.Contains("actual \\ predicted", output, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(iris.At("evaluated.png"))[..4]);
    }

    [Fact]
    public void InspectionShowsWhatTheFileHolds()
    {
        string output = iris.Succeeds("inspect", "iris.safetensors");
        Assert.All(["sepal_length", "setosa", "parametric selu", "recipe", "without another fifth of the rows", "accuracy"],
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public void ThreadsDoNotChangeTheDigest()
    {
        string digest = iris.Succeeds("inspect", "iris.safetensors", "--digest");
        Assert.Matches("^[0-9a-f]{64}\n$", digest);
        foreach (string threads in new[] { "1", "3" })
        {
            iris.Succeeds("train", "iris.csv", "--target", "species", "--threads", threads, "--quiet", "-o", $"t{threads}.safetensors");
            Assert.Equal(digest, iris.Succeeds("inspect", $"t{threads}.safetensors", "--digest"));
        }
    }

    [Fact]
    public void APlotIsADrawing()
    {
        string svg = File.ReadAllText(iris.At("iris.svg"));
        Assert.Contains("<svg", svg, StringComparison.Ordinal);
        Assert.True(svg.Split("<path").Length > 10);
    }

    [Fact]
    public void NumbersArePredictedInTheirOwnUnit()
    {
        string rows = string.Concat(Enumerable.Range(0, 200)
            .Select(i => FormattableString.Invariant($"{i % 17},{i % 13},{3000 + 100 * (i % 17) - 50 * (i % 13)}\n")));
        iris.Write("houses.csv", "rooms,age,price\n" + rows);
        Assert.Contains("price: regression", iris.Succeeds("train", "houses.csv", "-t", "price"), StringComparison.Ordinal);
        iris.Write("new.csv", "rooms,age\n10,5\n");
        double price = double.Parse(iris.Succeeds("predict", "houses.safetensors", "new.csv").Split('\n')[1], CultureInfo.InvariantCulture);
        Assert.InRange(price, 3700, 3800);
    }

    [Fact]
    public void ClassesKeepTheSignsOfTheirNames()
    {
        string rows =
            string.Concat(Enumerable.Range(0, 120).Select(i => FormattableString.Invariant($"{i % 7},{(i % 7 > 3 ? ">3" : "<=3")}\n")));
        iris.Write("signs.csv", "x,income\n" + rows);
        Assert.Matches(@"actual \\ predicted +<=3 +>3 +recall", iris.Succeeds("train", "signs.csv", "-t", "income"));
    }

    [Fact]
    public void ARowIsTracedThroughTheModel()
    {
        string output = iris.Succeeds("trace", "--model", "iris.safetensors", "--row", "3", "iris.csv");
        Assert.Contains("row 3 of iris.csv", output, StringComparison.Ordinal);
        Assert.Contains("-1.34", output, StringComparison.Ordinal);
    }

    [Fact]
    public void DataMayComeFromStandardInput()
    {
        using System.Diagnostics.Process process = Cli.Start(iris.Folder, "train", "-", "--target", "species",
            "--quiet", "-o", "piped.safetensors");
        process.StandardInput.Write(File.ReadAllText(iris.At("iris.csv")));
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(60_000));
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(iris.Succeeds("inspect", "iris.safetensors", "--digest"), iris.Succeeds("inspect", "piped.safetensors", "--digest"));
    }
}
