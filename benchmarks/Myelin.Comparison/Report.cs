using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Myelin.Comparison;

/// <summary>The results as tables: all of them, a short one for the README, and numbers for programs.</summary>
public sealed record Report(
    IReadOnlyList<(Discipline Discipline, IReadOnlyList<Result> Results)> Rows,
    IReadOnlyList<string> Descriptions,
    IReadOnlyList<string> Remarks,
    int Rounds)
{
    const string Begin = "<!-- comparison -->", End = "<!-- end of comparison -->";

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string Full()
    {
        var text = new StringBuilder($"# Comparison on {Processor.Name}\n\n");
        text.Append("Written by `./benchmarks/compare.sh`: everybody trains the same networks from the same weights on the same rows, in\n")
            .Append("float32. First the losses after some steps and the predictions are compared; then all are timed in turn. Each\n")
            .Append(Line(
                $"figure is the best of {Rounds} rounds, since what disturbs a measurement only ever slows it down; × is Myelin's speed\n"))
            .Append("by the other's.\n\n");
        string system = System.Runtime.InteropServices.RuntimeInformation.OSDescription;
        text.Append(Line($"{DateTime.UtcNow:yyyy-MM-dd}, {system}, {Environment.ProcessorCount} processors.\n\n"));
        foreach (string description in Descriptions) text.Append($"- {description}\n");
        foreach (string remark in Remarks) text.Append($"- {remark}\n");
        foreach (var part in Rows.GroupBy(row => (row.Discipline.Kind, row.Discipline.Threads)))
        {
            text.Append($"\n## {Heading(part.Key.Kind)}, {Threads(part.Key.Threads)}\n\n");
            text.Append("| | | rows/s | time of a batch | × |\n|---|---|---:|---:|---:|\n");
            foreach ((Discipline discipline, IReadOnlyList<Result> results) in part)
                foreach (Result result in results)
                    text.Append($"| {(result == results[0] ? discipline.Title : "")} | {result.Entrant} | {Rate(result.Best)} | ")
                        .Append($"{Time(discipline.Batch / result.Best)} | {Ratio(results[0].Best / result.Best)} |\n");
        }
        return text.ToString();
    }

    /// <summary>Each discipline in a line: Myelin and the best of the others, whoever wins.</summary>
    public string Short()
    {
        var text = new StringBuilder("| | threads | Myelin | the best other | × |\n|---|---:|---:|---|---:|\n");
        foreach ((Discipline discipline, IReadOnlyList<Result> results) in Rows)
        {
            if (results.Count < 2) continue;
            Result best = results.Skip(1).MaxBy(result => result.Best)!;
            text.Append($"| {(discipline.Trains ? "training" : "predicting")} {discipline.ShortTitle} | {discipline.Threads} | ")
                .Append($"{Speed(discipline, results[0])} | ")
                .Append($"{best.Entrant}, {Speed(discipline, best)} | {Ratio(results[0].Best / best.Best)} |\n");
        }
        return text.ToString();
    }

    public string Json() => JsonSerializer.Serialize(new
    {
        processor = Processor.Name,
        contestants = Descriptions,
        remarks = Remarks,
        rounds = Rounds,
        results = from row in Rows
                  from result in row.Results
                  select new
                  {
                      kind = row.Discipline.Kind,
                      network = row.Discipline.Network,
                      batch = row.Discipline.Batch,
                      threads = row.Discipline.Threads,
                      contestant = result.Entrant,
                      rowsPerSecond = Math.Round(result.Best, 1),
                      everyRound = result.Rounds.Select(rate => Math.Round(rate, 1)),
                      deviation = result.Deviation,
                  },
    }, Indented) + "\n";

    /// <summary>The document with what stands between its two marks replaced; unchanged where it has none.</summary>
    public static string Insert(string document, string table)
    {
        int begin = document.IndexOf(Begin, StringComparison.Ordinal), end = document.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin ? document : $"{document[..(begin + Begin.Length)]}\n{table}{document[end..]}";
    }

    static string Heading(string kind) => kind == "train" ? "Training" : "Prediction";

    static string Threads(int count) => count == 1 ? "one thread" : Line($"{count} threads");

    static string Speed(Discipline discipline, Result result) =>
        discipline is { Trains: false, Batch: 1 } ? Time(1 / result.Best) : $"{Rate(result.Best)} rows/s";

    static string Rate(double rate) => rate switch
    {
        >= 1e6 => Line($"{rate / 1e6:0.00} M"),
        >= 1e4 => Line($"{rate / 1e3:0.0} k"),
        _ => Line($"{rate:n0}"),
    };

    static string Time(double seconds) => seconds switch
    {
        < 1e-6 => Line($"{seconds * 1e9:0} ns"),
        < 1e-3 => Line($"{seconds * 1e6:0.00} µs"),
        _ => Line($"{seconds * 1e3:0.00} ms"),
    };

    static string Ratio(double ratio) => Line($"{ratio:0.00}");

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
