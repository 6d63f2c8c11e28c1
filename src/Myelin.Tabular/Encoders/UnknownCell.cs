namespace Myelin.Tabular;

/// <summary>
/// A cell that is unlike the training rows' cells of its column: an unseen category, a value outside their range, or missing where none of
/// theirs was.
/// </summary>
/// <param name="Column">the column's name</param>
/// <param name="Text">the cell as text; empty where it is missing</param>
/// <param name="IsFar">outside the training range by more than a tenth of its width: prediction intervals say nothing of such rows</param>
public readonly record struct UnknownCell(string Column, UnknownKind Kind, string Text, bool IsFar = false)
{
    /// <summary>"sex: unseen", "age: above range", "age: far above range", "age: missing"</summary>
    public override string ToString() => $"{Column}: {(IsFar ? "far " : "")}{Kind switch
    {
        UnknownKind.Unseen => "unseen",
        UnknownKind.BelowRange => "below range",
        UnknownKind.Missing => "missing",
        _ => "above range",
    }}";
}
