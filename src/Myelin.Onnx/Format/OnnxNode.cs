namespace Myelin.Onnx;

/// <summary>One operator of a graph.</summary>
/// <param name="Operator">its type: Gemm</param>
/// <param name="Inputs">names of values; "" for an optional one that is left out</param>
/// <param name="Outputs">names of values; "" for one that is not needed</param>
sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    public string Name { get; init; } = "";

    /// <summary>"" for the standard operators, ai.onnx.</summary>
    public string Domain { get; init; } = "";

    /// <summary>
    /// By name: long, float, string, <see cref="OnnxTensor"/>, or an array of one of them; <see cref="OnnxSubgraph"/> for what is skipped.
    /// </summary>
    public IReadOnlyDictionary<string, object> Attributes { get; init; } = new Dictionary<string, object>();

    /// <summary>"node fc1 (Gemm)", as errors name it; without a name by what it makes.</summary>
    public override string ToString()
    {
        string type = Domain.Length == 0 ? Operator : $"{Domain}.{Operator}";
        return Name.Length > 0
            ? $"node {Excerpt.Quote(Name)} ({type})"
            : $"node {type} that makes {Excerpt.Quote(Outputs.FirstOrDefault("nothing"))}";
    }
}
