using System.Diagnostics;
using System.Text.Json;
using Myelin.Tabular;

namespace Myelin.Onnx.Tests.Exporting;

/// <summary>Exported files in onnxruntime-web, as a browser runs them; where Node.js finds it (NODE_PATH), else skipped.</summary>
public sealed class BrowserTests : IDisposable
{
    const string Script = """
        const ort = require("onnxruntime-web");
        const fs = require("fs");
        const [, , model, rows] = process.argv;
        (async () => {
          const columns = JSON.parse(fs.readFileSync(rows, "utf8"));
          const session = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
          const feeds = {};
          for (const [name, cells] of Object.entries(columns)) {
            const isText = typeof cells[0] === "string";
            const data = isText ? cells : Float64Array.from(cells, (cell) => (cell === null ? NaN : cell));
            feeds[name] = new ort.Tensor(isText ? "string" : "float64", data, [cells.length, 1]);
          }
          const outputs = await session.run(feeds);
          const found = {};
          for (const name of session.outputNames) {
            const data = Array.from(outputs[name].data, (x) => (Math.abs(x) === Infinity ? `${x}` : x));
            found[name] = { dims: outputs[name].dims, data };
          }
          process.stdout.write(JSON.stringify(found));
        })().catch((error) => { console.error(error); process.exit(1); });
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("myelin-web-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("numbers")]
    [InlineData("ten")]
    public void TheSameIsPredictedInWebAssembly(string task)
    {
        Assert.SkipUnless(Node("-e", "require.resolve('onnxruntime-web')") is { } found && found.ExitCode == 0,
            "Node.js with onnxruntime-web is not here: npm install onnxruntime-web, and set NODE_PATH.");
        using TabularModel model = TabularModel.Train(task == "numbers" ? SampleTable.Numbers : SampleTable.TenClasses, "y",
            new() { Epochs = 4, Set = ["hidden=16"] }, cancellation: TestContext.Current.CancellationToken);
        Compare(model, MadeRows.Of(model, 400, 3));
    }

    void Compare(TabularModel model, Table rows)
    {
        File.WriteAllBytes(At("model.onnx"), OnnxWriter.ToArray(OnnxExport.Of(model, new())));
        File.WriteAllText(At("run.cjs"), Script);
        File.WriteAllText(At("rows.json"), JsonSerializer.Serialize(CellFeed.Of(model, rows).ToDictionary(
            input => input.Key, input => input.Value.Data.Cast<object>().Select(cell => cell is double.NaN ? null : cell))));
        (int exitCode, string output, string errors) = Node(At("run.cjs"), At("model.onnx"), At("rows.json"))!.Value;
        Assert.True(exitCode == 0, errors);
        var outputs = JsonDocument.Parse(output).RootElement.EnumerateObject()
            .ToDictionary(one => one.Name, one => Tensor(one.Name.TrimEnd('_'), one.Value));
        var check = new ParityCheck(rows.Name);
        check.Add(model, rows, outputs, 0.9);
        check.Demand();
    }

    static OnnxTensor Tensor(string name, JsonElement value)
    {
        int[] shape = [.. value.GetProperty("dims").EnumerateArray().Select(length => length.GetInt32())];
        JsonElement[] data = [.. value.GetProperty("data").EnumerateArray()];
        return name switch
        {
            OnnxNames.Class => OnnxTensor.Of(shape, Array.ConvertAll(data, one => one.GetString()!)),
            OnnxNames.Probabilities => OnnxTensor.Of(shape, Array.ConvertAll(data, one => (float)one.GetDouble())),
            _ => OnnxTensor.Of(shape, Array.ConvertAll(data, one => one.ValueKind == JsonValueKind.Number ? one.GetDouble()
                : one.GetString() == "Infinity" ? double.PositiveInfinity : double.NegativeInfinity)),
        };
    }

    string At(string name) => Path.Combine(_folder, name);

    static (int ExitCode, string Output, string Errors)? Node(params string[] arguments)
    {
        try
        {
            using Process node = Process.Start(new ProcessStartInfo("node", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = node.StandardError.ReadToEndAsync();
            string output = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            return (node.ExitCode, output, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
