using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Myelin.Tabular;

namespace Myelin.Cli.Tests;

/// <summary>How a model was made, as inspect and report say it.</summary>
public sealed class InspectTests(IrisModel iris) : IClassFixture<IrisModel>
{
    // of a column with few different cells, most edges of the embedding are ±1e30
    [Fact]
    public void EdgesThatNoColumnHasAreNotCountedAmongWeights()
    {
        iris.Succeeds("train", "iris.csv", "-t", "species", "--recipe", "tabm", "--epochs", "1", "-q", "-o", "tabm.safetensors");
        string[] weights = [.. iris.Succeeds("inspect", "tabm.safetensors").Split('\n')
            .Where(line => line.StartsWith("  layers.", StringComparison.Ordinal))];
        Assert.Contains(weights, line => line.Contains(".low ", StringComparison.Ordinal));
        Assert.All(weights, line =>
        {
            Assert.InRange(line.Length, 1, 100);
            Assert.All(Regex.Matches(line, @"-?\d+\.\d{3,4}(e[+-]\d+)?")
                .Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture)), number => Assert.InRange(number, -1e6, 1e6));
        });
    }

    [Fact]
    public void NetworksThatWereNotTrainedAreSaid()
    {
        using (var stop = new CancellationTokenSource())
        using (TabularModel model = TabularModel.Train(Table.Read(iris.At("iris.csv")), "species",
            new() { Set = ["epochs=4", "hidden=8", "second-embedding=none"], Threads = 1 },
            new Now(progress => { if (progress.Member == 3) stop.Cancel(); }), stop.Token))
            model.Save(iris.At("stopped.safetensors"));
        string output = iris.Succeeds("inspect", "stopped.safetensors");
        Assert.Matches("plan +5 networks", output);
        Assert.Matches("trained +2 of 5 networks", output);
        Assert.DoesNotMatch("trained +[0-9]", iris.Succeeds("inspect", "iris.safetensors"));
        using JsonDocument json = JsonDocument.Parse(iris.Succeeds("inspect", "stopped.safetensors", "--json"));
        Assert.Equal((2, 5),
            (json.RootElement.GetProperty("networks").GetInt32(), json.RootElement.GetProperty("plannedNetworks").GetInt32()));
        iris.Succeeds("report", "stopped.safetensors", "iris.csv", "--repeats", "0");
        Assert.Contains("2 of 5 networks", File.ReadAllText(iris.At("stopped.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void BalancedClassesAndTheirTemperatureAreSaid()
    {
        string rows = string.Concat(Enumerable.Range(0, 400)
            .Select(i => FormattableString.Invariant($"{i * 37 % 100},{(i * 37 % 100 + i * 7919 % 397 / 4 > 150 ? "yes" : "no")}\n")));
        iris.Write("rare.csv", "x,ill\n" + rows);
        iris.Succeeds("train", "rare.csv", "-t", "ill", "--balanced", "--threshold", "f1", "--set", "dropout=0.25", "--epochs", "10", "-q");
        string output = iris.Succeeds("inspect", "rare.safetensors");
        Assert.Matches("balanced +each class counts as much", output);
        Assert.Matches(
            "probabilities +(temperature scaling T = [0-9.]+, fitted to [0-9]+ held-out rows|uncalibrated: " +
                "T = [0-9.]+ does not lower)", output);
        Assert.DoesNotContain("balanced  ", iris.Succeeds("inspect", "iris.safetensors"), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(iris.Succeeds("inspect", "rare.safetensors", "--json"));
        Assert.True(json.RootElement.GetProperty("calibration").GetProperty("balanced").GetBoolean());

        // the page says the same
        iris.Succeeds("report", "rare.safetensors", "rare.csv", "--repeats", "0");
        string page = Regex.Replace(File.ReadAllText(iris.At("rare.html")), "<[^>]*>", " ");
        foreach (string fact in new[] { "recipe", "plan", "balanced", "probabilities", "decision" })
        {
            string value = Regex.Match(output, $"^  {fact} +(.+)$", RegexOptions.Multiline).Groups[1].Value;
            Assert.NotEmpty(value);
            Assert.Matches($@"{fact}\s+{Regex.Escape(value)}", System.Net.WebUtility.HtmlDecode(page));
        }
        Assert.Contains("dropout=0.25", page, StringComparison.Ordinal);
    }

    sealed class Now(Action<TabularProgress> act) : IProgress<TabularProgress>
    {
        public void Report(TabularProgress value) => act(value);
    }
}
