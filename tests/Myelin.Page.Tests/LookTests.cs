using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Myelin.Page.Tests;

/// <summary>The page is accessible, fits a phone, trusts no name, and needs no network.</summary>
public class LookTests(Chromium chromium, Models models)
{
    string PathOf(string name) => name switch
    {
        "classes" => models.Classes.Path,
        "numbers" => models.Numbers.Path,
        "two" => models.Two.Path,
        _ => models.Hostiles.Path,
    };

    [Theory]
    [InlineData("classes", ColorScheme.Light, 1280)]
    [InlineData("numbers", ColorScheme.Dark, 1280)]
    [InlineData("two", ColorScheme.Dark, 375)]
    [InlineData("hostile", ColorScheme.Light, 375)]
    public async Task AxeFindsNothing(string name, ColorScheme scheme, int width)
    {
        await using OpenPage open = await OpenPage.Of(chromium, PathOf(name), width, scheme);
        // with everything that may be open, and with warnings
        await open.Field(0).Locator("input[inputmode]").FillAsync("1e9");
        await open.Page.Locator("details").EvaluateAllAsync<int>("all => all.map(details => { details.open = true; }).length");
        await Paste(open, name);
        await Assertions.Expect(open.Page.Locator("#preview")).ToBeVisibleAsync();
        foreach (int column in (int[])[0, 3])
        {
            await open.Page.Locator("#along").SelectOptionAsync(new SelectOptionValue { Index = column });
            await open.Settle();
            var found = await open.Page.RunAxe();
            Assert.Empty(found.Violations.Select(violation =>
                $"{violation.Id}: {violation.Help} {string.Join(' ', violation.Nodes.Select(node => node.Html))}"));
        }
        Assert.Empty(open.Complaints);
    }

