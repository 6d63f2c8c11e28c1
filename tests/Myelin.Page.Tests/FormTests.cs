using System.Globalization;
using Microsoft.Playwright;

namespace Myelin.Page.Tests;

/// <summary>Each control changes the prediction, to that of the model for the same row.</summary>
public class FormTests(Chromium chromium, Models models)
{
    [Theory]
    [InlineData("classes")]
    [InlineData("two")]
    [InlineData("numbers")]
    public async Task EachControlGivesThePredictionOfTheModel(string name)
    {
        (TabularModel model, _, string path) = name switch { "classes" => models.Classes, "two" => models.Two, _ => models.Numbers };
        await using OpenPage open = await OpenPage.Of(chromium, path);
        Dictionary<string, object?> row = await Defaults(open, model);
        await open.IsPredicted(model, row);

        await Set("size", 9.75, field => field.Locator("input[inputmode]").FillAsync("9.75"));
        await Set("rooms", 6.0, field => field.Locator("input[type=range]").PressAsync("ArrowRight"), isChecked: false);
        await Set("income", null, field => field.Locator("input[type=checkbox]").CheckAsync());
        await Set("color", "blue", field => Choose(field, "blue"));
        await Set("city", "city 3", field => field.Locator("input[type=text]").FillAsync("city 3"));
        await Set("city", "nowhere", field => field.Locator("input[type=text]").FillAsync("nowhere"));
        await Set("member", null, field => field.Locator("input").Nth(2).CheckAsync());
        await Set("member", true, field => field.Locator("input").Nth(0).CheckAsync());
        await Set("born", new DateTime(1991, 2, 3), field => field.Locator("input[type=date]").FillAsync("1991-02-03"));
        await Set("seen", new DateTime(2026, 3, 4, 5, 6, 7), field =>
            field.Locator("input[type=datetime-local]").FillAsync("2026-03-04T05:06:07"));
        await Set("size", 1e6, field => field.Locator("input[inputmode]").FillAsync("1000000"));
        string warnings = (await open.Page.Locator("#warnings").TextContentAsync())!;
        Assert.Contains("size: 1000000 is far above the range", warnings, StringComparison.Ordinal);
        Assert.Contains("“nowhere” is an unseen category", warnings, StringComparison.Ordinal);

        await open.Page.Locator("#reset").ClickAsync();
        await open.IsPredicted(model, await Defaults(open, model));
        Assert.Empty(open.Complaints);
        Assert.Empty(open.Requests);

        async Task Set(string column, object? cell, Func<ILocator, Task> change, bool isChecked = true)
        {
            string before = (await open.Prediction()).ToString();
            await change(open.Field(model.Inputs.ToList().IndexOf(column)));
            Assert.NotEqual(before, (await open.Prediction()).ToString());
            if (isChecked) row[column] = cell;
            else row[column] = double.Parse(await open.Field(model.Inputs.ToList().IndexOf(column)).Locator("input[inputmode]")
                .InputValueAsync(), CultureInfo.InvariantCulture);
            await open.IsPredicted(model, row);
        }
    }

    [Fact]
    public async Task ARandomRowIsOneOfTheRowsGivenAtExport()
    {
        (TabularModel model, Table rows, string path) = models.Classes;
        await using OpenPage open = await OpenPage.Of(chromium, path);
        double[] known = [.. model.Predict(rows).Select(prediction => prediction.Value)];
        for (int i = 0; i < 5; i++)
        {
            await open.Page.Locator("#random").ClickAsync();
            Assert.Contains((await open.Prediction()).GetProperty("value").GetDouble(), known);
        }
    }

    [Fact]
    public async Task ContributionsAreChangesOfThePredictionWithTheCellReplaced()
    {
        (TabularModel model, _, string path) = models.Numbers;
        await using OpenPage open = await OpenPage.Of(chromium, path);
        Dictionary<string, object?> row = await Defaults(open, model);
        double median = (double)row["size"]!;
        await open.Field(0).Locator("input[inputmode]").FillAsync("9.5");
        row["size"] = 9.5;
        ILocator first = open.Page.Locator("#shares li").First;
        await Assertions.Expect(first.Locator(".name").First).ToHaveTextAsync("size");
        double with = model.Predict(row).Value;
        await Expect(with - model.Predict(new Dictionary<string, object?>(row) { ["size"] = median }).Value);
        await open.Page.Locator("#replaced").SelectOptionAsync("missing");
        await Expect(with - model.Predict(new Dictionary<string, object?>(row) { ["size"] = null }).Value);

        async Task Expect(double change) => await Assertions.Expect(open.Page.Locator("#shares li", new() { HasText = "size" })
            .Locator(".share")).ToHaveTextAsync((change > 0 ? "+" : "−") + Math.Abs(change).ToString("G5", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task TheCurveMovesTheCellByKeysAndPointer()
    {
        (TabularModel model, _, string path) = models.Two;
        await using OpenPage open = await OpenPage.Of(chromium, path);
        Dictionary<string, object?> row = await Defaults(open, model);
        ILocator chart = open.Page.Locator("#chart"), cell = open.Field(0).Locator("input[inputmode]");
        await Assertions.Expect(chart.Locator("path.line")).ToHaveCountAsync(1);
        await chart.FocusAsync();
        await chart.PressAsync("End");
        await open.Settle();
        double high = double.Parse(await cell.InputValueAsync(), CultureInfo.InvariantCulture);
        Assert.True(high > 9.9);
        row["size"] = high;
        await open.IsPredicted(model, row);
        await chart.PressAsync("ArrowLeft");
        await open.Settle();
        Assert.True(double.Parse(await cell.InputValueAsync(), CultureInfo.InvariantCulture) < high);
        await chart.ClickAsync(new() { Position = new() { X = 62, Y = 100 } });
        await open.Settle();
        Assert.True(double.Parse(await cell.InputValueAsync(), CultureInfo.InvariantCulture) < 0.3);
        // categories are bars that are buttons
        await open.Page.Locator("#along").SelectOptionAsync("color");
        await open.Page.Locator("#bars button", new() { HasText = "green" }).ClickAsync();
        await Assertions.Expect(open.Field(3).Locator("select")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^green"));
        Assert.Empty(open.Complaints);
    }

    /// <summary>The cells that the form begins with, as the page's fields show them.</summary>
    static async Task<Dictionary<string, object?>> Defaults(OpenPage open, TabularModel model)
    {
        var row = new Dictionary<string, object?>();
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            ILocator field = open.Field(i);
            string column = model.Inputs[i];
            row[column] = column switch
            {
                "color" => (await field.Locator("select").InputValueAsync()).Split(" (")[0],
                "member" => await field.Locator("input").First.IsCheckedAsync(),
                "born" or "seen" => DateTime.Parse(await field.Locator("input").Nth(1).InputValueAsync(), CultureInfo.InvariantCulture),
                "city" => await field.Locator("input[type=text]").InputValueAsync(),
                _ => double.Parse(await field.Locator("input[inputmode]").InputValueAsync(), CultureInfo.InvariantCulture),
            };
        }
        return row;
    }

    static async Task Choose(ILocator field, string word) =>
        await field.Locator("select").SelectOptionAsync((await field.Locator("option").AllTextContentsAsync()).First(text =>
            text.StartsWith(word, StringComparison.Ordinal)));
}
