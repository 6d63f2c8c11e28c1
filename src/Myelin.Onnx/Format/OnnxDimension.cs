using System.Globalization;

namespace Myelin.Onnx;

/// <summary>One dimension of an input or output: a length, a letter for any length, or neither.</summary>
readonly record struct OnnxDimension(long? Length, string? Symbol)
{
    public static implicit operator OnnxDimension(long length) => new(length, null);

    public static implicit operator OnnxDimension(string symbol) => new(null, symbol);

    public override string ToString() => Length?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
