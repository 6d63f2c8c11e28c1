using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Myelin.Page.Tests;

/// <summary>CSV in, CSV with the model's predictions out.</summary>
public class FileTests(Chromium chromium, Models models)
{
    [Theory]
    [InlineData("classes", ',', "utf-8")]
    [InlineData("numbers", ';', "utf-8")]
    [InlineData("two", '\t', "utf-16")]
    [InlineData("hostile", '|', "utf-8")]
    public async Task EveryRowHasThePredictionOfTheModel(string name, char delimiter, string encoding)
    {
        (TabularModel model, Table rows, string path) = name switch
        {
            "classes" => models.Classes,
            "two" => models.Two,
            "numbers" => models.Numbers,
            _ => models.Hostiles,
        };
        await using OpenPage open = await OpenPage.Of(chromium, path);
        byte[] csv = [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(
            Csv.Of(rows, model.Inputs, rows.Rows, delimiter))];
        await open.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "rows.csv", MimeType = "text/csv", Buffer = csv });
        string saved = await Saved(open);
        string[][] lines = [.. Lines(saved, delimiter)];
        Assert.Equal(rows.Rows + 1, lines.Length);
        IReadOnlyList<Prediction> expected = model.Predict(rows);
        int at = model.Inputs.Count;
        Assert.Equal($"predicted {model.Target.Column}", lines[0][at]);
        for (int row = 0; row < rows.Rows; row++)
        {
            string[] cells = lines[row + 1];
            if (model.Target.Classes is null)
            {
                Assert.Equal(expected[row].Value, double.Parse(cells[at], CultureInfo.InvariantCulture));
                continue;
            }
            Assert.Equal(expected[row].Class, cells[at]);
            for (int k = 0; k < expected[row].Probabilities.Count; k++)
                Assert.Equal(expected[row].Probabilities[k], float.Parse(cells[at + 1 + k], CultureInfo.InvariantCulture));
        }
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task AFileOfRowsWithErrorsNamesLineAndColumn()
    {
        (TabularModel model, Table rows, string path) = models.Numbers;
        await using OpenPage open = await OpenPage.Of(chromium, path);
        string csv = Csv.Of(rows, [.. model.Inputs, "price"], 4);
        string[] lines = csv.Split('\n');
        lines[2] = "abc," + lines[2][(lines[2].IndexOf(',', StringComparison.Ordinal) + 1)..];
        lines[3] += ",more";
        // a quoted new line, so that the last row stands one line further down
        lines[1] = lines[1].Replace("\"city", "\"a\ncity", StringComparison.Ordinal);
        await open.Page.Locator("details", new() { HasText = "Paste rows" }).First.Locator("summary").ClickAsync();
        await open.Page.Locator("#pasted").FillAsync(string.Join("\n", lines));
        await open.Page.Locator("#predict-pasted").ClickAsync();
        await Assertions.Expect(open.Page.Locator("#file-state")).ToHaveTextAsync("pasted: 2 rows predicted, 2 rows with errors.");
        string[] errors = [.. await open.Page.Locator("#file-errors li").AllTextContentsAsync()];
        Assert.StartsWith("line 4: Column size: \"abc\" is not a number", errors[0], StringComparison.Ordinal);
        Assert.Equal("line 5: has 10 cells. Expected 9, as in line 1.", errors[1]);
        string[][] saved = [.. Lines(await Saved(open), ',')];
        Assert.Equal("predicted price", saved[0][9]);
        Assert.Contains("city: unseen", saved[1][^1], StringComparison.Ordinal);
        Assert.StartsWith("error: Column size", saved[2][^1], StringComparison.Ordinal);
        Assert.Equal("", saved[2][9]);
    }

    [Theory]
    [InlineData("size,rooms\n1,2\n", "line 1: columns income, color, city, member, born, seen are missing. " +
        "The model was trained with them. Found: size, rooms.")]
    [InlineData("", "The text is empty. Expected a line with the names of the columns, then a line for each row.")]
    [InlineData("size,\"rooms\n1,2\n", "line 1: field 2 opens a quote that is never closed.")]
    [InlineData("size,rooms,income,color,city,member,born,seen,size\n", "line 1: column size occurs twice. Expected it once.")]
    public async Task AFileThatCannotBeReadSaysWhy(string csv, string says)
    {
        await using OpenPage open = await OpenPage.Of(chromium, models.Numbers.Path);
        await open.Page.Locator("#file").SetInputFilesAsync(
            new FilePayload { Name = "bad.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await Assertions.Expect(open.Page.Locator("#file-state")).ToHaveTextAsync("bad.csv: " + says);
        Assert.False(await open.Page.Locator("#save").IsVisibleAsync());
    }

    static async Task<string> Saved(OpenPage open)
    {
        IDownload download = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.Locator("#save").ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    // a reader of its own: quotes, delimiters and new lines within them
    static IEnumerable<string[]> Lines(string text, char delimiter)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (c == '"') isQuoted = !isQuoted;
            else if (!isQuoted && (c == delimiter || c == '\n'))
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c != '\n') continue;
                yield return [.. cells];
                cells.Clear();
            }
            else cell.Append(c);
        }
    }
}
