using System.Runtime.InteropServices;
using Myelin.Comparison.Protocol;

namespace Myelin.Comparison.Onnx;

/// <summary>A network as ONNX: for each layer Gemm and its activation, and softmax where there are classes.</summary>
/// <remarks>The numbers of the fields are those of onnx.proto (ONNX 1.8, IR version 7, operator set 13).</remarks>
public static class OnnxModel
{
    const int Float = 1;

    public static byte[] Of(Problem problem, ReadOnlySpan<float> numbers)
    {
        Message graph = new Message().Text(2, "network");
        string value = "x";
        int last = problem.Widths.Length - 1;
        for (int l = 1; l <= last; l++)
        {
            (int inputs, int outputs) = (problem.Widths[l - 1], problem.Widths[l]);
            graph.Child(5, Tensor($"w{l}", numbers[..(inputs * outputs)], inputs, outputs));
            graph.Child(5, Tensor($"b{l}", numbers.Slice(inputs * outputs, outputs), outputs));
            numbers = numbers[((inputs + 1) * outputs)..];
            string activation = problem.IsSigmoid ? "Sigmoid" : l < last ? "Relu" : problem.IsClassification ? "Softmax" : "Identity";
            graph.Child(1, Node("Gemm", $"z{l}", value, $"w{l}", $"b{l}"));
            graph.Child(1, Node(activation, value = l == last ? "y" : $"a{l}", $"z{l}"));
        }
        graph.Child(11, Matrix("x", problem.Inputs)).Child(12, Matrix("y", problem.Outputs));
        return new Message().Number(1, 7).Child(7, graph).Child(8, new Message().Text(1, "").Number(2, 13)).ToArray();
    }

    static Message Node(string operation, string output, params ReadOnlySpan<string> inputs)
    {
        var node = new Message();
        foreach (string input in inputs) node.Text(1, input);
        return node.Text(2, output).Text(4, operation);
    }

    static Message Tensor(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        var tensor = new Message();
        foreach (int size in shape) tensor.Number(1, size);
        return tensor.Number(2, Float).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values));
    }

    // any number of rows
    static Message Matrix(string name, int columns)
    {
        Message shape = new Message().Child(1, new Message().Text(2, "rows")).Child(1, new Message().Number(1, columns));
        return new Message().Text(1, name).Child(2, new Message().Child(1, new Message().Number(1, Float).Child(2, shape)));
    }
}
