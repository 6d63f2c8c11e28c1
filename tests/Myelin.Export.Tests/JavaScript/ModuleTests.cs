using System.Text.Json;

namespace Myelin.Export.Tests;

/// <summary>The module as a program uses it: what it says of itself, where its weights are, and what it refuses.</summary>
public class ModuleTests
{
    static TabularModel Iris()
    {
        Table table = Table.Of(
            Column.Of("length", [.. Enumerable.Range(0, 60).Select(i => i % 9 + 0.5)]),
            Column.Of("when", [.. Enumerable.Range(0, 60).Select(i => (DateTime?)new DateTime(2024, 1, 1).AddDays(i))]),
            Column.Of("species", [.. Enumerable.Range(0, 60).Select(i => i % 9 < 4 ? "small" : "large")]));
        return TabularModel.Train(table, "species", new() { Quality = Quality.Fast, Set = ["epochs=1", "hidden=8"], Threads = 1 },
            cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void ItSaysWhatItIsAndReadsItsWeightsFromBesideIt()
    {
        using var node = new Node();
        using TabularModel model = Iris();
        var module = JavaScriptModule.Of(model);
        node.Write("index.mjs", module.Text);
        node.Write("model.safetensors", module.Weights);
        using var info = JsonDocument.Parse(node.Run("""
            import { load } from "./index.mjs";
            const model = await load();
            const when = model.predict({ length: 3, when: new Date(Date.UTC(2024, 1, 1)) });
            const text = model.predict({ length: "3", when: "2024-02-01" });
            console.log(JSON.stringify({ ...model.info, same: JSON.stringify(when) === JSON.stringify(text) }));
            """));
        JsonElement root = info.RootElement;
        Assert.Equal("species", root.GetProperty("target").GetString());
        Assert.Equal(["large", "small"], root.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        JsonElement columns = root.GetProperty("columns");
        Assert.Equal(["length", "when"], columns.EnumerateArray().Select(column => column.GetProperty("name").GetString()));
        Assert.Equal([0.5, 8.5], columns[0].GetProperty("range").EnumerateArray().Select(end => end.GetDouble()));
        Assert.Equal((60, 1), (root.GetProperty("rows").GetInt32(), root.GetProperty("networks").GetInt32()));
        Assert.Equal(WeightDigest.Of(model.Model.Parameters), root.GetProperty("digest").GetString());
        Assert.True(root.GetProperty("same").GetBoolean());
    }

    [Fact]
    public void DamageIsNamed()
    {
        using var node = new Node();
        using TabularModel model = Iris();
        var module = JavaScriptModule.Of(model);
        node.Write("index.mjs", module.Text);
        node.Write("model.safetensors", module.Weights);
        string[] lines = node.Run("""
            import { readFileSync } from "node:fs";
            import { load } from "./index.mjs";
            const file = new Uint8Array(readFileSync("model.safetensors"));
            const start = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
            const changed = (at, bits) => { const copy = file.slice(); copy[at] ^= bits; return copy; };
            const said = async bytes => { try { await load(bytes); console.log("loaded"); } catch (error) { console.log(error.message); } };
            await said(file);
            await said(file.subarray(0, 5));
            await said(file.subarray(0, 100));
            await said(file.subarray(0, file.length - 4));
            await said(changed(file.length - 1, 1));
            await said(changed(start, 64));
            await said(changed(8, 1));
            await said(new TextEncoder().encode("<html>not found</html>"));
            let unseen = 0;
            for (let i = 0; i < 200; i++)
              try { await load(changed(start + i * 37 % (file.length - start), 1 << i % 8)); unseen++; } catch { }
            console.log(unseen);
            """).TrimEnd().Split('\n');
        string[] expected =
        [
            "loaded", "The weights cannot be read: a safetensors file has at least 8 bytes, but 5 were found",
            "The weights cannot be read: the header should end at byte ", "The weights cannot be read: the file is cut off: it has ",
            "Tensor ", "Tensor ", "The weights cannot be read: the header is not JSON.",
            "The weights cannot be read: the header should end", "0",
        ];
        Assert.Equal(expected.Length, lines.Length);
        Assert.All(expected.Zip(lines), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Contains("is damaged, or is of another model: its checksum is", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void WrongRowsAreRefused()
    {
        using var node = new Node();
        using TabularModel model = Iris();
        node.Write("model.mjs", JavaScriptModule.Of(model).Whole);
        string[] lines = node.Run("""
            const model = await (await import("./model.mjs")).load();
            const said = work => { try { work(); console.log("nothing"); } catch (error) { console.log(error.message); } };
            said(() => model.predict({ length: 3 }));
            said(() => model.predict({}));
            said(() => model.predict({ length: 3, species: "small" }));
            said(() => model.predict(Object.create({ length: 3, when: null })));
            said(() => model.predict(null));
            said(() => model.predict({ length: Infinity, when: null }));
            said(() => model.predict({ length: [], when: null }));
            said(() => model.predictMany([{ length: 1, when: null }, { length: "x", when: null }]));
            """).TrimEnd().Split('\n');
        Assert.Equal(
        [
            "The row has no column \"when\". The model's columns are \"length\", \"when\". Give null for a missing value.",
            "The row has no columns \"length\", \"when\". The model's columns are \"length\", \"when\". Give null for a missing value.",
            "The row has no column \"when\". The model's columns are \"length\", \"when\". Give null for a missing value.",
            "The row has no columns \"length\", \"when\". The model's columns are \"length\", \"when\". Give null for a missing value.",
            "A row is an object with a value for each column.",
            "Column length: the value is infinite, and must be a finite number or missing",
            "Column length: the value is an object. Give a number, a text, true or false, a Date, or null for a missing value",
            "Row 2: Column length: \"x\" is not a number, as the model was trained on",
        ], lines);
    }

    [Fact]
    public void BothModulesHaveTheSameMemory()
    {
        using TabularModel model = Iris();
        IReadOnlyList<ForwardGraph> members = TabularProgram.Of(model).Members;
        NetworkModule exact = NetworkModule.Of(members, WasmArithmetic.Emulated), fast = NetworkModule.Of(members, WasmArithmetic.Relaxed);
        Assert.Equal((exact.Input, exact.Output, exact.Memory), (fast.Input, fast.Output, fast.Memory));
        Assert.Equal(exact.Weights.Select(Text), fast.Weights.Select(Text));

        static string Text(WeightPlace place) =>
            $"{place.Tensor} {place.Address} {place.Rows} {place.Columns} {string.Join(' ', place.Blocks)}";
    }

    // hostile names cannot leave the script of a page
    [Fact]
    public void NamesAreData()
    {
        const string name = "</script><script>alert(1)</script>\u2028\n*/";
        Table table = Table.Of(Column.Of(name, [.. Enumerable.Range(0, 40).Select(i => (double)i)]),
            Column.Of("y\r\n</script>", [.. Enumerable.Range(0, 40).Select(i => i * 2.0)]));
        using TabularModel model = TabularModel.Train(table, "y\r\n</script>",
            new() { Quality = Quality.Fast, Set = ["epochs=1", "hidden=4"], Threads = 1 },
            cancellation: TestContext.Current.CancellationToken);
        string text = JavaScriptModule.Of(model).Text;
        Assert.DoesNotContain("</script", text, StringComparison.OrdinalIgnoreCase);
        using var node = new Node();
        node.Write("model.mjs", JavaScriptModule.Of(model).Whole);
        Assert.Equal("true", node.Run($$"""
            const model = await (await import("./model.mjs")).load(), name = {{JsonSerializer.Serialize(name)}};
            console.log(model.info.columns[0].name === name && Number.isFinite(model.predict({ [name]: 3 }).value));
            """).Trim());
    }
}
