using System.Text.Json;
using Microsoft.Playwright;

namespace Myelin.Page.Tests;

/// <summary>An exported page, opened from a file, and what it complained about.</summary>
sealed class OpenPage : IAsyncDisposable
{
    readonly List<string> _requests = [];

    OpenPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Errors of scripts and of the security policy.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>What was asked for beside the page itself.</summary>
    public IEnumerable<string> Requests => _requests.Skip(1);

    public static async Task<OpenPage> Of(Chromium chromium, string path, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var open = new OpenPage(await chromium.NewPageAsync(width, 900, scheme));
        open.Page.Console += (_, message) => { if (message.Type is "error" or "warning") open.Complaints.Add(message.Text); };
        open.Page.PageError += (_, error) => open.Complaints.Add(error);
        open.Page.Request += (_, request) => open._requests.Add(request.Url);
        await open.Page.GotoAsync(new Uri(path).AbsoluteUri);
        await open.Page.Locator("html[data-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await open.Settle();
        return open;
    }

    /// <summary>The field of a column.</summary>
    public ILocator Field(int column) => Page.Locator($".field[data-index='{column}']");

    /// <summary>Waits until the row that is shown is the row that was predicted.</summary>
    public Task Settle() => Page.EvaluateAsync("() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))");

    /// <summary>The prediction that the page shows, to the last bit.</summary>
    public async Task<JsonElement> Prediction()
    {
        await Settle();
        return JsonElement.Parse((await Page.Locator("#answer").GetAttributeAsync("data-prediction"))!);
    }

    public async Task IsPredicted(TabularModel model, IReadOnlyDictionary<string, object?> row)
    {
        JsonElement found = await Prediction();
        Prediction expected = model.Predict(row);
        Assert.Equal(expected.Value, found.GetProperty("value").GetDouble());
        if (expected.Class is not null)
        {
            Assert.Equal(expected.Class, found.GetProperty("class").GetString());
            Assert.Equal(expected.Probabilities.Select(p => (double)p),
                found.GetProperty("probabilities").EnumerateArray().Select(p => p.GetDouble()));
        }
        else if (model.Calibration.Intervals?.Of(expected.Value, 0.9) is { } interval)
            Assert.Equal((interval.Low, interval.High), (found.GetProperty("low").GetDouble(), found.GetProperty("high").GetDouble()));
        Assert.Equal(expected.UnknownCells.Select(cell => cell.Column),
            found.GetProperty("unknown").EnumerateArray().Select(cell => cell.GetProperty("column").GetString()));
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
