namespace Myelin.Onnx;

/// <summary>An input or output of a graph.</summary>
/// <param name="Type"><see cref="OnnxType.Undefined"/> for what is no tensor: a sequence or a map</param>
/// <param name="Shape">null where the file does not say it</param>
sealed record OnnxValue(string Name, OnnxType Type, IReadOnlyList<OnnxDimension>? Shape)
{
    /// <summary>x float [N, 4]</summary>
    public override string ToString()
    {
        string type = Type == OnnxType.Undefined ? "of no tensor type" : Type.Name();
        return Shape is null ? $"{Name} {type}" : $"{Name} {type} [{string.Join(", ", Shape)}]";
    }
}
