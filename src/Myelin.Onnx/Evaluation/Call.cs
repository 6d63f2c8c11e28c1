namespace Myelin.Onnx;

/// <summary>An operator of a graph with its inputs at hand.</summary>
/// <param name="Inputs">null where an optional input is left out</param>
/// <param name="Version">of the operator set: operators have changed their meaning</param>
sealed record Call(OnnxNode Node, IReadOnlyList<OnnxTensor?> Inputs, long Version)
{
    public OnnxTensor X => Input(0);

    /// <summary>An input that the operator needs.</summary>
    public OnnxTensor Input(int index) => Optional(index) ?? throw Invalid($"input {index} is missing");

    public OnnxTensor? Optional(int index) => index < Inputs.Count ? Inputs[index] : null;

    public bool Has(string attribute) => Node.Attributes.ContainsKey(attribute);

    /// <summary>An attribute that is a number.</summary>
    public double Number(string attribute, double otherwise) => Find(attribute) switch
    {
        null => otherwise,
        float value => value,
        long value => value,
        _ => throw Wrong(attribute, "a number"),
    };

    /// <summary>An attribute that is a whole number.</summary>
    public long Long(string attribute, long otherwise) => Find(attribute) switch
    {
        null => otherwise,
        long value => value,
        _ => throw Wrong(attribute, "a whole number"),
    };

    /// <summary>The same of an axis, a count or a flag.</summary>
    public int Whole(string attribute, int otherwise) => (int)Math.Clamp(Long(attribute, otherwise), int.MinValue, int.MaxValue);

    public bool Flag(string attribute, bool otherwise = false) => Whole(attribute, otherwise ? 1 : 0) != 0;

    public string Text(string attribute, string otherwise) => Find(attribute) switch
    {
        null => otherwise,
        string value => value,
        _ => throw Wrong(attribute, "a text"),
    };

    /// <summary>An attribute that is a list of <typeparamref name="T"/>: float, long or string; null where there is none.</summary>
    public T[]? List<T>(string attribute) => Find(attribute) switch
    {
        null => null,
        T[] values => values,
        _ => throw Wrong(attribute, "a list"),
    };

    public OnnxTensor? Tensor(string attribute) => Find(attribute) as OnnxTensor;

    /// <summary>Whole numbers that are an attribute in earlier versions of an operator, and an input in later ones.</summary>
    public int[]? Wholes(string attribute, int input) => List<long>(attribute) is { } values ? Narrow(values)
        : Optional(input) is { } tensor ? Narrow(Numbers.Wholes(tensor))
        : null;

    /// <summary>0 … rank − 1, of an axis that may count from the end.</summary>
    public int Axis(int axis, int rank)
    {
        int place = axis < 0 ? axis + rank : axis;
        return place >= 0 && (place < rank || rank == 0 && place == 0) ? place : throw Invalid($"axis {axis} is not one of {rank}");
    }

    public InvalidDataException Invalid(string problem) => new($"{Node}: {problem}");

    public NotSupportedException Unsupported(string what) => new($"{Node}: {what}");

    object? Find(string attribute) => Node.Attributes.GetValueOrDefault(attribute);

    InvalidDataException Wrong(string attribute, string expected) => Invalid($"attribute {attribute} is not {expected}");

    // ends of slices may be the largest int64
    static int[] Narrow(long[] values) => Array.ConvertAll(values, value => (int)Math.Clamp(value, int.MinValue, int.MaxValue));
}
