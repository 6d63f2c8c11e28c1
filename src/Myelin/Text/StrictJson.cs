using System.Text.Json;

namespace Myelin;

/// <summary>
/// A place in JSON from outside, read by hand and strictly: every error is an <see cref="InvalidFileException"/> that names the place
/// (<c>network.layers[1].units</c>), what was found and what was expected.
/// </summary>
internal readonly struct StrictJson
{
    /// <summary>Levels of objects and arrays: no stack can overflow on the way down.</summary>
    public const int DeepestNesting = 64;

    /// <summary>Characters of a text to be parsed.</summary>
    public const int LongestText = 1 << 24;

    readonly JsonElement _element;
    readonly string _source;

    StrictJson(JsonElement element, string source, string place) => (_element, _source, Place) = (element, source, place);

    /// <summary>Where this stands: <c>network.layers[1]</c>.</summary>
    public string Place { get; }

    /// <param name="source">the file, as its opener named it</param>
    /// <param name="place">what the JSON describes: network</param>
    /// <exception cref="InvalidFileException">The text is not JSON, has a name twice in one object, is too deep or too long.</exception>
    public static StrictJson Parse(string json, string source, string place)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(source);
        if (json.Length > LongestText)
            throw new InvalidFileException(source, $"{place} has {json.Length} characters of JSON; at most {LongestText} are read");
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = DeepestNesting, AllowDuplicateProperties = false };
            using JsonDocument document = JsonDocument.Parse(json, options);
            return new(document.RootElement.Clone(), source, place);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // InvalidOperationException and ArgumentException: half a surrogate pair in a name
            throw new InvalidFileException(source, $"{place} is not valid JSON: {e.Message.TrimEnd('.')}", e);
        }
    }

    /// <summary>The value of a name that must be there.</summary>
    public StrictJson this[string key] => Find(key) ?? throw Invalid($"has no \"{key}\"");

    /// <summary>The value of a name that may be absent.</summary>
    public StrictJson? Find(string key) =>
        Object().TryGetProperty(key, out JsonElement value) ? new(value, _source, $"{Place}.{key}") : null;

    /// <summary>Refuses every other name; the message says which is near.</summary>
    public void OnlyKeys(params ReadOnlySpan<string> known)
    {
        string[] keys = known.ToArray();
        foreach (JsonProperty property in Object().EnumerateObject())
        {
            string name = NameOf(property);
            if (!keys.Contains(name)) throw Invalid($"has the unknown key {Excerpt.Quote(name)}.{NearMiss.Hint(name, keys)}");
        }
    }

    /// <summary>All names and values of an object.</summary>
    public IEnumerable<(string Key, StrictJson Value)> Properties()
    {
        StrictJson place = this;
        return Object().EnumerateObject().Select(property =>
        {
            string name = place.NameOf(property);
            return (name, new StrictJson(property.Value, place._source, $"{place.Place}.{name}"));
        });
    }

    public bool IsText => _element.ValueKind == JsonValueKind.String;

    public bool IsArray => _element.ValueKind == JsonValueKind.Array;

    public IReadOnlyList<StrictJson> Items()
    {
        if (_element.ValueKind != JsonValueKind.Array) throw Invalid($"must be an array, and is {Found()}");
        var items = new StrictJson[_element.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in _element.EnumerateArray()) items[i] = new(item, _source, $"{Place}[{i++}]");
        return items;
    }

    public string Text()
    {
        if (_element.ValueKind != JsonValueKind.String) throw Invalid($"must be a text, and is {Found()}");
        try
        {
            return _element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Invalid("has half a surrogate pair");
        }
    }

    public bool Boolean() => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Invalid($"must be true or false, and is {Found()}"),
    };

    /// <summary>A whole number, written without point and exponent.</summary>
    public int Integer(int least, int most) =>
        _element.ValueKind == JsonValueKind.Number && _element.TryGetInt32(out int number) && number >= least && number <= most
            ? number
            : throw Invalid(FormattableString.Invariant($"must be a whole number from {least} to {most}, and is {Found()}"));

    /// <summary>The same of 64 bits, 0 or more.</summary>
    public long Count() =>
        _element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out long number) && number >= 0
            ? number
            : throw Invalid($"must be a whole number of 0 or more, and is {Found()}");

    /// <summary>A finite number; 1e999 is none.</summary>
    public double Number() =>
        _element.ValueKind == JsonValueKind.Number && _element.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Invalid($"must be a finite number, and is {Found()}");

    /// <summary>The exception that says what is wrong at this place.</summary>
    public InvalidFileException Invalid(string problem, Exception? inner = null) => new(_source, $"{Place} {problem}", inner);

    JsonElement Object() =>
        _element.ValueKind == JsonValueKind.Object ? _element : throw Invalid($"must be an object, and is {Found()}");

    string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Invalid("has a name with half a surrogate pair");
        }
    }

    string Found() => _element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"the text {Excerpt.Quote(Text())}",
        JsonValueKind.Number => _element.GetRawText() is { Length: > 40 } longer ? longer[..40] + "…" : _element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}
