using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// What rows that were not learned from say about a model: the temperature that makes its probabilities honest, the probability from which
/// the second of two classes is said, and how wide intervals around its numbers must be. It is kept in the model's file, and applied.
/// </summary>
public sealed record ModelCalibration
{
    /// <summary>With fewer rows than this a temperature would be more guess than measurement.</summary>
    const int FewRows = 50;

    /// <summary>A temperature is judged on other rows than those that it is fitted to: on halves, of few rows on fifths.</summary>
    const int Parts = 2, PartsOfFew = 5;

    /// <summary>With more classes than this, the mean of each class's log loss costs too much.</summary>
    const int MostBalanced = 64;

    /// <summary>Of more classes memory is taken for a row.</summary>
    const int MostOnStack = 256;

    /// <summary>Changes nothing.</summary>
    public static ModelCalibration None { get; } = new();

    /// <summary>Rows that it was fitted to.</summary>
    public int Rows { get; init; }

    /// <summary>T of <see cref="TemperatureScaling"/>; 1 changes nothing.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// Whether the temperature is each network's, before their mean, and not the mean's: it is, where each row was judged by some of the
    /// networks. A mean is humbler than its parts; with their temperature on top of that it would say too little.
    /// </summary>
    public bool OfMembers { get; init; }

    /// <summary>Whether all classes count the same: the temperature is then that of a world where they are equally frequent.</summary>
    public bool Balanced { get; init; }

    /// <summary>The probability from which on the second of two classes is said; null for the likelier.</summary>
    public double? Threshold { get; init; }

    /// <summary>
    /// What the threshold was chosen for; without one, what it could not be chosen for, as all rows that count are of one class.
    /// </summary>
    public ThresholdMetric? ThresholdMetric { get; init; }

    /// <summary>Whether decisions are made to find rare classes, at the cost of accuracy.</summary>
    internal bool IsForRareClasses => Balanced || Threshold is not null && ThresholdMetric is not Myelin.ThresholdMetric.Accuracy;

    /// <summary>Expected calibration error of the raw probabilities of these rows.</summary>
    public double? ErrorBefore { get; init; }

    /// <summary>The same with the temperature, for each part of the rows that of the other parts.</summary>
    public double? ErrorAfter { get; init; }

    /// <summary>The log loss of the raw probabilities of these rows.</summary>
    public double? LogLossBefore { get; init; }

    /// <summary>The same with the temperature, for each part of the rows that of the other parts.</summary>
    public double? LogLossAfter { get; init; }

    /// <summary>
    /// The temperature that was best for these rows, and is not applied, as it does not lower the log loss of
    /// rows that it was not fitted to.
    /// </summary>
    public double? Rejected { get; init; }

    /// <summary>null for classes, and where no rows were held out.</summary>
    public PredictionIntervals? Intervals { get; init; }

