using Myelin.Basis;

namespace Myelin.Tabular;

/// <summary>The settings of a recipe that a search changes, as key=value.</summary>
/// <remarks>About the space of RealMLP's own search (Holzmüller, Grinsztajn, Steinwart 2024, table C.1), around its defaults.</remarks>
public static class TabularSettings
{
    public static SearchSpace Space { get; } = new(
        new Setting("hidden", new Choice("256-256-256", "64-64-64-64-64", "512", "512-512", "128-128")),
        new Setting("activation", new Choice("selu", "mish", "relu", "silu")),
        new Setting("embedding", new Choice("periodic", "periodic-linear", "periodic-linear-relu", "none")),
        new Setting("embedding-deviation", new NumberRange(0.03, 1, Logarithmic: true)),
        new Setting("learning-rate", new NumberRange(0.01, 0.3, Logarithmic: true)),
        new Setting("dropout", new Choice("0", "0.15", "0.3")),
        new Setting("weight-decay", new Choice("0", "0.02", "0.05")),
        new Setting("label-smoothing", new Choice("0", "0.1")));

    /// <summary>The options with these settings of the recipe in place of theirs.</summary>
    /// <exception cref="FormatException">A name is none of those that are searched.</exception>
    public static TabularOptions Apply(TabularOptions options, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(settings);
        string[] known = [.. Space.Settings.Select(setting => setting.Name)];
        foreach (string name in settings.Keys)
            if (!known.Contains(name)) throw new FormatException($"There is no setting {name}.{NearMiss.Hint(name, known)}");
        return options with { Set = [.. options.Set, .. settings.Select(setting => $"{setting.Key}={setting.Value}")] };
    }
}
