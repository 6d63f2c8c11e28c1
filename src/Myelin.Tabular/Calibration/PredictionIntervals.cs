using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>Intervals ŷ ± q σ(ŷ) around predictions, from the errors on rows that were not learned from.</summary>
/// <remarks>
/// Split conformal prediction with the score |y − ŷ|/σ(ŷ) (Papadopoulos, Gammerman, Vovk 2008; Lei et al. 2018, section 5.2), σ the mean
/// error of rows with about the same prediction: where predictions are large, errors mostly are too. A row's own error is left out of the σ
/// that it is divided by, so that scores of known and of new rows are alike.
/// </remarks>
/// <param name="Rows">rows whose errors are known</param>
/// <param name="Scores">their scores in ascending order, or 400 of them at equal steps</param>
/// <param name="Places">ŷ at which σ is known, ascending, in float64 as the target may be large; between two of them σ is a line</param>
/// <param name="Scales">σ there</param>
public sealed record PredictionIntervals(int Rows, EquatableArray<float> Scores, EquatableArray<double> Places,
    EquatableArray<float> Scales)
{
    const int MostScores = 400, RowsOfAPlace = 50, MostPlaces = 20;

    /// <summary>The largest coverage that so many rows can say anything about.</summary>
    public double MostCoverage => Rows / (Rows + 1.0);

    /// <summary>null where there are no numbers to learn from.</summary>
    public static PredictionIntervals? Fit(OutOfFold rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Classes > 0 || rows.Rows == 0) return null;
        double[] predictions = [.. rows.Predictions],
            errors = [.. rows.Targets.Zip(rows.Predictions, (y, prediction) => Math.Abs(y - prediction))];
        Array.Sort(predictions, errors);
        int groups = Math.Clamp(rows.Rows / RowsOfAPlace, 1, MostPlaces);
        var (places, sums, counts) = (new double[groups], new double[groups], new int[groups]);
        int GroupOf(int n) => (int)((long)n * groups / errors.Length);
        for (int n = 0; n < errors.Length; n++)
        {
            int group = GroupOf(n);
            (places[group], sums[group], counts[group]) = (places[group] + predictions[n], sums[group] + errors[n], counts[group] + 1);
        }
        double[] means = [.. places.Select((sum, group) => sum / counts[group])];
        // a group without errors is no promise that there are none
        double least = errors.Sum() / errors.Length / 20;
        double Scale(int group, double less, int fewer) => Math.Max(least, (sums[group] - less) / Math.Max(1, counts[group] - fewer));

        var scores = new double[errors.Length];
        for (int n = 0; n < scores.Length; n++)
        {
            int own = GroupOf(n);
            double scale = groups == 1 ? 1
                : Between(means, predictions[n], group => group == own ? Scale(group, errors[n], 1) : Scale(group, 0, 0));
            scores[n] = scale > 0 ? errors[n] / scale : 0;
        }
        Array.Sort(scores);
        int kept = Math.Min(scores.Length, MostScores);
        return new(rows.Rows,
            [.. Enumerable.Range(1, kept).Select(j => (float)scores[(int)(((long)j * scores.Length + kept - 1) / kept) - 1])],
            means,
            [.. Enumerable.Range(0, groups).Select(group => groups == 1 ? 1 : (float)Scale(group, 0, 0))]);
    }

    /// <summary>The interval that holds the truth in this share of cases.</summary>
    /// <param name="coverage">such as 0.9</param>
    public Interval Of(double prediction, double coverage)
    {
        double score = ScoreOf(coverage);
        if (double.IsInfinity(score)) return new(double.NegativeInfinity, double.PositiveInfinity);
        double half = score * ScaleAt(prediction);
        return new(prediction - half, prediction + half);
    }

    /// <summary>How many scales an interval of this coverage is wide, to each side; infinite where rows are too few.</summary>
    internal double ScoreOf(double coverage)
    {
        int rank = SplitConformal.Rank(Rows, coverage);
        // the first kept score that is not below the rank's
        return rank > Rows ? double.PositiveInfinity : Scores[(int)((rank - 1L) * Scores.Count / Rows)];
    }

    double ScaleAt(double prediction)
    {
        (int below, int above, double part) = Around(Places.AsSpan(), prediction);
        return below == above ? Scales[below] : (1 - part) * Scales[below] + part * Scales[above];
    }

    static double Between(ReadOnlySpan<double> places, double prediction, Func<int, double> scale)
    {
        (int below, int above, double part) = Around(places, prediction);
        return below == above ? scale(below) : (1 - part) * scale(below) + part * scale(above);
    }

    /// <summary>The places on either side, and how far from the lower to the upper one; beyond all of them the last, twice.</summary>
    static (int Below, int Above, double Part) Around(ReadOnlySpan<double> places, double prediction)
    {
        int above = 0;
        while (above < places.Length && places[above] < prediction) above++;
        if (above == 0) return (0, 0, 0);
        if (above == places.Length) return (above - 1, above - 1, 0);
        return (above - 1, above, (prediction - places[above - 1]) / (places[above] - places[above - 1]));
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("rows", Rows);
        json.WriteStartArray("scores");
        foreach (float score in Scores) json.WriteNumberValue(score);
        json.WriteEndArray();
        json.WriteStartArray("exact_places");
        foreach (double place in Places) json.WriteNumberValue(place);
        json.WriteEndArray();
        json.WriteStartArray("scales");
        foreach (float scale in Scales) json.WriteNumberValue(scale);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static PredictionIntervals Read(StrictJson json)
    {
        json.OnlyKeys("rows", "scores", "places", "exact_places", "scales");
        // earlier files have places as float32, whose bits they keep: those of large targets lie on one another
        EquatableArray<double> places = json.Find("exact_places") is { } exact
            ? [.. exact.Items().Select(item => item.Number())]
            : [.. Numbers("places").Select(place => (double)place)];
        var read = new PredictionIntervals(json["rows"].Integer(1, int.MaxValue), Numbers("scores"), places, Numbers("scales"));
        if (read.Scores.Count == 0 || read.Scores.Count > read.Rows)
            throw json["scores"].Invalid("must have a number for each row, or for some of them");
        if (read.Places.Count == 0 || read.Places.Count != read.Scales.Count)
            throw json["scales"].Invalid("must have a number for each of the places");
        return read;

        EquatableArray<float> Numbers(string name) => [.. json[name].Items().Select(item => (float)item.Number())];
    }
}