    /// <param name="threshold">what the threshold of two classes is chosen for; null for none</param>
    /// <param name="balanced">whether all classes count the same</param>
    /// <param name="cancellation">ends it early</param>
    /// <exception cref="ArgumentException">A threshold is asked for, and there are not two classes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModelCalibration Fit(OutOfFold rows, ThresholdMetric? threshold = null, bool balanced = false,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (threshold is not null && rows.Classes != 2)
            throw new ArgumentException(rows.Classes == 0
                ? "A decision threshold is for two classes, but the target is a number. Leave it out."
                : $"A decision threshold is for two classes, but the target has {rows.Classes}. Leave it out.", nameof(threshold));
        if (rows.Rows == 0) return new() { Balanced = balanced };
        return rows.Classes == 0
            ? new() { Rows = rows.Rows, Balanced = balanced, Intervals = PredictionIntervals.Fit(rows) }
            : FitClasses(rows, row => row, rows, rows.With, threshold, balanced, cancellation);
    }

    /// <summary>
    /// The same where several networks judged a row: the temperature is each network's, all else that of their means, which are given out.
    /// </summary>
    /// <param name="said">a row for each network that judged one</param>
    /// <param name="rowOf">the row of the means that a row of <paramref name="said"/> is of</param>
    /// <param name="means">the means of networks with this temperature</param>
    internal static ModelCalibration FitMembers(
        OutOfFold said, Func<int, int> rowOf, Func<double, OutOfFold> means, ThresholdMetric? threshold, bool balanced,
        CancellationToken cancellation) =>
        FitClasses(said, rowOf, means(1), means, threshold, balanced, cancellation) with { OfMembers = true };

    static ModelCalibration FitClasses(
        OutOfFold said, Func<int, int> rowOf, OutOfFold raw, Func<double, OutOfFold> given, ThresholdMetric? threshold, bool balanced,
        CancellationToken cancellation)
    {
        double temperature = TemperatureOf(said, balanced, FewRows, cancellation);
        OutOfFold? crossed = temperature == 1 || balanced && raw.Classes > MostBalanced ? null
            : Crossed(raw.Rows < 2 * FewRows ? PartsOfFew : Parts);
        // what does not help rows that it was not fitted to is chance
        double? rejected = crossed is not null && LogLoss(crossed, balanced) >= LogLoss(raw, balanced) ? temperature : null;
        if (rejected is not null) (temperature, crossed) = (1, raw);
        cancellation.ThrowIfCancellationRequested();
        OutOfFold tempered = given(temperature);
        var fitted = new ModelCalibration { Rows = raw.Rows, Balanced = balanced, Temperature = temperature, Rejected = rejected };
        // how often things come true where classes are equally frequent, these rows do not say
        if (!balanced)
        {
            fitted = fitted with { ErrorBefore = Error(raw), ErrorAfter = Error(crossed ?? tempered) };
            if (crossed is not null) fitted = fitted with { LogLossBefore = LogLoss(raw, false), LogLossAfter = LogLoss(crossed, false) };
        }
        if (threshold is not { } metric) return fitted;
        double[] weights = tempered.RawWeights;
        // rows that count nothing are none
        if (tempered.Targets.Where((_, row) => weights.Length == 0 || weights[row] > 0).Distinct().Count() < 2)
            return fitted with { ThresholdMetric = metric };
        double[] scores = [.. tempered.Predictions.Where((_, i) => i % 2 == 1)];
        return fitted with
        {
            ThresholdMetric = metric,
            Threshold = DecisionThreshold.Best([.. tempered.Targets.Select(label => label == 1)], scores, metric, weights).Threshold,
        };

        // each part of the rows with the temperature of the others; of many classes each further copy of all would take much memory
        OutOfFold Crossed(int parts)
        {
            int width = raw.Classes;
            var predictions = new double[raw.Rows * width];
            for (int part = 0; part < parts; part++)
            {
                double[] tempered = given(TemperatureOf(said.Where(row => rowOf(row) % parts != part), balanced, 1, cancellation)).Raw;
                for (int row = part; row < raw.Rows; row += parts)
                    tempered.AsSpan(row * width, width).CopyTo(predictions.AsSpan(row * width));
            }
            return raw with { Predictions = predictions };
        }
    }

    /// <summary>
    /// Raw predictions as they are given out; where the temperature is <see cref="OfMembers"/>, those of tempered networks.
    /// </summary>
    public IReadOnlyList<Prediction> Apply(IReadOnlyList<Prediction> raw, Target target)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Classes is not { } classes || (OfMembers || Temperature == 1) && Threshold is null) return raw;
        return [.. raw.Select(prediction => Apply(prediction, classes))];
    }

    Prediction Apply(Prediction raw, ClassNames classes)
    {
        float[] probabilities = [.. raw.Probabilities];
        int said = Decide(probabilities);
        return raw with { Class = classes[said], Probabilities = probabilities, Value = probabilities[said] };
    }

    /// <summary>The class of one row, whose raw probabilities become those that are given out.</summary>
    internal int Decide(Span<float> probabilities)
    {
        int likeliest = Likeliest.Of<float>(probabilities), classes = probabilities.Length;
        if ((OfMembers || Temperature == 1) && Threshold is null) return likeliest;
        Span<double> p = classes <= MostOnStack ? stackalloc double[classes] : new double[classes];
        for (int k = 0; k < classes; k++) p[k] = probabilities[k];
        if (!OfMembers) TemperatureScaling.Apply(p, Temperature, p);
        for (int k = 0; k < classes; k++) probabilities[k] = (float)p[k];
        return Threshold is { } threshold ? p[1] >= threshold ? 1 : 0 : likeliest;
    }

    /// <param name="least">with fewer rows it is 1</param>
    static double TemperatureOf(OutOfFold rows, bool balanced, int least, CancellationToken cancellation)
    {
        if (rows.Rows < least) return 1;
        int[] labels = rows.Labels;
        double[] weights = rows.RawWeights;
        if (balanced)
        {
            EquatableArray<double> each = ClassBalance.Weights(labels, rows.Classes, weights.Length == 0 ? null : weights);
            weights = [.. labels.Select((label, row) => each[label] * (weights.Length == 0 ? 1 : weights[row]))];
        }
        return TemperatureScaling.Fit(labels, rows.Raw, rows.Classes, weights, cancellation);
    }

    /// <param name="balanced">whether each class counts the same: the mean of each class's</param>
    static double LogLoss(OutOfFold rows, bool balanced) => balanced
        ? rows.Targets.Distinct().Average(label => rows.Where(row => rows.Targets[row] == label).Loss)
        : rows.Loss;

    static double Error(OutOfFold rows) => CalibrationError.Expected(rows.Labels, rows.Raw, rows.Classes, rows.RawWeights);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("rows", Rows);
        json.WriteNumber("temperature", Temperature);
        if (OfMembers) json.WriteBoolean("of_members", true);
        if (Balanced) json.WriteBoolean("balanced", true);
        if (Threshold is { } threshold) json.WriteNumber("threshold", threshold);
        if (ThresholdMetric is { } metric) json.WriteString("threshold_metric", ThresholdMetricName.Of(metric));
        if (ErrorBefore is { } before) json.WriteNumber("error_before", before);
        if (ErrorAfter is { } after) json.WriteNumber("error_after", after);
        if (LogLossBefore is { } lossBefore) json.WriteNumber("log_loss_before", lossBefore);
        if (LogLossAfter is { } lossAfter) json.WriteNumber("log_loss_after", lossAfter);
        if (Rejected is { } rejected) json.WriteNumber("rejected", rejected);
        if (Intervals is not null)
        {
            json.WritePropertyName("intervals");
            Intervals.Write(json);
        }
        json.WriteEndObject();
    }

    internal static ModelCalibration Read(StrictJson json)
    {
        json.OnlyKeys("rows", "temperature", "of_members", "balanced", "threshold", "threshold_metric", "error_before", "error_after",
            "log_loss_before", "log_loss_after", "rejected", "intervals");
        double temperature = json["temperature"].Number();
        if (temperature <= 0) throw json["temperature"].Invalid("must be greater than 0");
        return new()
        {
            Rows = json["rows"].Integer(0, int.MaxValue),
            Temperature = temperature,
            OfMembers = json.Find("of_members")?.Boolean() ?? false,
            Balanced = json.Find("balanced")?.Boolean() ?? false,
            Threshold = json.Find("threshold")?.Number(),
            ThresholdMetric = json.Find("threshold_metric") is { } metric ? ThresholdMetricName.Read(metric) : null,
            ErrorBefore = json.Find("error_before")?.Number(),
            ErrorAfter = json.Find("error_after")?.Number(),
            LogLossBefore = json.Find("log_loss_before")?.Number(),
            LogLossAfter = json.Find("log_loss_after")?.Number(),
            Rejected = json.Find("rejected")?.Number(),
            Intervals = json.Find("intervals") is { } intervals ? PredictionIntervals.Read(intervals) : null,
        };
    }
}
