using System.Text;
using System.Text.Json;
using Myelin.Tabular;

namespace Myelin.Fuzz.Targets;

/// <summary>
/// The description of a table in a model's file, changed and put back under a right digest. An input is that JSON, after a letter that says
/// whose: what loads predicts rows, and is saved again to the same.
/// </summary>
public sealed class TableModelTarget : Target
{
    readonly string _path = Path.Combine(Path.GetTempPath(), $"myelin-fuzz-{Environment.ProcessId}.safetensors");
    readonly Lazy<(string Header, byte[] Data, string Table)[]> _models;
    readonly Table _table = Rows();

    public TableModelTarget() => _models = new(Train);

    public override string Name => "table-model";

    public override int LongestInput => 1 << 16;

    public override IReadOnlyList<string> Words =>
        ["\"encoders\":", "\"classes\":", "\"scaling\":", "\"kind\":", "\"one-hot\"", "\"number\"", "\"words\":", "null", "true", "[]",
            "{}", "\"recipe\":{", "\"schedule\":\"", "warm-up(1, then=", "\"calibration\":", "\"threshold\":"];

    public override IEnumerable<byte[]> Seeds() => _models.Value.Select((model, i) => Bytes($"{(char)('0' + i)}{model.Table}"));

    public override string Try(byte[] input)
    {
        if (input.Length == 0) return "nothing";
        (string header, byte[] data, _) = _models.Value[input[0] % _models.Value.Length];
        File.WriteAllBytes(_path, With(header, data, Text(input[1..])));
        try
        {
            using TabularModel model = TabularModel.Load(_path);
            string outcome = $"loaded {model.Encoder.Columns.Count}";
            foreach (Prediction prediction in model.Predict(_table))
                Demand(prediction.Class is not null || !double.IsNaN(prediction.Value), "A prediction is no number.");
            model.Evaluate(_table);
            model.Save(_path);
            using TabularModel again = TabularModel.Load(_path);
            Demand(model.Predict(_table).Select(Say).SequenceEqual(again.Predict(_table).Select(Say)),
                "What was saved again predicts otherwise.");
            return outcome;
        }
        catch (InvalidFileException e)
        {
            return e.Problem;
        }
        finally
        {
            File.Delete(_path);
        }

        static string Say(Prediction prediction) =>
            FormattableString.Invariant($"{prediction.Class} {prediction.Value:R} {string.Join(' ', prediction.Probabilities ?? [])}");
    }

    static byte[] With(string header, byte[] data, string table)
    {
        using var document = JsonDocument.Parse(header);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name != "__metadata__")
                {
                    property.WriteTo(json);
                    continue;
                }
                json.WriteStartObject(property.Name);
                foreach (JsonProperty text in property.Value.EnumerateObject())
                    json.WriteString(text.Name, text.Name == "table" ? table : text.Value.GetString());
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return Forged.Of(Encoding.UTF8.GetString(bytes.ToArray()), data);
    }

    (string, byte[], string)[] Train()
    {
        TabularOptions fast =
            new() { Epochs = 1, Quality = Quality.Fast, Set = ["hidden=4", "embedding-size=2", "embedding-frequencies=2"] };
        return
        [
            Saved(TabularModel.Train(_table, "word", fast)),
            Saved(TabularModel.Train(_table, "yes", fast with { Threshold = ThresholdMetric.F1 })),
            Saved(TabularModel.Train(_table, "x", fast with { Quality = Quality.Default })),
            Saved(TabularModel.Train(_table, "x", new() { Epochs = 1, Hidden = [new Dense(3)], Scaling = ScalingKind.Robust })),
        ];
    }

    (string, byte[], string) Saved(TabularModel model)
    {
        using (model) model.Save(_path);
        (string header, byte[] data) = Forged.Parts(File.ReadAllBytes(_path));
        using var document = JsonDocument.Parse(header);
        return (header, data, document.RootElement.GetProperty("__metadata__").GetProperty("table").GetString()!);
    }

    static Table Rows()
    {
        int[] rows = [.. Enumerable.Range(0, 60)];
        return Table.Of(
            Column.Of("x", [.. rows.Select(i => i % 17 / 4.0)]), Column.Of("z", [.. rows.Select(i => i % 11 == 0 ? double.NaN : i % 13)]),
            Column.Of("word", [.. rows.Select(i => "abc"[i % 3].ToString())]), Column.Of("town", [.. rows.Select(i => $"t{i % 12}")]),
            Column.Of("yes", [.. rows.Select(i => (bool?)(i % 4 == 0))]),
            Column.Of("day", [.. rows.Select(i => (DateTime?)new DateTime(2026, 1, 1).AddDays(5 * i))]));
    }
}
