using System.Globalization;
using System.Text.Json;

namespace Myelin.Oracle.Onnx;

/// <summary>The cases of the ONNX backend suite in a folder, each asked of the public API.</summary>
public static class Suite
{
    /// <summary>One verdict for each file of the folder, in the order of their names.</summary>
    public static IReadOnlyList<Verdict> Run(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Judge)];

    static Verdict Judge(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        var graph = new Graph(document.RootElement);
        try
        {
            (double worst, IReadOnlyList<string> missing) = graph.Compare();
            string note = missing.Count > 0 ? $"without {string.Join(", ", missing)}" : "";
            return new(graph.Name, graph.Operators, worst <= 1 ? Outcome.Ok : Outcome.Wrong, note) { Worst = worst };
        }
        catch (NotExpressible reason)
        {
            return new(graph.Name, graph.Operators, Outcome.NotExpressible, reason.Message);
        }
        catch (ArgumentException error)
        {
            return new(graph.Name, graph.Operators, Outcome.Wrong, error.Message);
        }
    }

    /// <summary>A line for each case, then the totals; 0 if nothing is wrong and there is something.</summary>
    public static int Print(string folder, TextWriter output)
    {
        IReadOnlyList<Verdict> verdicts = Run(folder);
        foreach (Verdict verdict in verdicts)
            output.WriteLine(verdict.Outcome == Outcome.NotExpressible
                ? verdict.ToString()
                : string.Create(CultureInfo.InvariantCulture, $"{verdict}  [{verdict.Worst:0.00} of the allowed error]"));
        output.WriteLine();
        foreach (IGrouping<string, Verdict> reason in verdicts.Where(v => v.Outcome == Outcome.NotExpressible).GroupBy(v => v.Note))
        {
            string operators = string.Join(", ", reason.Select(v => v.Operators).Distinct());
            output.WriteLine($"{reason.Count(),4} not expressible: {reason.Key} ({operators})");
        }
        int Count(Outcome outcome) => verdicts.Count(verdict => verdict.Outcome == outcome);
        output.Write($"{verdicts.Count} cases: {Count(Outcome.Ok)} ok, {Count(Outcome.Wrong)} wrong, ");
        output.WriteLine($"{Count(Outcome.NotExpressible)} not expressible");
        return verdicts.Count > 0 && Count(Outcome.Wrong) == 0 ? 0 : 2;
    }
}
