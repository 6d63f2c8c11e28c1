using Myelin.Numerics;

namespace Myelin;

/// <summary>What a safetensors file's header says of one tensor, checked against the file.</summary>
/// <param name="Shape">lengths of the dimensions, the outermost first; empty for a single number</param>
/// <param name="Offset">where its bytes begin, from the beginning of the file's data</param>
/// <param name="Length">its bytes</param>
internal sealed record TensorInfo(string Name, ElementType Type, EquatableArray<long> Shape, long Offset, long Length)
{
    /// <summary>The number of its elements.</summary>
    public long Elements { get; } = Shapes.Elements(Shape);

    public override string ToString() => $"{Excerpt.Quote(Name)} {Type.Name()} {Shapes.Text(Shape)}";
}
