using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Myelin.Page.Tests.Chromium))]

namespace Myelin.Page.Tests;

/// <summary>The system's Chromium for all tests; where there is none, they are skipped and say so. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    static readonly string? s_path = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"])
        .FirstOrDefault(File.Exists);

    const int Patience = 30_000;

    IPlaywright? _playwright;
    IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (s_path is null) return;
        _playwright = await Playwright.CreateAsync();
        // a machine may have much else to do
        Assertions.SetDefaultExpectTimeout(Patience);
        // tests may run as root, where Chromium has no sandbox
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = s_path, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    /// <summary>A window of its own, without network.</summary>
    public async Task<IPage> NewPageAsync(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium to open the page with.");
        IBrowserContext context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Offline = true,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
