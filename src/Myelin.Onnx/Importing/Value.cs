namespace Myelin.Onnx;

/// <summary>What is known of a value of the graph that is imported.</summary>
abstract record Value
{
    /// <summary>A constant. Shapes are constants too, with −1 for the number of rows.</summary>
    public sealed record Known(OnnxTensor Tensor) : Value;

    /// <summary>Rows that follow from the network's input.</summary>
    /// <param name="Start">the layers that were read</param>
    /// <param name="Composition">what is applied to their output and is no layer yet</param>
    /// <param name="Tail">the lengths of the axes behind the rows' one; their product is the number of columns</param>
    public sealed record Rows(Chain Start, Composition Composition, int[] Tail) : Value
    {
        public int Width => (int)OnnxTensor.CountOf(Tail);
    }

    /// <summary>What is no layer, and why; an output of the graph that is not needed may be such.</summary>
    public sealed record Unread(string Reason) : Value;
}
