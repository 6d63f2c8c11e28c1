using System.Globalization;
using Myelin.Basis;

namespace Myelin.Cli;

/// <summary>
/// Layers as the command line writes them: <c>64:relu,dropout(0.2),10</c>. A number is a Dense of so many units, what follows its colon
/// the activation; other layers have names.
/// </summary>
static class LayerList
{
    static readonly string[] s_names = ["batch-norm", "dropout", "layer-norm", "prelu", "residual", "scale"];

    public const string Syntax = "UNITS[:ACTIVATION], or dropout(0.2), batch-norm, layer-norm, prelu, scale, " +
        "residual(…), separated by commas";

    public static IReadOnlyList<Layer> Parse(string text)
    {
        IReadOnlyList<string> items = Split(text);
        return [.. items.Select(Layer)];
    }

    static Layer Layer(string item)
    {
        if (item.Length == 0) throw new FormatException($"There is nothing between two commas. Write {Syntax}.");
        return char.IsAsciiDigit(item[0]) || item[0] == '-' ? Dense(item) : Named(item);
    }

    static Dense Dense(string item)
    {
        string[] parts = item.Split(':', 2);
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int units) || units < 1)
            throw new FormatException($"'{parts[0]}' is no number of units: write {Syntax}.");
        return new Dense(units, parts.Length > 1 ? ActivationNames.Parse(parts[1]) : new Identity());
    }

    static Layer Named(string item)
    {
        int open = item.IndexOf('(', StringComparison.Ordinal);
        string name = (open < 0 ? item : item[..open]).Trim().Replace('_', '-').ToLowerInvariant();
        string inside = open < 0 ? ""
            : item[^1] == ')' ? item[(open + 1)..^1] : throw new FormatException($"'{item}' does not end with ).");
        return name switch
        {
            "dropout" => new Dropout(inside.Length == 0 ? 0.5 : Number(name, inside)),
            "batch-norm" => new BatchNorm(),
            "layer-norm" => new LayerNorm(),
            "prelu" => new PRelu(),
            "scale" => new Scale(),
            "residual" => new Residual([.. Parse(inside)]),
            _ when ActivationNames.All.Contains(name) => new Activation(ActivationNames.Parse(item)),
            _ => throw new FormatException($"There is no layer '{item}'. {Suggestion(name)}"),
        };
    }

    static string Suggestion(string name) =>
        NearMiss.Of(name, s_names.Concat(ActivationNames.All)) is string near ? $"Did you mean {near}?" : $"Write {Syntax}.";

    static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new FormatException($"{name} takes a number, but '{text}' is none.");

    /// <summary>Blocks in blocks, beyond which nobody means it.</summary>
    const int DeepestNesting = 16;

    // at the commas outside brackets
    static List<string> Split(string text)
    {
        var items = new List<string>();
        int depth = 0, start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : ',';
            if (c is '(' or '[' && ++depth > DeepestNesting)
                throw new FormatException($"Brackets are nested more than {DeepestNesting} deep.");
            if (c is ')' or ']') depth--;
            if (c != ',' || depth > 0 && i < text.Length) continue;
            items.Add(text[start..i].Trim());
            start = i + 1;
        }
        return depth == 0 ? items : throw new FormatException($"The brackets of '{text}' do not match.");
    }
}
