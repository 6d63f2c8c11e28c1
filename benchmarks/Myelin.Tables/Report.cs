using System.Globalization;
using System.Text;
using System.Text.Json;
using Myelin.Comparison;

namespace Myelin.Tables;

/// <summary>The results as Markdown, and as numbers for programs.</summary>
/// <param name="Learners">Myelin first; each with its outcomes by the set's name</param>
/// <param name="Origins">how each came by its figures, in sentences</param>
/// <param name="Heading">what was run: the version and what was chosen</param>
public sealed record Report(
    IReadOnlyList<TableSet> Sets,
    IReadOnlyList<(string Name, IReadOnlyDictionary<string, Summary> Results)> Learners,
    IReadOnlyList<string> Origins,
    string Heading)
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public IReadOnlyList<Comparison> Comparisons =>
    [
        .. from other in Learners.Skip(1)
           select new Comparison(other.Name,
           [
               .. from set in Sets
                  where Learners[0].Results.ContainsKey(set.Name) && other.Results.ContainsKey(set.Name)
                  select (set, Learners[0].Results[set.Name], other.Results[set.Name]),
           ]),
    ];

    public string Markdown()
    {
        var text = new StringBuilder($"# Tables on {Processor.Name}\n\n");
        text.Append("Written by `./benchmarks/tables.sh`. " +
            "Every learner has the same rows to learn from, about 80 %, and is judged on the same\n")
            .Append("others; nothing is tuned to a set.\n\n")
            .Append(Line($"{DateTime.UtcNow:yyyy-MM-dd}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, "))
            .Append(Line($"{Environment.ProcessorCount} processors. {Heading}.\n\n"));
        foreach (string origin in Origins) text.Append($"- {origin}\n");
        text.Append("\n## Errors\n\n1 − accuracy of classes, " +
            "the root mean squared error of numbers; ± is the standard deviation over seeds. The least of a row is bold.\n\n");
        Head(text, "set");
        foreach (TableSet set in Sets) Row(text, set.Name, set, summary => Error(set, summary), summary => summary.Error(set));
        text.Append("\n## Area under the ROC curve\n\n");
        Head(text, "set");
        foreach (TableSet set in Sets.Where(set => set.IsBinary))
            Row(text, set.Name, set, summary => summary.Auc is { } auc ? Line($"{auc:0.0000}") : "", summary => -summary.Auc);
        text.Append("\n## Seconds of training\n\n");
        Head(text, "set");
        foreach (TableSet set in Sets) Row(text, set.Name, set, summary => Seconds(summary.Seconds), summary => summary.Seconds);
        text.Append("\n## Together\n\n").Append(Together());
        return text.ToString();
    }

    /// <summary>The figures over all sets.</summary>
    public string Together()
    {
        var text = new StringBuilder(
            "| Myelin beside | ratio of errors | sets | worse by more than 3 % | difference of AUC |\n|---|---:|---:|---|---|\n");
        foreach (Comparison comparison in Comparisons)
        {
            string differences = string.Join(", ",
                comparison.AucDifferences.Select(set => Line($"{set.Set} {set.Difference:+0.0000;−0.0000}")));
            text.Append($"| {comparison.Name} | {(comparison.Ratio is { } ratio ? Line($"{ratio:0.000}") : "–")} | {comparison.Count} | ")
                .Append($"{(comparison.Worse is [] ? "none" : $"{comparison.Worse.Count}: {string.Join(", ", comparison.Worse)}")} " +
                    $"| {differences} |\n");
        }
        text.Append(
            "\nThe ratio is the geometric mean over sets; below 1, Myelin's errors are smaller. A set without errors has no ratio.\n");
        return text.ToString();
    }

    public string Json() => JsonSerializer.Serialize(new
    {
        processor = Processor.Name,
        heading = Heading,
        origins = Origins,
        learners = Learners.ToDictionary(learner => learner.Name,
            learner => learner.Results.ToDictionary(result => result.Key, result => result.Value.Outcomes)),
        together = Comparisons.ToDictionary(comparison => comparison.Name, comparison => new { comparison.Ratio, comparison.Worse }),
    }, Indented) + "\n";

    /// <summary>One set on a line, for whoever waits.</summary>
    public static string Spoken(TableSet set, string learner, Summary summary)
    {
        string score = $"{(set.IsRegression ? "RMSE" : "accuracy"),-9}{Score(set, summary.Score),10}";
        string area = summary.Auc is { } auc ? Line($"  AUC {auc:0.0000}") : "";
        return Line($"{set.Name,-12}{learner,-32}{score}{area,-14}{Seconds(summary.Seconds),10} s");
    }

    void Head(StringBuilder text, string first) =>
        text.Append($"| {first} | {string.Join(" | ", Learners.Select(learner => learner.Name))} |\n|---|")
            .Append(string.Concat(Enumerable.Repeat("---:|", Learners.Count))).Append('\n');

    /// <param name="order">the less, the better; null is not compared</param>
    void Row(StringBuilder text, string first, TableSet set, Func<Summary, string> say, Func<Summary, double?> order)
    {
        Summary?[] summaries = [.. Learners.Select(learner => learner.Results.GetValueOrDefault(set.Name))];
        double? least = summaries.OfType<Summary>().Min(order);
        text.Append($"| {first} |");
        foreach (Summary? summary in summaries)
            text.Append(summary is null ? " |"
                : order(summary) is { } place && place == least ? $" **{say(summary)}** |" : $" {say(summary)} |");
        text.Append('\n');
    }

    static string Error(TableSet set, Summary summary) =>
        Score(set, summary.Error(set)) + (summary.Outcomes.Count > 1 ? $" ± {Score(set, summary.Deviation)}" : "");

    static string Score(TableSet set, double score) =>
        !set.IsRegression || score < 10 ? Line($"{score:0.0000}") : score < 1000 ? Line($"{score:0.00}") : Line($"{score:0}");

    static string Seconds(double seconds) => seconds < 10 ? Line($"{seconds:0.00}") : Line($"{seconds:0.0}");

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
