using System.Text.Json;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>Scores as they are shown: with those of the baseline beside them, and what they are worth.</summary>
static class ScoreReport
{
    const string NoBaseline = "The model's file keeps no baseline: it was trained with an earlier version.";

    /// <param name="others">scores of other rows, shown first</param>
    public static void Show(Screen screen, Findings findings,
        params IReadOnlyList<(string Of, int? Rows, IReadOnlyList<Score> Scores)> others)
    {
        (string, int?, IReadOnlyList<Score>)[] columns = [.. others, (findings.Of, findings.Rows, [.. findings.Evaluation.Scores()])];
        if (findings.Evaluation.Baseline is { } baseline) columns = [.. columns, ("baseline", null, baseline.Scores)];
        Reports.Scores(screen, columns);
        screen.Blank();
        foreach ((string name, string value, bool isBad) in Facts(findings))
            screen.Fact(name, new Piece(value, isBad ? Ink.Bad : Ink.Plain));
    }

    /// <summary>What the baseline is, what follows from the comparison, and whether the rows were trained on.</summary>
    public static IEnumerable<(string Name, string Value, bool IsBad)> Facts(Findings findings)
    {
        yield return ("baseline", Says(findings.Evaluation), false);
        if (findings.Evaluation.Baseline?.Verdict is { } verdict) yield return ("verdict", verdict, true);
        if (findings.Weight is { } weight)
            yield return ("row weights",
            $"{weight}: scores and baseline are weighted by it; the maximum error, intervals and the confusion matrix are not", false);
        else if (findings.TrainedWeight is { } trained)
            yield return ("row weights", $"not used here; the model was trained with those of {trained}", false);
        if (findings.Seen is not { } seen) yield break;
        // rows that were held out are new, and that needs no word
        if (findings.AreHeldOut && seen is { Count: null or 0 }) yield break;
        yield return (findings.Of == "training" ? "warning" : "training rows",
            findings.Of == "training" && seen.Count is not null
            ? "These are training rows: scores on them are too optimistic."
            : seen.Sentence(findings.AreHeldOut ? $"{findings.Of} rows" : "rows"),
            seen.AreTooGood);
    }

    static string Says(Evaluation evaluation) => evaluation.Baseline is not { } baseline ? NoBaseline
        : evaluation.Classification is null ? $"{baseline.Says} of the training rows; for MAE their median"
        : $"{baseline.Says}, the most frequent class of the training rows; probabilities are its class frequencies";

    public static void Show(Screen screen, CrossValidation found)
    {
        if (found.Baseline is { Verdict: { } verdict }) screen.Fact("verdict", new Piece(verdict, Ink.Bad));
    }

    public static void WriteBaseline(this Utf8JsonWriter json, BaselineComparison? baseline)
    {
        if (baseline is null)
        {
            json.WriteNull("baseline");
            return;
        }
        json.WriteStartObject("baseline");
        json.WriteString("predicts", baseline.Says);
        json.WriteScores("metrics", baseline.Scores);
        json.WriteBoolean("modelIsBetter", baseline.IsBetter);
        if (baseline.Verdict is { } verdict) json.WriteString("verdict", verdict);
        json.WriteEndObject();
    }

    /// <summary>How many of the rows were training rows; count is null where that is not known.</summary>
    public static void WriteSeen(this Utf8JsonWriter json, SeenRows? seen)
    {
        if (seen is null) return;
        json.WriteStartObject("trainingRows");
        if (seen.Count is { } count) json.WriteNumber("count", count);
        else json.WriteNull("count");
        json.WriteBoolean("estimated", seen.IsEstimate);
        json.WriteString("says", seen.Sentence());
        json.WriteEndObject();
    }
}
