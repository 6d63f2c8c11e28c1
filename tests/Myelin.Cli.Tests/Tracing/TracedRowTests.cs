using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Myelin.Cli.Tests.Tracing;

/// <summary>trace of a row of a table through a model ends with what predict writes for that row, digit by digit.</summary>
public sealed class TracedRowTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("myelin").FullName;

    [Theory]
    [InlineData("two classes", "yes", 10, "--threshold", "f1")]
    [InlineData("many classes", "kind", 10)]
    [InlineData("regression", "price", 10)]
    [InlineData("one network", "kind", 1, "--quality", "fast")]
    [InlineData("layers of one's own", "price", 1, "--layers", "8:tanh,dropout(0.3),batch-norm")]
    public void EndsWithWhatPredictWrites(string kind, string target, int networks, params string[] options)
    {
        string data = Path.Combine(_folder, "rows.csv"), model = Path.Combine(_folder, "model.safetensors");
        File.WriteAllText(data, Rows(target));
        Run training = Cli.Run(["train", data, "--target", target, "--epochs", "1", "-o", model, .. options]);
        Assert.True(training.ExitCode == 0, training.Error);
        string[] predicted = Cli.Run("predict", model, data).Output.TrimEnd('\n').Split('\n');
        int network = Math.Min(networks, 2);
        Run run = Cli.Succeeds("trace", "--model", model, "--row", "45", "--network", Text(network), data);
        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.EndsWith($" {predicted[0]}", lines[^2], StringComparison.Ordinal);
        Assert.Equal(predicted[45], lines[^1].Trim());
        Assert.Contains(lines,
            line => line.StartsWith("  network ", StringComparison.Ordinal) &&
                line.Contains($"{network} of {networks}", StringComparison.Ordinal));
        Assert.Contains("(missing)", run.Output, StringComparison.Ordinal);
        Assert.True(Law.Holds(run.Output, kind).Count > 10, run.Output);

        using JsonDocument json = JsonDocument.Parse(Cli.Succeeds("trace", "--model", model, "--row", "2", data, "--json").Output);
        JsonElement prediction = json.RootElement.GetProperty("prediction");
        Assert.Equal(predicted[2], prediction.GetProperty("text")[1].GetString());
        Assert.Equal(networks, json.RootElement.GetProperty("networks").GetArrayLength());
        Assert.Equal(4, json.RootElement.GetProperty("cells").GetArrayLength());
    }

    // 80 rows with numbers, words, a date and missing cells
    static string Rows(string target)
    {
        var text = new StringBuilder($"size,town,built,rooms,{target}\n");
        for (int i = 0; i < 80; i++)
        {
            string size = i % 11 == 0 ? "" : Text(20 + i * 37 % 113), town = new[] { "Ulm", "Bonn", "Kiel", "Trier", "Jena" }[i % 5];
            int hidden = i * 37 % 113 + 10 * (i % 5);
            string answer = target switch
            {
                "yes" => hidden > 70 ? "yes" : "no",
                "kind" => new[] { "small", "middle", "large" }[Math.Min(2, hidden / 45)],
                _ => Text(120_000 + 950 * hidden + 0.25 * (i % 3)),
            };
            text.Append(CultureInfo.InvariantCulture, $"{size},{town},19{50 + i % 40}-0{1 + i % 9}-1{i % 9},{2 + i % 4}.5,{answer}\n");
        }
        return text.ToString();
    }

    static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
