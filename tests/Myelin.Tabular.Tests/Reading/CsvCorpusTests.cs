using System.Text.Json;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>Every file of tests/data/csv: taken or refused as its manifest says, with what the message must name.</summary>
public class CsvCorpusTests
{
    public static TheoryData<string> Files => [.. Manifest().Select(entry => entry.GetProperty("file").GetString()!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void HasTheVerdictOfTheManifest(string file)
    {
        JsonElement entry = Manifest().Single(entry => entry.GetProperty("file").GetString() == file);
        string path = TestData.Path(file);
        if (entry.GetProperty("expect").GetString() == "accept") Accepts(path, entry.GetProperty("values"));
        else Rejects(path, entry);
    }

    static void Accepts(string path, JsonElement rows)
    {
        Table table = Table.Read(path);
        Assert.Equal(["x1", "x2", "y"], table.Columns.Select(column => column.Name));
        Assert.Equal(rows.GetArrayLength(), table.Rows);
        for (int row = 0; row < table.Rows; row++)
        {
            Assert.Equal(rows[row][0].GetDouble(), table["x1"].Number(row));
            Assert.Equal(rows[row][1].GetDouble(), table["x2"].Number(row));
            Assert.Equal(rows[row][2].GetString(), table["y"].Text(row));
        }
        using TabularModel model = TabularModel.Train(table, "y", new() { Epochs = 2 });
        Assert.Equal(["a", "b"], model.Target.Classes!.Names);
        Assert.All(model.Predict(table), prediction => Assert.All(prediction.Probabilities, p => Assert.InRange(p, 0f, 1f)));
    }

    static void Rejects(string path, JsonElement entry)
    {
        var error = Assert.Throws<InvalidFileException>(() => new TabularTraining(Table.Read(path), "y"));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        if (entry.TryGetProperty("must_mention", out JsonElement words))
            Assert.All(words.EnumerateArray(), word => Assert.Contains(word.GetString()!, error.Problem, StringComparison.Ordinal));
    }

    static JsonElement.ArrayEnumerator Manifest() => TestData.Json("csv/manifest.json").EnumerateArray();
}
