namespace Myelin.Tabular;

/// <summary>The three runs of an encoded row's columns, in this order: numbers, plain columns, codes.</summary>
/// <param name="Numbers">scaled numbers, each of which a network may embed</param>
/// <param name="Plain">one-hot columns, marks and piecewise-linear codes, which go into the first layer as they are</param>
/// <param name="Codes">of each category of many values, how many codes it has; 0 is the code of missing, unseen and rare values</param>
public sealed record EncodedLayout(int Numbers, int Plain, IReadOnlyList<int> Codes)
{
    /// <summary>Columns of an encoded row.</summary>
    public int Width => Numbers + Plain + Codes.Count;

    public bool Equals(EncodedLayout? other) =>
        other is not null && (Numbers, Plain) == (other.Numbers, other.Plain) && Codes.SequenceEqual(other.Codes);

    public override int GetHashCode() => HashCode.Combine(Numbers, Plain, Codes.Count);

    public override string ToString() => Codes.Count == 0
        ? FormattableString.Invariant($"{Numbers} numbers, {Plain} plain columns")
        : FormattableString.Invariant($"{Numbers} numbers, {Plain} plain columns, codes of {string.Join(", ", Codes)} values");
}
