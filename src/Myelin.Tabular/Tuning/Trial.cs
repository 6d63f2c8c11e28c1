namespace Myelin.Tabular;

/// <summary>Settings that were tried, and how large the loss of each fold was.</summary>
/// <param name="Number">0 for the settings that are there without a search</param>
/// <param name="Losses">of each fold, the smaller the better; empty where it failed</param>
/// <param name="Failure">why it failed</param>
public sealed record Trial(int Number, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<double> Losses,
    string? Failure, double Seconds)
{
    /// <summary>The mean over the folds; +∞ where it failed.</summary>
    public double Loss => Losses.Count == 0 ? double.PositiveInfinity : Losses.Average();

    public override string ToString() =>
        Settings.Count == 0 ? "the defaults" : string.Join(' ', Settings.Select(setting => $"{setting.Key}={setting.Value}"));
}
