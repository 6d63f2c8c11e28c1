namespace Myelin.Onnx;

/// <summary>Names of a file's inputs and outputs; where a column has one of them, an underscore follows it.</summary>
static class OnnxNames
{
    public const string Class = "class", Probabilities = "probabilities", Prediction = "prediction", Low = "low", High = "high",
        EncodedRow = "row", Input = "input", Output = "output";

    /// <summary>The tensors of a network's parameters by the blocks' names; underscores follow where an input has the name.</summary>
    /// <param name="prefix">what stands in front of the names</param>
    /// <param name="inputs">of the graph</param>
    public static IReadOnlyDictionary<string, string> Parameters(Network network, string prefix, IEnumerable<string> inputs)
    {
        HashSet<string> taken = [.. inputs];
        Dictionary<string, string> names = [];
        foreach (ParameterBlock block in network.Blocks())
        {
            string name = prefix + block.Name;
            while (!taken.Add(name)) name += "_";
            names.Add(block.Name, name);
        }
        return names;
    }
}
