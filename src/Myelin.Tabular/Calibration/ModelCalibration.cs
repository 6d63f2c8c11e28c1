using System.Text.Json;
using Myelin.Calibration;
using Myelin.Files;
using Myelin.Metrics;

namespace Myelin.Tabular;

/// <summary>
/// What rows that were not learned from say about a model: the temperature that makes its probabilities honest, the probability from which
/// the second of two classes is said, and how wide intervals around its numbers must be. It is kept in the model's file, and applied.
/// </summary>
public sealed record ModelCalibration
{
    /// <summary>With fewer rows than this a temperature would be more guess than measurement.</summary>
    const int FewRows = 50;

    /// <summary>Changes nothing.</summary>
    public static ModelCalibration None { get; } = new();

    /// <summary>Rows that it was fitted to.</summary>
    public int Rows { get; init; }

    /// <summary>T of <see cref="TemperatureScaling"/>; 1 changes nothing.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>The probability from which on the second of two classes is said; null for the likelier.</summary>
    public double? Threshold { get; init; }

    /// <summary>What the threshold was chosen for.</summary>
    public ThresholdMetric? ThresholdMetric { get; init; }

    /// <summary>Expected calibration error of the raw probabilities of these rows.</summary>
    public double? ErrorBefore { get; init; }

    /// <summary>The same with the temperature, for each half of the rows that of the other half.</summary>
    public double? ErrorAfter { get; init; }

    /// <summary>null for classes, and where no rows were held out.</summary>
    public PredictionIntervals? Intervals { get; init; }

    /// <param name="threshold">what the threshold of two classes is chosen for; null for none</param>
    /// <exception cref="ArgumentException">A threshold is asked for, and there are not two classes.</exception>
    public static ModelCalibration Fit(OutOfFold rows, ThresholdMetric? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (threshold is not null && rows.Classes != 2)
            throw new ArgumentException(rows.Classes == 0
                ? "A decision threshold is for two classes, but the target is a number. Leave it out."
                : $"A decision threshold is for two classes, but the target has {rows.Classes}. Leave it out.");
        if (rows.Rows == 0) return None;
        if (rows.Classes == 0) return new() { Rows = rows.Rows, Intervals = PredictionIntervals.Fit(rows) };
        var fitted = new ModelCalibration { Rows = rows.Rows, Temperature = TemperatureOf(rows), ErrorBefore = Error(rows) };
        OutOfFold even = rows.Half(0), odd = rows.Half(1);
        if (rows.Rows < 2 * FewRows) fitted = fitted with { ErrorAfter = Error(rows.With(fitted)) };
        else
        {
            OutOfFold first = even.With(new() { Temperature = TemperatureOf(odd) }), second = odd.With(new() { Temperature = TemperatureOf(even) });
            fitted = fitted with { ErrorAfter = Error(new([.. first.Predictions, .. second.Predictions], [.. first.Targets, .. second.Targets], rows.Classes)) };
        }
        if (threshold is not { } metric || rows.Targets.Distinct().Count() < 2) return fitted;
        double[] scores = [.. rows.With(fitted).Predictions.Where((_, i) => i % 2 == 1)];
        return fitted with
        {
            ThresholdMetric = metric,
            Threshold = DecisionThreshold.Best([.. rows.Targets.Select(label => label == 1)], scores, metric).Threshold,
        };
    }

    /// <summary>Raw predictions as they are given out.</summary>
    public IReadOnlyList<Prediction> Apply(IReadOnlyList<Prediction> raw, Target target)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Classes is not { } classes || Temperature == 1 && Threshold is null) return raw;
        return [.. raw.Select(prediction => Apply(prediction, classes))];
    }

    Prediction Apply(Prediction raw, ClassNames classes)
    {
        double[] p = [.. raw.Probabilities];
        TemperatureScaling.Apply(p, Temperature, p);
        float[] probabilities = [.. p.Select(share => (float)share)];
        int said = Threshold is { } threshold ? p[1] >= threshold ? 1 : 0 : raw.Probabilities.Index().MaxBy(pair => pair.Item).Index;
        return new(classes[said], probabilities, probabilities[said]);
    }

    static double TemperatureOf(OutOfFold rows) =>
        rows.Rows < FewRows ? 1 : TemperatureScaling.Fit(rows.Labels, [.. rows.Predictions], rows.Classes);

    static double Error(OutOfFold rows) => CalibrationError.Expected(rows.Labels, [.. rows.Predictions], rows.Classes);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("rows", Rows);
        json.WriteNumber("temperature", Temperature);
        if (Threshold is { } threshold) json.WriteNumber("threshold", threshold);
        if (ThresholdMetric is { } metric) json.WriteString("threshold_metric", metric.ToString().ToLowerInvariant());
        if (ErrorBefore is { } before) json.WriteNumber("error_before", before);
        if (ErrorAfter is { } after) json.WriteNumber("error_after", after);
        if (Intervals is not null)
        {
            json.WritePropertyName("intervals");
            Intervals.Write(json);
        }
        json.WriteEndObject();
    }

    internal static ModelCalibration Read(StrictJson json)
    {
        json.OnlyKeys("rows", "temperature", "threshold", "threshold_metric", "error_before", "error_after", "intervals");
        double temperature = json["temperature"].Number();
        if (temperature <= 0) throw json["temperature"].Invalid("must be greater than 0");
        return new()
        {
            Rows = json["rows"].Integer(0, int.MaxValue),
            Temperature = temperature,
            Threshold = json.Find("threshold")?.Number(),
            ThresholdMetric = json.Find("threshold_metric") is { } metric ? Metric(metric) : null,
            ErrorBefore = json.Find("error_before")?.Number(),
            ErrorAfter = json.Find("error_after")?.Number(),
            Intervals = json.Find("intervals") is { } intervals ? PredictionIntervals.Read(intervals) : null,
        };
    }

    static ThresholdMetric Metric(StrictJson json)
    {
        foreach (ThresholdMetric metric in Enum.GetValues<ThresholdMetric>())
            if (metric.ToString().Equals(json.Text(), StringComparison.OrdinalIgnoreCase)) return metric;
        throw json.Invalid($"must be {string.Join(", ", Enum.GetNames<ThresholdMetric>()).ToLowerInvariant()}");
    }
}
