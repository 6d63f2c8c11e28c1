using System.Text.Json;

namespace Myelin.Fuzz.Targets;

/// <summary>Strict JSON: what it accepts every parser accepts, no name stands twice, and every value can be asked for every type.</summary>
public sealed class JsonTarget : Target
{
    public override string Name => "json";

    public override IReadOnlyList<string> Words =>
        ["{\"a\":", "[[[[", "]]]]", "\\ud800", "\\u0000", "\\udc00", "1e999", "-0", "true", "null", "//", ",\"a\":1", "\"\"", "\uFEFF"];

    public override IEnumerable<byte[]> Seeds() =>
        new[] { "{}", "[1,2.5,-3e2]", """{"a":{"b":[true,false,null,"text"]},"c":1e308}""", """{"\u0061":1}""", """["\ud83d\ude00","ü"]""",
            new string('[', 64) + new string(']', 64) }.Select(Bytes);

    public override string Try(byte[] input)
    {
        string text = Text(input);
        try
        {
            StrictJson json = StrictJson.Parse(text, "f", "json");
            using JsonDocument plain = JsonDocument.Parse(text);
            return $"read {Walk(json, plain.RootElement)}";
        }
        catch (InvalidFileException e)
        {
            return e.Problem;
        }
    }

    static string Walk(StrictJson json, JsonElement plain)
    {
        switch (plain.ValueKind)
        {
            case JsonValueKind.Object:
                string[] names = [.. json.Properties().Select(property => property.Key)];
                Demand(names.Distinct().Count() == names.Length, "A name stands twice.");
                foreach ((string key, StrictJson value) in json.Properties()) Walk(value, plain.GetProperty(key));
                break;
            case JsonValueKind.Array:
                IReadOnlyList<StrictJson> items = json.Items();
                Demand(items.Count == plain.GetArrayLength(), "Items are missing.");
                for (int i = 0; i < items.Count; i++) Walk(items[i], plain[i]);
                break;
            case JsonValueKind.Number:
                Demand(double.IsFinite(json.Number()), "A number is not finite.");
                try
                {
                    Demand(json.Integer(-1000, 1000) == plain.GetInt32(), "A whole number differs.");
                }
                catch (InvalidFileException)
                {
                    Demand(!plain.TryGetInt32(out int whole) || whole is < -1000 or > 1000, "A whole number was refused.");
                }
                break;
            case JsonValueKind.String: json.Text(); break;
            case JsonValueKind.True or JsonValueKind.False: json.Boolean(); break;
        }
        return plain.ValueKind.ToString();
    }
}
