using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Playwright;

namespace Myelin.Page.Tests;

/// <summary>Pages of models that keep no histograms, and of models of files with decimal commas.</summary>
public class OtherModelTests(Chromium chromium)
{
    [Theory]
    [InlineData("classes", false)]
    [InlineData("numbers", true)]
    public async Task AModelOfAnEarlierVersionHasAPage(string name, bool hasRows)
    {
        string data = Path.Combine(Path.GetDirectoryName(Here())!, "../data/models"), path = TemporaryPage();
        using (TabularModel model = TabularModel.Load(Path.Combine(data, $"v1/{name}.safetensors")))
        {
            Table rows = Table.Read(Path.Combine(data, "rows.csv"), model.Reading());
            ModelPage.Save(model, path, hasRows ? rows : null);
            await using OpenPage open = await OpenPage.Of(chromium, path);
            // histograms of the rows that were given
            Assert.Equal(hasRows, await open.Page.Locator("svg.bars").CountAsync() > 0);
            Assert.Equal(hasRows, await open.Page.Locator("#random").IsVisibleAsync());
            Assert.DoesNotContain("undefined", await open.Page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", await open.Page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
            await open.Page.Locator("#along").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await open.Prediction();
            Assert.Empty(open.Complaints);
        }
        File.Delete(path);
    }

    [Fact]
    public async Task NumbersWithDecimalCommasAreReadAndWritten()
    {
        var csv = new StringBuilder("size;price\n");
        for (int i = 0; i < 80; i++) csv.Append(i / 4).Append(',').Append(25 * (i % 4)).Append(';').Append(3 * i).Append(",5\n");
        string file = Path.GetTempFileName(), path = TemporaryPage();
        await File.WriteAllTextAsync(file, csv.ToString(), TestContext.Current.CancellationToken);
        Table table = Table.Read(file, new() { DecimalSign = ',' });
        using TabularModel model = TabularModel.Train(table, "price", new() { Set = ["hidden=6-5"], Epochs = 4 },
            cancellation: TestContext.Current.CancellationToken);
        ModelPage.Save(model, path);
        await using OpenPage open = await OpenPage.Of(chromium, path);
        await open.Page.Locator("#file").SetInputFilesAsync(file);
        IDownload download = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.Locator("#save").ClickAsync());
        Table saved = Table.Read(await download.PathAsync(), new() { DecimalSign = ',' });
        Assert.Equal(model.Predict(table).Select(prediction => prediction.Value),
            Enumerable.Range(0, 80).Select(row => saved["predicted price"].Number(row)));
        File.Delete(file);
        File.Delete(path);
    }

    static string TemporaryPage() => Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".html");

    static string Here([CallerFilePath] string path = "") => path;
}
