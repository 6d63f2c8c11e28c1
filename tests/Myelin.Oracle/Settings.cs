using System.Text.Json;

namespace Myelin.Oracle;

/// <summary>
/// A formula's settings as another library names them. One that nobody asks for is an error: it would be silently ignored.
/// </summary>
/// <param name="what">for messages: loss, optimizer, …</param>
sealed class Settings(JsonElement? element, string what)
{
    readonly HashSet<string> _asked = ["type"];

    public string Type => element?.Text("type") ?? "";

    public JsonElement? Find(string key)
    {
        _asked.Add(key);
        return element is { ValueKind: JsonValueKind.Object } given ? given.Find(key) : null;
    }

    public double Number(string key, double otherwise) => Find(key)?.Number() ?? otherwise;

    public int Whole(string key, int otherwise) => (int)Number(key, otherwise);

    public bool Flag(string key, bool otherwise = false) => Find(key) is { } flag ? flag.Number() != 0 : otherwise;

    public string? Text(string key) => Find(key)?.GetString();

    public double[]? Vector(string key) => Find(key)?.Vector();

    /// <summary>Throws if anything was given that nobody has asked for.</summary>
    public void Done()
    {
        if (element is not { ValueKind: JsonValueKind.Object } given) return;
        foreach (JsonProperty setting in given.EnumerateObject())
            if (setting.Value.ValueKind != JsonValueKind.Null && !_asked.Contains(setting.Name))
                throw new NotSupportedException($"the setting {setting.Name} of {what} {given.Find("type")}");
    }
}
