using System.Text.Json;

namespace Myelin.Onnx.Tests.Evaluation;

/// <summary>A model with data sets of inputs and expected outputs, as JSON: the form of the cases of ONNX's backend suite.</summary>
sealed class CaseFile(JsonElement file)
{
    /// <summary>The greatest error of all data sets, as a multiple of the allowed one.</summary>
    /// <exception cref="NotSupportedException">The evaluator refuses the graph.</exception>
    public double Worst()
    {
        double worst = 0;
        var evaluator = new OnnxEvaluator(Model());
        foreach (JsonElement set in file.GetProperty("data_sets").EnumerateArray())
        {
            Dictionary<string, OnnxTensor> inputs = Tensors(set.GetProperty("inputs"));
            IReadOnlyDictionary<string, OnnxTensor> outputs = evaluator.Run(inputs);
            foreach ((string name, OnnxTensor expected) in Tensors(set.GetProperty("outputs")))
                worst = Math.Max(worst, Comparison.Error(expected, outputs[name]));
        }
        return worst;
    }

    OnnxModel Model() => new(new OnnxGraph(
        "case", [.. file.GetProperty("nodes").EnumerateArray().Select(Node)], Tensors(file.GetProperty("initializers")),
        [.. Names("graph_inputs").Select(Value)], [.. Names("graph_outputs").Select(Value)]))
    {
        Opsets = file.GetProperty("opset").EnumerateObject()
            .ToDictionary(opset => opset.Name == "ai.onnx" ? "" : opset.Name, opset => opset.Value.GetInt64()),
    };

    IEnumerable<string> Names(string key)
    {
        HashSet<string> initialized = [.. Tensors(file.GetProperty("initializers")).Keys];
        return file.GetProperty(key).EnumerateArray().Select(name => name.GetString()!).Where(name => !initialized.Contains(name));
    }

    static OnnxValue Value(string name) => new(name, OnnxType.Undefined, null);

    static OnnxNode Node(JsonElement node) => new(node.GetProperty("op").GetString()!, Texts(node, "inputs"), Texts(node, "outputs"))
    {
        Domain = node.TryGetProperty("domain", out JsonElement domain) ? domain.GetString()! : "",
        Attributes = node.GetProperty("attributes").EnumerateObject().ToDictionary(one => one.Name, one => Attribute(one.Value)),
    };

    // a number without a point is a whole one
    static object Attribute(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => IsWhole(value) ? (object)value.GetInt64() : value.GetSingle(),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object => Tensor(value),
        JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.String =>
            value.EnumerateArray().Select(one => one.GetString()!).ToArray(),
        JsonValueKind.Array when value.EnumerateArray().All(IsWhole) => value.EnumerateArray().Select(one => one.GetInt64()).ToArray(),
        JsonValueKind.Array => value.EnumerateArray().Select(one => one.GetSingle()).ToArray(),
        _ => throw new NotSupportedException($"an attribute {value.GetRawText()}"),
    };

    static bool IsWhole(JsonElement number) => number.GetRawText().AsSpan().IndexOfAny(".eE") < 0;

    static string[] Texts(JsonElement node, string key) => [.. node.GetProperty(key).EnumerateArray().Select(name => name.GetString()!)];

    static Dictionary<string, OnnxTensor> Tensors(JsonElement list) =>
        list.EnumerateArray().ToDictionary(tensor => tensor.GetProperty("name").GetString()!, Tensor);

    static OnnxTensor Tensor(JsonElement tensor)
    {
        int[] shape = [.. tensor.GetProperty("dims").EnumerateArray().Select(length => length.GetInt32())];
        JsonElement data = tensor.GetProperty("data");
        return tensor.GetProperty("dtype").GetString() switch
        {
            "FLOAT" => OnnxTensor.Of(shape, Flat(data, one => (float)Number(one))),
            "DOUBLE" => OnnxTensor.Of(shape, Flat(data, Number)),
            "FLOAT16" => OnnxTensor.Of(shape, Flat(data, one => (Half)Number(one))),
            "INT64" => OnnxTensor.Of(shape, Flat(data, one => one.GetInt64())),
            "INT32" => OnnxTensor.Of(shape, Flat(data, one => one.GetInt32())),
            "STRING" => OnnxTensor.Of(shape, Flat(data, one => one.GetString()!)),
            "BOOL" => OnnxTensor.Of(shape, Flat(data,
                one => one.ValueKind == JsonValueKind.Number ? one.GetInt32() != 0 : one.GetBoolean())),
            string other => throw new NotSupportedException($"tensors of type {other}"),
            null => throw new NotSupportedException("a tensor of no type"),
        };
    }

    static double Number(JsonElement number) => number.ValueKind == JsonValueKind.String
        ? number.GetString() switch
        {
            "NaN" or "nan" => double.NaN,
            "inf" or "Infinity" => double.PositiveInfinity,
            "-inf" or "-Infinity" => double.NegativeInfinity,
            string other => double.Parse(other, System.Globalization.CultureInfo.InvariantCulture),
            null => double.NaN,
        }
        : number.GetDouble();

    static T[] Flat<T>(JsonElement data, Func<JsonElement, T> read) => data.ValueKind == JsonValueKind.Array
        ? [.. data.EnumerateArray().SelectMany(one => Flat(one, read))]
        : [read(data)];
}
