using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Myelin.Page.Tests;

/// <summary>A field of numbers reads its text as the model reads a cell; it refuses what is no number, and nothing is predicted.</summary>
public class NumberFieldTests(Chromium chromium, Models models)
{
    [Theory]
    [InlineData("62,5")]
    [InlineData("1,234")]
    [InlineData("-")]
    [InlineData("1e999")]
    [InlineData("9.5.1")]
    [InlineData("9 km")]
    [InlineData("Infinity")]
    [InlineData("0x10")]
    public async Task ATextThatIsNoNumberIsRefusedAtItsField(string text)
    {
        (TabularModel model, _, string path) = models.Classes;
        await using OpenPage open = await OpenPage.Of(chromium, path);
        ILocator field = Number(open, 0), income = Number(open, 2);
        Assert.Equal("false", await field.GetAttributeAsync("aria-invalid"));
        await field.FillAsync(text);
        await open.Settle();
        Assert.Equal("true", await field.GetAttributeAsync("aria-invalid"));
        Assert.Equal(text, await field.InputValueAsync());
        string described = await field.EvaluateAsync<string>(
            "input => input.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join(' ')");
        Assert.Contains($"“{text}” is not a number. Enter a number with a decimal point, such as ", described, StringComparison.Ordinal);
        await IsNotPredicted(open, "Not a number: size. ");

        // another column may change meanwhile
        await income.FillAsync("x");
        await IsNotPredicted(open, "Not a number: size, income. ");
        await income.FillAsync("12");
        await IsNotPredicted(open, "Not a number: size. ");
        await field.FillAsync("9.5");
        await IsAgainPredicted(open, field, 9.5, model);

        // the slider and Reset replace the text
        await field.FillAsync(text);
        await open.Field(0).Locator("input[type=range]").PressAsync("ArrowRight");
        await open.Prediction();
        Assert.Equal("false", await field.GetAttributeAsync("aria-invalid"));
        await field.FillAsync(text);
        await open.Page.Locator("#reset").ClickAsync();
        await open.Prediction();
        Assert.Equal("false", await field.GetAttributeAsync("aria-invalid"));
        Assert.NotEqual(text, await field.InputValueAsync());
        Assert.Empty(open.Complaints);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("NA")]
    public async Task AnEmptyFieldIsAMissingValue(string text)
    {
        (TabularModel model, _, string path) = models.Classes;
        await using OpenPage open = await OpenPage.Of(chromium, path);
        await Number(open, 0).FillAsync(text);
        await open.Settle();
        Assert.True(await open.Field(0).Locator("input[type=checkbox]").IsCheckedAsync());
        await IsAgainPredicted(open, Number(open, 0), null, model);
    }

    [Fact]
    public async Task AnIncompleteDateIsRefusedAtItsField()
    {
        (TabularModel model, _, string path) = models.Classes;
        await using OpenPage open = await OpenPage.Of(chromium, path);
        ILocator date = open.Field(model.Inputs.ToList().IndexOf("born")).Locator("input[type=date]");
        string before = await date.InputValueAsync();
        await date.FocusAsync();
        await open.Page.Keyboard.PressAsync("Delete");
        await IsNotPredicted(open, "Not a date: born. ");
        Assert.Equal("true", await date.GetAttributeAsync("aria-invalid"));
        await date.FillAsync(before);
        await open.Prediction();
        Assert.Equal("false", await date.GetAttributeAsync("aria-invalid"));
    }

