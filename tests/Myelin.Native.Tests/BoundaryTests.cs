using System.Text;
using System.Text.Json;
using Myelin.Native.Boundary;
using Myelin.Tabular;

namespace Myelin.Native.Tests;

/// <summary>The functions, called as C calls them, by their addresses.</summary>
public sealed unsafe class BoundaryTests : IDisposable
{
    static readonly delegate* unmanaged[Cdecl]<byte*, nint*, Status> s_load = &Exports.Load;
    static readonly delegate* unmanaged[Cdecl]<void*, nuint, nint*, Status> s_loadBytes = &Exports.LoadBytes;
    static readonly delegate* unmanaged[Cdecl]<nint, Status> s_free = &Exports.Free;
    static readonly delegate* unmanaged[Cdecl]<nint, byte**, Status> s_describe = &Exports.Describe;
    static readonly delegate* unmanaged[Cdecl]<nint, byte*, Options*, byte**, Status> s_predictJson = &Exports.PredictJson;
    static readonly delegate* unmanaged[Cdecl]<nint, Options*, Cells*, long, long, Outputs*, Status> s_predictColumns =
        &Exports.PredictColumns;
    static readonly delegate* unmanaged[Cdecl]<nint, byte*, byte**, Status> s_explain = &Exports.Explain;
    static readonly delegate* unmanaged[Cdecl]<byte*, void> s_freeString = &Exports.FreeString;
    static readonly delegate* unmanaged[Cdecl]<byte*> s_error = &Exports.Error;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("myelin-native-");

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public void JsonRowsGiveThePredictionsOfTheLibrary()
    {
        nint model = Load("two");
        Prediction expected = Samples.Model("two").Predict(Values());
        using JsonDocument answer = JsonDocument.Parse(Json(model, $"[{Samples.Row}, {Samples.Row.Replace("12.5", "1000")}]"));
        JsonElement[] rows = [.. answer.RootElement.GetProperty("predictions").EnumerateArray()];
        Assert.Equal("y", answer.RootElement.GetProperty("target").GetString());
        Assert.Equal(expected.Class, rows[0].GetProperty("class").GetString());
        Assert.Equal(expected.Probabilities, rows[0].GetProperty("probabilities").EnumerateObject().Select(p => p.Value.GetSingle()));
        Assert.Empty(rows[0].GetProperty("flags").EnumerateArray());
        Assert.Equal(["size: far above range"], rows[1].GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()));
        Assert.Equal(Status.Ok, s_free(model));
    }

    [Fact]
    public void IntervalsAreThoseOfTheCoverage()
    {
        nint model = Load("number");
        TabularModel trained = Samples.Model("number");
        Prediction expected = trained.Predict(Values());
        Interval interval = trained.Calibration.Intervals!.Of(expected.Value, 0.8);
        using JsonDocument answer = JsonDocument.Parse(Json(model, Samples.Row, 0.8));
        JsonElement row = answer.RootElement.GetProperty("predictions")[0];
        Assert.Equal((expected.Value, interval.Low, interval.High),
            (row.GetProperty("value").GetDouble(), row.GetProperty("low").GetDouble(), row.GetProperty("high").GetDouble()));
        s_free(model);
    }

    [Fact]
    public void TheDescriptionHasWhatARowNeeds()
    {
        nint model = Load("ten");
        byte* text;
        Assert.Equal(Status.Ok, s_describe(model, &text));
        using JsonDocument description = JsonDocument.Parse(Taken(text));
        JsonElement root = description.RootElement;
        Assert.Equal(["size", "color", "on", "word", "day"],
            root.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(["number", "category", "boolean", "category", "date"],
            root.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("type").GetString()));
        Assert.Equal(("y", "classification", 10),
            (root.GetProperty("target").GetString(), root.GetProperty("task").GetString(), root.GetProperty("classes").GetArrayLength()));
        Assert.Contains("grün", root.GetProperty("columns")[1].GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
        s_free(model);
    }

    [Fact]
    public void AnExplanationReplacesOneCellAtATime()
    {
        nint model = Load("number");
        byte* text;
        fixed (byte* row = Utf8(Samples.Row)) Assert.Equal(Status.Ok, s_explain(model, row, &text));
        using JsonDocument answer = JsonDocument.Parse(Taken(text));
        Dictionary<string, object?> values = Values();
        double whole = Samples.Model("number").Predict(values).Value;
        Assert.Equal(whole, answer.RootElement.GetProperty("prediction").GetProperty("value").GetDouble());
        foreach (JsonElement column in answer.RootElement.GetProperty("contributions_by_replacement").EnumerateArray())
        {
            var without = new Dictionary<string, object?>(values) { [column.GetProperty("column").GetString()!] = null };
            double replaced = Samples.Model("number").Predict(without).Value;
            Assert.Equal((replaced, whole - replaced),
                (column.GetProperty("replaced").GetDouble(), column.GetProperty("change").GetDouble()));
        }
        Assert.Equal(5, answer.RootElement.GetProperty("contributions_by_replacement").GetArrayLength());
        s_free(model);
    }

    [Fact]
    public void EachErrorHasAStatusAndASentence()
    {
        nint model, none = 1;
        fixed (byte* path = Utf8("absent.safetensors"))
            Expect(Status.NotFound, "absent.safetensors: there is no such file", s_load(path, &none));
        Assert.Equal(0, none);
        Expect(Status.InvalidArgument, "path is NULL.", s_load(null, &none));
        fixed (byte* path = Utf8("x")) Expect(Status.InvalidArgument, "model is NULL.", s_load(path, null));
        fixed (byte* path = (byte[])[0xff, 0]) Expect(Status.InvalidArgument, "path is not UTF-8.", s_load(path, &none));

        byte[] bytes = File.ReadAllBytes(Saved("number"));
        fixed (byte* whole = bytes)
        {
            Assert.Equal(Status.Ok, s_loadBytes(whole, (nuint)bytes.Length, &model));
            whole[bytes.Length / 2] ^= 1;
            Expect(Status.InvalidModel, "bytes: is damaged: its bytes are not those that were written",
                s_loadBytes(whole, (nuint)bytes.Length, &none));
            Expect(Status.InvalidModel, "bytes: is empty (0 bytes). Was it written to the end, or fetched?", s_loadBytes(whole, 0, &none));
        }
        ExpectOfRow(model, "{", Status.InvalidRow, "rows: not valid JSON");
        ExpectOfRow(model, "[1]", Status.InvalidRow, "row 1: expected an object with a value for each column, found a JSON number");
        ExpectOfRow(model, """{"size": 1, "size": 2}""", Status.InvalidRow, "rows: not valid JSON");
        ExpectOfRow(model, """{"size": 1}""", Status.InvalidRow, "row 1: has no columns \"color\", \"on\", \"word\", \"day\"");
        ExpectOfRow(model, "{}", Status.InvalidRow,
            "row 1: has no columns \"size\", \"color\", \"on\", \"word\", \"day\". It is empty");
        ExpectOfRow(model, $"[{Samples.Row}, {Samples.Row.Replace("12.5", "\"much\"")}]", Status.InvalidRow,
            "row 2, column size: \"much\" is not a number, as the model was trained on");
        ExpectOfRow(model, Samples.Row.Replace("12.5", "1e999"), Status.InvalidRow, "row 1, column size: the value is infinite");
        ExpectOfRow(model, Samples.Row.Replace("12.5", "\"\\ud800\""), Status.InvalidRow, "row 1, column size: not valid JSON");
        ExpectOfRow(model, Samples.Row.Replace("12.5", "[]"), Status.InvalidRow, "row 1, column size: the value is a JSON array");
        byte* text;
        var negative = new Boundary.Options();
        *(double*)&negative = -1;
        fixed (byte* row = Utf8(Samples.Row))
            Expect(Status.InvalidArgument, "The coverage must be between 0 and 1, such as 0.9, or 0 for no intervals.",
                s_predictJson(model, row, &negative, &text));

        Assert.Equal(Status.Ok, s_free(model));
        Expect(Status.InvalidHandle, "The model was freed, or the pointer is no model.", s_free(model));
        ExpectOfRow(model, Samples.Row, Status.InvalidHandle, "The model was freed, or the pointer is no model.");
        Expect(Status.InvalidHandle, "The model was freed, or the pointer is no model.", s_describe(12345, &text));
        Assert.Equal(Status.Ok, s_free(0));
    }

    [Fact]
    public void ColumnsAreCheckedBeforeTheyAreRead()
    {
        nint model = Load("number");
        Outputs outputs = default;
        Cells* columns = stackalloc Cells[5];
        new Span<byte>(columns, 5 * sizeof(Cells)).Clear();
        Expect(Status.InvalidArgument, "The model takes 5 columns, but column_count is 4.",
            s_predictColumns(model, null, columns, 4, 1, &outputs));
        Expect(Status.InvalidArgument, "Column size (columns[0]) must have either numbers or texts; the other is NULL.",
            s_predictColumns(model, null, columns, 5, 1, &outputs));
        Expect(Status.InvalidArgument, "columns is NULL.", s_predictColumns(model, null, null, 5, 1, &outputs));
        Expect(Status.InvalidArgument, "outputs is NULL.", s_predictColumns(model, null, columns, 5, 1, null));
        Expect(Status.InvalidArgument, "rows is negative.", s_predictColumns(model, null, columns, 5, -1, &outputs));
        double low;
        outputs.Low = &low;
        Expect(Status.InvalidArgument, "Intervals need a coverage between 0 and 1 in the options, such as 0.9.",
            s_predictColumns(model, null, columns, 5, 0, &outputs));
        outputs.Low = null;
        Assert.Equal(Status.Ok, s_predictColumns(model, null, columns, 5, 0, &outputs));
        s_free(model);
    }

    // a handle's number is never given twice, also where its place is
    [Fact]
    public void HandlesOfManyModelsStayApart()
    {
        nint[] models = [.. Enumerable.Range(0, 40).Select(_ => Load("number"))];
        Assert.Equal(40, models.Distinct().Count());
        Assert.All(models.Where((_, i) => i % 2 == 0), model => Assert.Equal(Status.Ok, s_free(model)));
        nint[] more = [.. Enumerable.Range(0, 30).Select(_ => Load("two"))];
        Assert.Empty(more.Intersect(models));
        Assert.All(models.Where((_, i) => i % 2 == 0), model => Assert.Equal(Status.InvalidHandle, s_free(model)));
        Assert.All([.. models.Where((_, i) => i % 2 == 1), .. more], model => Assert.Equal(Status.Ok, s_free(model)));
    }

    static Dictionary<string, object?> Values() => new()
    {
        ["size"] = 12.5,
        ["color"] = "grün",
        ["on"] = true,
        ["word"] = "w3",
        ["day"] = "2020-03-01",
    };

    static byte[] Utf8(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    static string Taken(byte* text)
    {
        string copy = Encoding.UTF8.GetString(Text.Bytes(text));
        s_freeString(text);
        return copy;
    }

    static string Error() => Encoding.UTF8.GetString(Text.Bytes(s_error()));

    static void Expect(Status status, string sentence, Status found)
    {
        Assert.Equal((status, sentence), (found, Error()[..Math.Min(sentence.Length, Error().Length)]));
        Assert.DoesNotContain('\n', Error());
    }

    static void ExpectOfRow(nint model, string rows, Status status, string sentence)
    {
        byte* text = (byte*)1;
        fixed (byte* json = Utf8(rows)) Expect(status, sentence, s_predictJson(model, json, null, &text));
        Assert.True(text is null);
    }

    static string Json(nint model, string rows, double coverage = 0)
    {
        byte* text;
        Boundary.Options options = default;
        *(double*)&options = coverage;
        fixed (byte* json = Utf8(rows)) Assert.Equal(Status.Ok, s_predictJson(model, json, &options, &text));
        return Taken(text);
    }

    nint Load(string target)
    {
        nint model;
        fixed (byte* path = Utf8(Saved(target))) Assert.Equal(Status.Ok, s_load(path, &model));
        return model;
    }

    string Saved(string target)
    {
        string path = Path.Combine(_folder.FullName, $"{target}.safetensors");
        if (!File.Exists(path)) Samples.Model(target).Save(path);
        return path;
    }
}
