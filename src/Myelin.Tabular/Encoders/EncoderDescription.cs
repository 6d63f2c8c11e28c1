using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>Is told what an encoder was fitted to and what its settings are, each by its name, for a model's file.</summary>
/// <remarks>All of its methods throw <see cref="ArgumentException"/> where the encoder's kind has no setting of this name.</remarks>
public sealed class EncoderDescription
{
    readonly Utf8JsonWriter _json;
    readonly EncoderKind _kind;

    internal EncoderDescription(Utf8JsonWriter json, EncoderKind kind) => (_json, _kind) = (json, kind);

    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public void Number(string name, double value) => _json.WriteNumber(Known(name), value);

    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public void Numbers(string name, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _json.WriteStartArray(Known(name));
        foreach (double value in values) _json.WriteNumberValue(value);
        _json.WriteEndArray();
    }

    public void Text(string name, string value) => _json.WriteString(Known(name), Refusal.IfNull(value, nameof(value)));

    public void Texts(string name, IReadOnlyList<string> values) => _json.WriteStrings(Known(name), Refusal.IfNull(values, nameof(values)));

    public void Flag(string name, bool value) => _json.WriteBoolean(Known(name), value);

    string Known(string name) => _kind.Settings.Contains(name) ? name
        : throw Refusal.Argument($"{_kind.Name} has no setting {Cell.Quote(name)}: name it among those of its kind.", nameof(name));
}
