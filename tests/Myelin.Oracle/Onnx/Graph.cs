using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Oracle.Onnx;

/// <summary>A case of the ONNX backend suite: a graph, and data sets of inputs and expected outputs.</summary>
sealed class Graph(JsonElement file)
{
    readonly JsonElement[] _nodes = [.. file.GetProperty("nodes").EnumerateArray()];

    public string Name => file.Text("name");

    public string Operators => string.Join(" → ", _nodes.Select(node => node.Text("op")));

    /// <summary>The greatest error over all data sets as a multiple of the allowed one, and the outputs that have no counterpart.</summary>
    /// <exception cref="NotExpressible">the library has no such thing</exception>
    public (double Worst, IReadOnlyList<string> Missing) Compare()
    {
        (double worst, SortedSet<string> missing, bool compared) = (0, [], false);
        foreach (JsonElement set in file.GetProperty("data_sets").EnumerateArray())
        {
            Dictionary<string, Tensor> values = Run(set);
            foreach (JsonElement output in set.GetProperty("outputs").EnumerateArray())
            {
                Tensor expected = Tensor.Read(output);
                if (!values.TryGetValue(output.Text("name"), out Tensor? actual))
                {
                    missing.Add(output.Text("name"));
                    continue;
                }
                compared = true;
                if (actual.Data.Length != expected.Data.Length) return (double.PositiveInfinity, [.. missing]);
                for (int i = 0; i < expected.Data.Length; i++) worst = Math.Max(worst, Error(expected, i, actual.Data[i]));
            }
        }
        return (compared ? worst : double.PositiveInfinity, [.. missing]);
    }

    // a few units in the last place of sums of products, in float32
    static double Error(Tensor expected, int i, double actual)
    {
        double e = expected.Data[i];
        if (e.Equals(actual)) return 0;
        double error = Math.Abs(actual - e) / (expected.Type == "DOUBLE" ? 1e-14 + 1e-12 * Math.Abs(e) : 1e-6 + 2e-6 * Math.Abs(e));
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    Dictionary<string, Tensor> Run(JsonElement set)
    {
        Dictionary<string, Tensor> values = [];
        foreach (JsonElement tensor in file.GetProperty("initializers").EnumerateArray().Concat(set.GetProperty("inputs").EnumerateArray()))
            values[tensor.Text("name")] = Tensor.Read(tensor);
        if (values.Values.FirstOrDefault(tensor => tensor.Type is not ("FLOAT" or "DOUBLE" or "INT64" or "INT32" or "BOOL")) is { } strange)
            throw new NotExpressible($"numbers of type {strange.Type}");
        if (Operators == "Constant → Exp → Mul → Sub") return Poisson(values);

        // a matrix that is known beforehand may be written to a layer in any layout
        HashSet<string> constants = [.. file.GetProperty("initializers").EnumerateArray().Select(tensor => tensor.Text("name"))];
        foreach (JsonElement node in _nodes)
        {
            string[] inputs = [.. node.GetProperty("inputs").EnumerateArray().Select(name => name.GetString()!)];
            string[] outputs = [.. node.GetProperty("outputs").EnumerateArray().Select(name => name.GetString()!)];
            Tensor?[] given = [.. inputs.Select(values.GetValueOrDefault)];
            Tensor[] made;
            if (node.Text("op") == "Constant") made = [Tensor.Read(node.GetProperty("attributes").GetProperty("value"))];
            else if (node.Text("op") == "Transpose" && constants.Contains(inputs[0]) && given[0]!.Rank == 2)
                made = [given[0]!.Transposed()];
            else made = OperatorTable.Run(new(node.Text("op"), node.GetProperty("attributes"), given, outputs.Length, Version(node)));
            for (int i = 0; i < made.Length; i++) values[outputs[i]] = made[i];
        }
        return values;
    }

    // e^x − t·x: the graph is a loss, and the library has it whole. Its targets are no counts, which a training would refuse
    Dictionary<string, Tensor> Poisson(Dictionary<string, Tensor> values)
    {
        Tensor x = values[_nodes[1].GetProperty("inputs")[0].GetString()!];
        Tensor target = Tensor.Read(_nodes[0].GetProperty("attributes").GetProperty("value"));
        var loss = new PoissonNegativeLogLikelihood(LogInput: true);
        values[_nodes[3].GetProperty("outputs")[0].GetString()!] = x.With([.. x.Data.Zip(target.Data, (prediction, y) =>
            (double)loss.Evaluate(new Scalar<float>((float)prediction), new Scalar<float>((float)y), out _).Value)]);
        return values;
    }

    int Version(JsonElement node)
    {
        string domain = node.Find("domain")?.GetString() is { Length: > 0 } named ? named : "ai.onnx";
        return (int)file.GetProperty("opset").Number(domain, 0);
    }
}
