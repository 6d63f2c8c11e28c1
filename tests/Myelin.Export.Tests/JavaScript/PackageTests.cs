using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Myelin.Export.Tests;

/// <summary>A package for npm: its example runs whatever columns are called, and its license does not take the model.</summary>
public class PackageTests
{
    static readonly string[] s_hostile =
        ["__proto__", "constructor", "toString", "a`b", "</script>", "\"quoted\"", "back\\slash", "line\nend", "${x}", "a\u2028b", "naïve"];

    static TabularModel Train(IEnumerable<string> names, string target)
    {
        Column[] columns =
        [
            .. names.Select((name, c) => Column.Of(name, [.. Enumerable.Range(0, 40).Select(i => (double)(i * (c + 3) % 17))])),
        ];
        return TabularModel.Train(Table.Of([.. columns, Column.Of(target, [.. Enumerable.Range(0, 40).Select(i => i * 2.0)])]), target,
            new() { Quality = Quality.Fast, Set = ["epochs=1", "hidden=4"], Threads = 1 },
            cancellation: TestContext.Current.CancellationToken);
    }

    static Dictionary<string, string> Files(TabularModel model, string name)
    {
        using var stream = new MemoryStream();
        NpmPackage.Write(stream, JavaScriptModule.Of(model), name);
        stream.Position = 0;
        using var tar = new TarReader(new GZipStream(stream, CompressionMode.Decompress));
        Dictionary<string, string> files = [];
        while (tar.GetNextEntry(copyData: true) is { } entry)
            files[entry.Name["package/".Length..]] = new StreamReader(entry.DataStream!, Encoding.Latin1).ReadToEnd();
        return files;
    }

    [Theory, InlineData(0), InlineData(60)]
    public void TheExampleOfTheReadmeRuns(int more)
    {
        using var node = new Node();
        using TabularModel model = Train([.. s_hostile, .. Enumerable.Range(0, more).Select(i => $"column {i}")], "y");
        Directory.CreateDirectory(Path.Combine(node.Folder, "node_modules", "hostile"));
        foreach ((string name, string text) in Files(model, "hostile"))
            node.Write(Path.Combine("node_modules", "hostile", name), Encoding.Latin1.GetBytes(text));
        string readme = File.ReadAllText(Path.Combine(node.Folder, "node_modules", "hostile", "README.md"));
        string example = readme.Split("```js\n")[1].Split("\n```\n")[0];
        Assert.Contains("value:", node.Run(example), StringComparison.Ordinal);
        // and it gives every column
        string given = example.Split("model.predict(")[1].Split("));\n")[0].TrimEnd(')', ';');
        if (more == 0) Assert.Equal("true", node.Run($$"""
            const model = await (await import("hostile")).load();
            console.log(Object.keys({{given}}).length === model.info.columns.length);
            """).Trim());
    }

    [Fact]
    public void ColumnsThatObjectsInheritAreRefusedWhereTheyAreMissing()
    {
        using var node = new Node();
        using TabularModel model = Train(["__proto__", "constructor", "x"], "y");
        node.Write("model.mjs", JavaScriptModule.Of(model).Whole);
        Assert.StartsWith("The row has no columns \"__proto__\", \"constructor\". The model's columns are ", node.Run("""
            const model = await (await import("./model.mjs")).load();
            try { console.log(model.predict({ x: 1 })); } catch (error) { console.log(error.message); }
            """), StringComparison.Ordinal);
    }

    [Fact]
    public void TheModelIsTheExporters()
    {
        using TabularModel model = Train(["x"], "y < 1");
        Dictionary<string, string> files = Files(model, "m");
        using var manifest = JsonDocument.Parse(files["package.json"]);
        Assert.Equal("SEE LICENSE IN LICENSE", manifest.RootElement.GetProperty("license").GetString());
        Assert.StartsWith("Predicts y < 1. Written by Myelin", manifest.RootElement.GetProperty("description").GetString(),
            StringComparison.Ordinal);
        Assert.Contains("These are the exporter's, who decides on their license.", files["LICENSE"], StringComparison.Ordinal);
        Assert.Contains("MIT License\n\nCopyright (c)", files["LICENSE"], StringComparison.Ordinal);
        Assert.Contains("The model, its weights and its names are the exporter's", files["README.md"], StringComparison.Ordinal);
        Assert.Contains("Predicts y \\< 1.", files["README.md"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fs", "fs-model"), InlineData("node_modules", "node_modules-model"), InlineData("HTTP", "http-model")]
    [InlineData("iris", "iris"), InlineData("--", "model"), InlineData("a b", "a-b")]
    public void ReservedNamesAreNotTaken(string file, string name) => Assert.Equal(name, NpmPackage.Name($"{file}.tgz"));
}
