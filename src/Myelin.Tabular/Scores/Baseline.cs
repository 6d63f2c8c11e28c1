using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// What is known of a target without looking at any feature: how often each class occurs in the training rows, or their mean and median.
/// </summary>
/// <remarks>A model that is no better than this has learned nothing. It is kept in the model's file.</remarks>
public sealed record Baseline
{
    /// <summary>The share of training rows of each class, in the order of the target's classes; empty in regression.</summary>
    public EquatableArray<double> Frequencies { get; init; } = [];

    /// <summary>The mean of the training rows' targets: of all constants it has the least squared error. 0 in classification.</summary>
    public double Mean { get; init; }

    /// <summary>Their median: of all constants it has the least absolute error. 0 in classification.</summary>
    public double Median { get; init; }

    /// <summary>The most frequent class of the training rows, the first of several; −1 in regression.</summary>
    public int MostFrequent => Frequencies.Count == 0 ? -1 : Likeliest.Of(Frequencies.AsSpan());

    /// <param name="weights">what each row counts; null for all alike</param>
    /// <exception cref="InvalidFileException">A target is missing, or is none of the classes.</exception>
    public static Baseline Of(Target target, Table training, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(training);
        if (target.Classes is { } classes)
        {
            int[] labels = classes.Apply(training, target.Column);
            var counts = new double[classes.Count];
            for (int row = 0; row < labels.Length; row++) counts[labels[row]] += weights?[row] ?? 1;
            double all = counts.Sum();
            return new() { Frequencies = Array.ConvertAll(counts, count => count / all) };
        }
        double[] numbers = target.Numbers(training);
        return weights is null
            ? new() { Mean = Statistics.Mean(numbers), Median = Statistics.Median(numbers) }
            : new() { Mean = WeightedMean(numbers, weights), Median = WeightedMedian(numbers, weights) };
    }

    static double WeightedMean(double[] numbers, IReadOnlyList<double> weights)
    {
        var (sum, all) = (new CompensatedSum(), new CompensatedSum());
        for (int n = 0; n < numbers.Length; n++)
        {
            sum.Add(weights[n] * numbers[n]);
            all.Add(weights[n]);
        }
        return sum.Value / all.Value;
    }

    // the least number that half of the weight is not above
    static double WeightedMedian(double[] numbers, IReadOnlyList<double> weights)
    {
        int[] order = [.. Enumerable.Range(0, numbers.Length).OrderBy(n => numbers[n])];
        double half = weights.Sum() / 2, below = 0;
        foreach (int n in order)
            if ((below += weights[n]) >= half) return numbers[n];
        return numbers[order[^1]];
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Frequencies.Count > 0)
        {
            json.WriteStartArray("frequencies");
            foreach (double share in Frequencies) json.WriteNumberValue(share);
            json.WriteEndArray();
        }
        else
        {
            json.WriteNumber("mean", Mean);
            json.WriteNumber("median", Median);
        }
        json.WriteEndObject();
    }

    internal static Baseline Read(StrictJson json, Target target)
    {
        json.OnlyKeys("frequencies", "mean", "median");
        if (target.Classes is not { } classes) return new() { Mean = json["mean"].Number(), Median = json["median"].Number() };
        double[] shares = [.. json["frequencies"].Items().Select(item => item.Number())];
        return shares.Length == classes.Count && shares.All(share => share is >= 0 and <= 1)
            ? new() { Frequencies = shares }
            : throw json["frequencies"].Invalid($"must have a share from 0 to 1 for each of the {classes.Count} classes");
    }
}
