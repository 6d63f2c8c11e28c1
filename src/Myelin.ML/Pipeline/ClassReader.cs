namespace Myelin.ML;

/// <summary>Reads a label of several classes as words.</summary>
abstract class ClassReader : CellReader
{
    /// <param name="names">the model's classes</param>
    public abstract LabelClasses Classes(IReadOnlyList<string> names);
}
