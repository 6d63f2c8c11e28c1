using System.Globalization;

namespace Myelin.Files;

/// <summary>A formula with its settings as text: <c>relu</c>, <c>leakyRelu(negativeSlope=0.2)</c>, <c>hardTanh(low=-1, high=1)</c>.</summary>
/// <param name="Settings">in the order written</param>
public sealed record Notation(string Name, params IReadOnlyList<Setting> Settings)
{
    const int Longest = 200;

    /// <exception cref="FormatException">The text is not of the form name(setting=number, …); the message shows it.</exception>
    public static Notation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(');
        if (text.Length > Longest || open >= 0 && !trimmed.EndsWith(')')) throw Malformed(text);
        string name = Word(open < 0 ? trimmed : trimmed[..open], text);
        if (open < 0) return new(name);
        string inside = trimmed[(open + 1)..^1];
        var settings = new List<Setting>();
        foreach (string part in inside.Trim().Length == 0 ? [] : inside.Split(','))
        {
            int equals = part.IndexOf('=');
            if (equals < 0) throw Malformed(text);
            string key = Word(part[..equals], text), value = part[(equals + 1)..].Trim();
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ||
                !double.IsFinite(number) || value.Contains('\0'))
                throw new FormatException($"{Excerpt.Quote(text)}: {key} must be a finite number, and is {Excerpt.Quote(value)}.");
            if (settings.Any(setting => setting.Name == key)) throw new FormatException($"{Excerpt.Quote(text)}: {key} stands twice.");
            settings.Add(new(key, number));
        }
        return new(name, settings);
    }

    /// <summary>The values of all the settings that a formula knows, those not written at their defaults.</summary>
    /// <exception cref="FormatException">A setting is written that the formula does not know.</exception>
    public double[] Values(params ReadOnlySpan<Setting> known)
    {
        Setting[] settings = known.ToArray();
        foreach (Setting written in Settings)
        {
            int at = Array.FindIndex(settings, setting => setting.Name == written.Name);
            if (at < 0)
                throw new FormatException($"{Name} has no setting {Excerpt.Quote(written.Name)}." +
                    (settings.Length == 0 ? $" Write {Name} alone." : NearMiss.Hint(written.Name, settings.Select(setting => setting.Name))));
            settings[at] = written;
        }
        return [.. settings.Select(setting => setting.Value)];
    }

    public bool Equals(Notation? other) => other is not null && Name == other.Name && Settings.SequenceEqual(other.Settings);

    public override int GetHashCode() => Settings.Aggregate(Name.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    public override string ToString() => Settings.Count == 0 ? Name : $"{Name}({string.Join(", ", Settings)})";

    static string Word(string text, string whole)
    {
        string word = text.Trim();
        return word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? word : throw Malformed(whole);
    }

    static FormatException Malformed(string text) =>
        new($"{Excerpt.Quote(text)} is not a formula's name. Expected relu, or a name with settings, as leakyRelu(negativeSlope=0.2).");
}
