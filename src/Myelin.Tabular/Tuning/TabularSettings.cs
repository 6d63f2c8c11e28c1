using System.Globalization;
using Myelin.Activations;
using Myelin.Files;
using Myelin.Layers;
using Myelin.Text;

namespace Myelin.Tabular;

/// <summary>The settings of a network and its training that a search changes, as key=value. The one place where texts become options.</summary>
public static class TabularSettings
{
    public static SearchSpace Space { get; } = new(
        new Setting("width", new Choice("32", "64", "128", "256")),
        new Setting("depth", new Choice("1", "2", "3")),
        new Setting("activation", new Choice("tanh", "relu", "gelu", "silu", "mish")),
        new Setting("dropout", new Choice("0", "0.1", "0.25")),
        new Setting("learning-rate", new NumberRange(0.0005, 0.02, Logarithmic: true)),
        new Setting("batch", new Choice("32", "64", "128", "256")),
        new Setting("epochs", new NumberRange(20, 200, Logarithmic: true, Whole: true)));

    /// <summary>The options with these settings in place of theirs.</summary>
    /// <exception cref="FormatException">A name is none of them, or a value is not what it should be.</exception>
    public static TabularOptions Apply(TabularOptions options, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(settings);
        string[] known = [.. Space.Settings.Select(setting => setting.Name)];
        foreach (string name in settings.Keys)
            if (!known.Contains(name)) throw new FormatException($"There is no setting {name}.{NearMiss.Hint(name, known)}");
        if (settings.ContainsKey("width") || settings.ContainsKey("depth") || settings.ContainsKey("activation") || settings.ContainsKey("dropout"))
        {
            IActivation activation = ActivationNames.Parse(settings.GetValueOrDefault("activation", "tanh"));
            double dropout = Number(settings, "dropout", "0");
            IEnumerable<Layer> block = dropout > 0
                ? [new Dense((int)Number(settings, "width", "64"), activation), new Dropout(dropout)]
                : [new Dense((int)Number(settings, "width", "64"), activation)];
            options = options with { Hidden = [.. Enumerable.Repeat(block, (int)Number(settings, "depth", "2")).SelectMany(layers => layers)] };
        }
        if (settings.ContainsKey("learning-rate")) options = options with { LearningRate = Number(settings, "learning-rate", "") };
        if (settings.ContainsKey("batch")) options = options with { BatchSize = (int)Number(settings, "batch", "") };
        if (settings.ContainsKey("epochs")) options = options with { Epochs = (int)Number(settings, "epochs", "") };
        return options;
    }

    static double Number(IReadOnlyDictionary<string, string> settings, string name, string otherwise)
    {
        string text = settings.GetValueOrDefault(name, otherwise);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0
            ? number
            : throw new FormatException($"{name} must be a number, but is '{text}'.");
    }
}
