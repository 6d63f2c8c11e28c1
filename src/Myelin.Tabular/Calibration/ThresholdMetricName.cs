namespace Myelin.Tabular;

/// <summary>What a decision threshold is chosen for, by name.</summary>
static class ThresholdMetricName
{
    public static string Of(ThresholdMetric metric) => metric.ToString().ToLowerInvariant();

    public static ThresholdMetric Read(StrictJson json)
    {
        foreach (ThresholdMetric metric in Enum.GetValues<ThresholdMetric>())
            if (metric.ToString().Equals(json.Text(), StringComparison.OrdinalIgnoreCase)) return metric;
        throw json.Invalid($"must be {string.Join(", ", Enum.GetValues<ThresholdMetric>().Select(Of))}");
    }
}
