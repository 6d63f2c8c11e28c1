namespace Myelin.Onnx;

/// <summary>Operators in the order in which they run, and the constants that they use.</summary>
/// <param name="Inputs">what a caller gives; initializers that the file repeats among its inputs are left out</param>
sealed record OnnxGraph(
    string Name, IReadOnlyList<OnnxNode> Nodes, IReadOnlyDictionary<string, OnnxTensor> Initializers,
    IReadOnlyList<OnnxValue> Inputs, IReadOnlyList<OnnxValue> Outputs);
