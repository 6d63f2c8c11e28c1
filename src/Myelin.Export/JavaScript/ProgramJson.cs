using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Myelin.Export;

/// <summary>
/// What the runtime is told of a model, as JSON: where weights go, how cells are read and encoded, and how the answer follows.
/// </summary>
static class ProgramJson
{
    /// <summary>Myelin's version.</summary>
    public static string Version { get; } = typeof(ProgramJson).Assembly.GetName().Version!.ToString(3);

    /// <param name="isBrief">without what only those are told who ask the module itself: histograms, scores</param>
    public static string Of(
        TabularProgram program, NetworkModule networks, WeightFile weights, DoubleFormulas formulas, bool isBrief = false) => Write(json =>
    {
        TabularModel model = program.Model;
        json.WritePropertyName("info");
        InfoJson.Write(json, model, isBrief);
        Write(json, networks, weights, model.Members.Count, model.Network.Outputs);
        ReadingJson.Write(json, model, isBrief);
        WriteColumns(json, program, formulas);
        AnswerJson.Write(json, program, formulas);
    });

    public static string Of(Model<float> model, NetworkModule networks, WeightFile weights) => Write(json =>
    {
        json.WriteStartObject("info");
        json.WriteNumber("inputs", model.Network.Inputs);
        json.WriteNumber("outputs", model.Network.Outputs);
        json.WriteString("version", Version);
        json.WriteString("digest", WeightDigest.Of(model.Parameters));
        json.WriteEndObject();
        Write(json, networks, weights, 1, model.Network.Outputs);
    });

    // everything beyond ASCII and what ends a script in a page is escaped
    static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.ASCII.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    static void Write(Utf8JsonWriter json, NetworkModule networks, WeightFile weights, int members, int width)
    {
        json.WriteStartObject("memory");
        json.WriteNumber("input", networks.Input);
        json.WriteNumber("output", networks.Output);
        json.WriteNumber("width", width);
        json.WriteNumber("networks", members);
        json.WriteEndObject();
        WeightPlace[] places = [.. networks.Weights.Where(place => place.Tensor.Length > 0)];
        string[] names = [.. places.Select(place => place.Tensor).Distinct()];
        json.WriteStartArray("tensors");
        foreach (string name in names)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteNumberValue(weights.Checksums[name].Elements);
            json.WriteNumberValue(weights.Checksums[name].Checksum);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        var numbers = names.Index().ToDictionary(name => name.Item, name => name.Index);
        json.WriteStartArray("weights");
        foreach (WeightPlace place in places)
        {
            json.WriteStartArray();
            foreach (int number in (int[])[numbers[place.Tensor], place.Address, place.Rows, place.Columns]) json.WriteNumberValue(number);
            json.WriteStartArray();
            foreach (int block in Distinct(place.Blocks)) json.WriteNumberValue(block);
            json.WriteEndArray();
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    // without the last widths that only repeat the one before them
    static IEnumerable<int> Distinct(IReadOnlyList<int> blocks)
    {
        int count = blocks.Count;
        while (count > 1 && blocks[count - 1] == blocks[count - 2]) count--;
        return blocks.Take(count);
    }

    static void WriteColumns(Utf8JsonWriter json, TabularProgram program, DoubleFormulas formulas)
    {
        json.WriteStartArray("columns");
        foreach (ColumnEncoder column in program.Model.Encoder.Columns)
        {
            json.WriteStartObject();
            ReadingJson.WriteForm(json, program.Model, column);
            json.WriteStartArray("rules");
            var rules = new RuleJson(json, formulas, column);
            foreach (CellRule rule in program.Rules)
                if (rule.Column == column.Column) rule.Write(rules);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number that JavaScript reads as the same one.</summary>
    public static void WriteFloat(this Utf8JsonWriter json, float number) =>
        json.WriteRawValue(((double)number).ToString("R", CultureInfo.InvariantCulture));

    public static void WriteFloats(this Utf8JsonWriter json, string name, IEnumerable<float> numbers)
    {
        json.WriteStartArray(name);
        foreach (float number in numbers) json.WriteFloat(number);
        json.WriteEndArray();
    }

    public static void WriteDoubles(this Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