    [Theory]
    [InlineData("classes")]
    [InlineData("numbers")]
    [InlineData("hostile")]
    public async Task APhoneNeedsNoScrollingToTheSide(string name)
    {
        await using OpenPage open = await OpenPage.Of(chromium, PathOf(name), 375);
        await open.Page.Locator("details").EvaluateAllAsync<int>("all => all.map(details => { details.open = true; }).length");
        await Paste(open, name);
        await Assertions.Expect(open.Page.Locator("#preview")).ToBeVisibleAsync();
        Assert.Empty(await open.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('body *:not(.wide *, .unseen, .skip)')]" +
            ".filter(e => e.getBoundingClientRect().right > 375).map(e => e.outerHTML.slice(0, 200))"));
        Assert.Equal(375, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        // the prediction stays in view
        Assert.True(await open.Page.Locator(".summary").IsVisibleAsync());
        Assert.Equal("0px", await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).marginLeft"));
    }

    [Fact]
    public async Task NamesAreTextWhateverTheyHold()
    {
        (TabularModel model, _, string path) = models.Hostiles;
        await using OpenPage open = await OpenPage.Of(chromium, path);
        Assert.True(await open.Page.EvaluateAsync<bool>("() => window.hacked === undefined && " +
            "!document.querySelector('main img, main b, main script')"));
        string text = await open.Page.Locator("main").InnerTextAsync();
        foreach (string name in model.Inputs.Where(name => !name.Contains('\u202E'))) Assert.Contains(name, text, StringComparison.Ordinal);
        // what turns direction is written out
        Assert.Contains("\\u202eevil", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", text, StringComparison.Ordinal);
        for (int i = 1; i < model.Inputs.Count; i++)
        {
            await open.Field(i).Locator("select").SelectOptionAsync(new SelectOptionValue { Index = 2 });
            await open.Page.Locator("#along").SelectOptionAsync(new SelectOptionValue { Index = i });
            await open.Settle();
        }
        var cells = new Dictionary<string, object?>();
        for (int i = 0; i < model.Inputs.Count; i++)
            cells[model.Inputs[i]] = i == 0
                ? double.Parse(await open.Field(0).Locator("input[inputmode]").InputValueAsync(), CultureInfo.InvariantCulture)
                : model.Encoder.Columns[i] is OneHotEncoder encoder ? encoder.Words[2]
                : throw new InvalidOperationException(model.Inputs[i]);
        await open.IsPredicted(model, cells);
        Assert.Empty(open.Complaints);
        Assert.Empty(open.Requests);
    }

    [Fact]
    public async Task TheKeyboardReachesEverything()
    {
        await using OpenPage open = await OpenPage.Of(chromium, models.Classes.Path);
        await Assertions.Expect(open.Page.Locator("#chart svg")).ToBeVisibleAsync();
        var reached = new HashSet<string>();
        for (int i = 0; i < 120; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            reached.Add(await open.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        }
        string[] expected = await open.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll(" +
            "'button, select, input:not([type=radio]), textarea, [role=slider], a[href]')]" +
            ".filter(e => e.checkVisibility() && e.id).map(e => e.id)");
        Assert.True(expected.Length > 20);
        Assert.Empty(expected.Except(reached));
        // what has the focus shows it
        await open.Page.Locator("#reset").FocusAsync();
        await open.Page.Keyboard.PressAsync("Shift+Tab");
        Assert.Equal("3px", await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineWidth"));
    }

    [Theory]
    [InlineData("classes")]
    [InlineData("numbers")]
    public void ThePageIsOneSmallFileWithAStrictPolicy(string name)
    {
        string page = File.ReadAllText(PathOf(name));
        int start = page.IndexOf("id=\"model\">", StringComparison.Ordinal), end = page.IndexOf('<', start);
        Assert.InRange(page.Length - (end - start), 1, 150_000);
        Assert.DoesNotContain("unsafe-inline", page, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-eval'", page, StringComparison.Ordinal);
        // what the page holds elsewhere is not held twice
        Assert.DoesNotContain("\"histogram\":", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"scores\":{", page, StringComparison.Ordinal);
        Assert.Contains("connect-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal)
            .Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(ModelPage.Mark, page[..4096], StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWhoseTemperatureIsOneIsUncalibrated()
    {
        // as where temperature scaling was tried, and did not help
        string file = Path.GetTempFileName();
        models.Classes.Model.Save(file);
        using var model = TabularModel.Load(file);
        typeof(TabularModel).GetProperty(nameof(TabularModel.Calibration))!.SetValue(model, model.Calibration with { Temperature = 1 });
        Assert.NotEqual(ModelCalibration.None, model.Calibration);
        ModelPage.Save(model, file);
        string page = File.ReadAllText(file);
        File.Delete(file);
        Assert.Contains("<dt>Probabilities</dt><dd>uncalibrated</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("temperature scaling", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSecurityPolicyAllowsNoOtherScriptAndNoConnection()
    {
        await using OpenPage open = await OpenPage.Of(chromium, models.Classes.Path);
        Assert.True(await open.Page.EvaluateAsync<bool>("""
            async () => {
              const script = document.createElement("script");
              script.textContent = "window.hacked = 1";
              document.body.append(script);
              const refused = await fetch("data:text/plain,x").then(() => false, () => true);
              return refused && window.hacked === undefined;
            }
            """));
        Assert.Contains(open.Complaints, text => text.Contains("connect-src 'none'", StringComparison.Ordinal));
        Assert.Contains(open.Complaints, text => text.Contains("script-src 'sha256-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithReducedMotionNothingMoves()
    {
        await using OpenPage open = await OpenPage.Of(chromium, models.Classes.Path);
        Assert.Equal("0s", await open.Page.EvaluateAsync<string>(
            "() => getComputedStyle(document.querySelector('.fill')).transitionDuration"));
    }

    async Task Paste(OpenPage open, string name)
    {
        (TabularModel model, Table rows, _) = name switch
        {
            "classes" => models.Classes,
            "numbers" => models.Numbers,
            "two" => models.Two,
            _ => models.Hostiles,
        };
        await open.Page.Locator("#pasted").FillAsync(Csv.Of(rows, model.Inputs, 3));
        await open.Page.Locator("#predict-pasted").ClickAsync();
    }
}
