using System.Text.Json;

namespace Myelin.Oracle.Onnx;

/// <summary>One operator of a graph with its inputs at hand.</summary>
/// <param name="Inputs">null where an optional input is left out</param>
/// <param name="Outputs">how many outputs are asked for</param>
/// <param name="Version">of the operator set; a few operators changed their meaning</param>
sealed record Node(string Operator, JsonElement Attributes, Tensor?[] Inputs, int Outputs, int Version)
{
    public Tensor X => Inputs[0]!;

    public Tensor? Input(int index) => index < Inputs.Length ? Inputs[index] : null;

    public double Number(string key, double otherwise) => Attributes.Number(key, otherwise);

    public int Whole(string key, int otherwise) => (int)Attributes.Number(key, otherwise);

    public string? Text(string key) => Attributes.Find(key)?.GetString();
}
