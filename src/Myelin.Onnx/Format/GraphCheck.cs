namespace Myelin.Onnx;

/// <summary>What the format promises of every graph: values are made once, before they are used, by operators of known versions.</summary>
static class GraphCheck
{
    /// <exception cref="InvalidDataException">The model breaks one of these rules; the message names the place.</exception>
    public static void Check(OnnxModel model)
    {
        if (model.IrVersion is < 1 or > OnnxModel.NewestIr)
            throw new InvalidDataException($"is of format version (ir_version) {model.IrVersion}; expected 1 to {OnnxModel.NewestIr}");
        Version("ai.onnx", model.Opset(""), OnnxModel.NewestOpset);
        Version(OnnxModel.Ml, model.Opset(OnnxModel.Ml), OnnxModel.NewestMlOpset);
        OnnxGraph graph = model.Graph;
        var known = new HashSet<string>(graph.Initializers.Keys);
        foreach (OnnxValue input in graph.Inputs)
            if (!known.Add(input.Name)) throw new InvalidDataException($"has two inputs named {Excerpt.Quote(input.Name)}");
        var made = new HashSet<string>(graph.Nodes.SelectMany(node => node.Outputs));
        foreach (OnnxNode node in graph.Nodes) Check(node, known, made);
        if (graph.Outputs.Count == 0) throw new InvalidDataException("has a graph without outputs");
        foreach (OnnxValue output in graph.Outputs)
            if (!known.Contains(output.Name))
                throw new InvalidDataException($"has an output {Excerpt.Quote(output.Name)} that no node makes");
    }

    static void Check(OnnxNode node, HashSet<string> known, HashSet<string> made)
    {
        foreach (string input in node.Inputs)
            if (input.Length > 0 && !known.Contains(input))
                throw new InvalidDataException(made.Contains(input)
                    ? $"{node} uses {Excerpt.Quote(input)} before it is made. " +
                        "Expected nodes in the order in which they run, without a cycle"
                    : $"{node} uses {Excerpt.Quote(input)}, which neither a node, an initializer nor an input of the graph makes");
        foreach (string output in node.Outputs)
            if (output.Length > 0 && !known.Add(output))
                throw new InvalidDataException($"{node} makes {Excerpt.Quote(output)}, which is there already");
    }

    static void Version(string domain, long version, int newest)
    {
        if (version < 0 || version > newest)
            throw new InvalidDataException(
                $"imports version {version} of the operators {domain}; expected 1 to {newest}. " +
                "Export the model with an older opset version");
    }
}
