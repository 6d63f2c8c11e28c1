using System.Globalization;
using System.Text.Json;
using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>What an exported file says of its model: for people, for programs that call it, and all that makes the model again.</summary>
static class OnnxMetadata
{
    const string Prefix = "myelin.";

    /// <summary>Keys by which the model is made again; the network of another member is network.7.</summary>
    public const string Network = Prefix + "network", Link = Prefix + "link", Members = Prefix + "members", Table = Prefix + "table",
        Coverage = Prefix + "coverage";

    /// <summary>What a file of a table's model cannot do, in one sentence.</summary>
    public const string Caller =
        "The program that calls the file trims texts and gives a missing cell as NaN or as an empty text; the file neither notes cells " +
        "that are unlike the training rows' nor refuses a prediction that is not finite.";

    /// <summary>A sentence for the reader of the file.</summary>
    public static string Describe(TabularModel model, OnnxOptions options)
    {
        string what = model.Target.Classes is { } classes
            ? $"Predicts which of {classes.Count} classes {model.Target.Column} is"
            : $"Predicts the number {model.Target.Column}";
        string inputs = options.Encoded ? $"from an encoded row of {model.Encoder.Width} numbers"
            : $"from {model.Inputs.Count} columns, each an input [N, 1]: a number or a date (days since 1970-01-01) as double, " +
                "a category or a truth value as text";
        return $"{what} {inputs}. {(options.Encoded ? "" : Caller)}".TrimEnd();
    }

    /// <inheritdoc cref="Describe(TabularModel, OnnxOptions)"/>
    public static string Describe(Model<float> model) =>
        $"The network {ModelFile.Short(model.Network)}: {model.Network.Inputs} numbers to {model.Network.Outputs}.";

    public static IReadOnlyList<KeyValuePair<string, string>> Of(TabularModel model, OnnxOptions options)
    {
        List<KeyValuePair<string, string>> entries = [];
        void Add(string key, string value) => entries.Add(new(Prefix + key, value));
        Add("version", OnnxExport.Version);
        Add("target", model.Target.Column);
        Add("task", model.Target.Classes is null ? "regression" : "classification");
        if (model.Target.Classes is { } classes) Add("classes", JsonText.Write(json => WriteTexts(json, classes.Names)));
        Add("columns", JsonText.Write(json => Write(json, model)));
        Add("missing_words", JsonText.Write(json => WriteTexts(json, model.MissingWords.Order(StringComparer.Ordinal))));
        Add("decimal_sign", model.Format.DecimalSign.ToString());
        Add("calibration", Calibrated(model, options));
        Add("weights_sha256", WeightDigest.Of(model.Members.Select(member => member.Parameters)));
        if (!options.Encoded) Add("caller", Caller);
        if (model.Calibration.Intervals is not null)
            entries.Add(new(Coverage, options.Coverage.ToString("R", CultureInfo.InvariantCulture)));
        Networks(entries, model.Members);
        entries.Add(new(Table, TabularFile.Text(model)));
        return entries;
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Of(Model<float> model)
    {
        List<KeyValuePair<string, string>> entries =
        [
            new(Prefix + "version", OnnxExport.Version), new(Prefix + "weights_sha256", WeightDigest.Of(model.Parameters)),
        ];
        try
        {
            Networks(entries, [model]);
        }
        catch (NotSupportedException)
        {
            // a layer or an activation of your own without a name in files: only the graph has it
        }
        return entries;
    }

    /// <summary>The key of a member's network, where it is not the first's.</summary>
    public static string NetworkOf(int member) => string.Create(CultureInfo.InvariantCulture, $"{Network}.{member}");

    static void Networks(List<KeyValuePair<string, string>> entries, IReadOnlyList<Model<float>> members)
    {
        (string link, string network) = (ActivationNames.Format(members[0].Link), NetworkJson.Write(members[0].Network));
        entries.Add(new(Members, members.Count.ToString(CultureInfo.InvariantCulture)));
        entries.Add(new(Link, link));
        entries.Add(new(Network, network));
        foreach ((int i, Model<float> member) in members.Index())
            if (!member.Network.Equals(members[0].Network)) entries.Add(new(NetworkOf(i), NetworkJson.Write(member.Network)));
    }

    static void Write(Utf8JsonWriter json, TabularModel model)
    {
        json.WriteStartArray();
        foreach (ColumnEncoder column in model.Encoder.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Column);
            json.WriteString("type", ColumnTypeName.Of(column.Type));
            json.WriteString("input", CellNodes.TypeOf(column).Name());
            json.WriteString("missing", column.Categories is null ? "NaN" : CellFeed.Missing(column));
            if (column.Categories is { } words) json.WriteNumber("categories", words.Count);
            if (column.Range is { } range && column.Categories is null) json.WriteString("range", range.Text(column.Type));
            if (model.Format.Notations.GetValueOrDefault(column.Column) is { } notation)
            {
                if (notation.DateFormat is { } date) json.WriteString("date_format", date);
                if (notation.Unit is { } unit) json.WriteString("unit", unit);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteTexts(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static string Calibrated(TabularModel model, OnnxOptions options)
    {
        ModelCalibration found = model.Calibration;
        List<string> parts = [];
        if (model.Target.Classes is { } classes)
        {
            parts.Add(found.Temperature == 1 ? "probabilities are those of the networks"
                : string.Create(CultureInfo.InvariantCulture,
                    $"temperature {found.Temperature} of {(found.OfMembers ? "each network's" : "the mean")} probabilities"));
            if (found.Threshold is { } threshold)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{classes[1]} from a probability of {threshold} on"));
        }
        else
        {
            parts.Add(found.Intervals is { } intervals
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{OnnxNames.Low} and {OnnxNames.High} hold {options.Coverage:P0} of cases, by {intervals.Rows} rows")
                : "no intervals: no rows were held out");
            if (model.Bounds is { } bounds)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"predictions stay between {bounds.Low} and {bounds.High}"));
        }
        return string.Join("; ", parts);
    }
}