    [Fact]
    public async Task AFieldHasTheNotationOfItsColumn()
    {
        var csv = new StringBuilder("size;length;price;share;score\n");
        for (int i = 0; i < 80; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{i / 4},{25 * (i % 4)};{i + 3},5 km;{1 + i}.{100 + i};{i},5%;{3 * i},5\n");
        var reading = new TableOptions
        {
            DecimalSign = ',',
            Thousands = '.',
            Notations = new Dictionary<string, Notation> { ["length"] = new() { Unit = "km" }, ["share"] = new() { Unit = "%" } },
        };
        (TabularModel model, string path) = await Trained(csv.ToString(), reading, "score");
        await using OpenPage open = await OpenPage.Of(chromium, path);
        Assert.Matches(@"^\d+(,\d+)?$", await Number(open, 0).InputValueAsync());
        Assert.Contains("0 to 19,75", await open.Field(0).Locator(".hint").TextContentAsync(), StringComparison.Ordinal);
        var expected = new Dictionary<string, object?>();
        for (int i = 0; i < 4; i++) await Number(open, i).FillAsync("1");
        foreach (string column in model.Inputs) expected[column] = 1.0;
        foreach ((int column, string text, double cell) in ((int, string, double)[])
            [(0, "6,25", 6.25), (0, "+1e1", 10), (1, "7,5 km", 7.5), (1, "8", 8), (2, "12.345", 12345), (2, "1234", 1234),
                (3, "62,5%", 62.5)])
        {
            await Number(open, column).FillAsync(text);
            expected[model.Inputs[column]] = cell;
            await open.IsPredicted(model, expected);
        }
        foreach ((int column, string text) in ((int, string)[])[(0, "6.25"), (0, "6,2,5"), (1, "7 mi"), (2, "12.34"), (2, "12,345.6")])
        {
            await Number(open, column).FillAsync(text);
            await open.Settle();
            Assert.Equal("true", await Number(open, column).GetAttributeAsync("aria-invalid"));
            Assert.Contains("a decimal comma", await open.Field(column).Locator(".problem").TextContentAsync(), StringComparison.Ordinal);
        }
        await open.Page.Locator("#reset").ClickAsync();
        await open.Prediction();
        Assert.Empty(open.Complaints);
        model.Dispose();
        File.Delete(path);
    }

    [Fact]
    public async Task AFieldShowsNoNoiseOfLastDigits()
    {
        // the median is the mean of these two, as doubles -0.009000000000000001
        var csv = new StringBuilder("size,kind\n");
        for (int i = 0; i < 80; i++) csv.Append(i % 2 == 0 ? "-0.008," : "-0.01,").Append(i % 3 == 0 ? "a" : "b").Append('\n');
        (TabularModel model, string path) = await Trained(csv.ToString(), new(), "kind");
        await using OpenPage open = await OpenPage.Of(chromium, path);
        Assert.Equal("-0.009", await Number(open, 0).InputValueAsync());
        await open.IsPredicted(model, new Dictionary<string, object?> { ["size"] = -0.009 });
        model.Dispose();
        File.Delete(path);
    }

    static ILocator Number(OpenPage open, int column) => open.Field(column).Locator("input[inputmode]");

    static async Task IsNotPredicted(OpenPage open, string why)
    {
        await open.Settle();
        Assert.Null(await open.Page.Locator("#answer").GetAttributeAsync("data-prediction"));
        foreach (string part in (string[])["#answer .headline", "#shares", "#shares-say", "#chart", "#bars", "#curve-values", "#warnings"])
            Assert.False(await open.Page.Locator(part).First.IsVisibleAsync(), part);
        await Assertions.Expect(open.Page.Locator(".instead:visible")).ToHaveTextAsync([why, why, why]);
        await Assertions.Expect(open.Page.Locator("#short")).ToHaveTextAsync("no prediction");
        // politely, after a moment
        await Assertions.Expect(open.Page.Locator("#spoken[aria-live=polite]")).ToHaveTextAsync($"No prediction. {why}");
    }

    static async Task IsAgainPredicted(OpenPage open, ILocator field, double? cell, TabularModel model)
    {
        Assert.NotEqual(0, (await open.Prediction()).GetProperty("value").GetDouble());
        Assert.Equal("false", await field.GetAttributeAsync("aria-invalid"));
        Assert.Equal(cell is null, await open.Field(0).Locator("input[type=checkbox]").IsCheckedAsync());
        Assert.Equal(0, await open.Page.Locator(".instead:visible").CountAsync());
        foreach (string part in (string[])["#answer .headline", "#shares", "#chart"])
            await Assertions.Expect(open.Page.Locator(part).First).ToBeVisibleAsync();
        Assert.Equal("", await open.Field(0).Locator(".problem").TextContentAsync());
        await Assertions.Expect(open.Page.Locator("#spoken")).ToContainTextAsync("Prediction: ");
        Assert.Equal(model.Inputs.Count, await open.Page.Locator(".field").CountAsync());
    }

    static async Task<(TabularModel, string)> Trained(string csv, TableOptions reading, string target)
    {
        string file = Path.GetTempFileName(), path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".html");
        await File.WriteAllTextAsync(file, csv, TestContext.Current.CancellationToken);
        TabularModel model = TabularModel.Train(Table.Read(file, reading), target, new() { Set = ["hidden=6-5"], Epochs = 4 },
            cancellation: TestContext.Current.CancellationToken);
        ModelPage.Save(model, path);
        File.Delete(file);
        return (model, path);
    }
}
