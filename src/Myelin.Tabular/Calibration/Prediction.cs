using System.Globalization;
using System.Text;

namespace Myelin.Tabular;

/// <summary>The prediction for one row. Two predictions are equal where all their bits are.</summary>
/// <param name="Class">the predicted class; null in regression</param>
/// <param name="Probabilities">of the model's classes, in their order; empty in regression</param>
/// <param name="Value">the number, in the target's unit; in classification the probability of <paramref name="Class"/></param>
public sealed record Prediction(string? Class, IReadOnlyList<float> Probabilities, double Value)
{
    /// <summary>The row's cells that are unlike the training rows': unseen categories, and values outside the training range.</summary>
    public IReadOnlyList<UnknownCell> UnknownCells { get; init; } = [];

    /// <summary>The names of the columns of <see cref="UnknownCells"/>.</summary>
    public IReadOnlyList<string> Unknown => UnknownCells.Count == 0 ? [] : [.. UnknownCells.Select(cell => cell.Column)];

    /// <summary>
    /// Whether <see cref="Value"/> was limited to the range of the training rows' targets (<see cref="TabularModel.Bounds"/>).
    /// </summary>
    public bool IsClamped { get; init; }

    public bool Equals(Prediction? other) =>
        other is not null && Class == other.Class && SameBits(Value, other.Value) && IsClamped == other.IsClamped
        && Probabilities.Count == other.Probabilities.Count &&
        Probabilities.Zip(other.Probabilities).All(pair => SameBits(pair.First, pair.Second))
        && UnknownCells.SequenceEqual(other.UnknownCells);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Class);
        hash.Add(BitConverter.DoubleToInt64Bits(Value));
        foreach (float p in Probabilities) hash.Add(BitConverter.SingleToInt32Bits(p));
        return hash.ToHashCode();
    }

    /// <summary>A number, or a class and the probability of each: "no (0.75, 0.25)".</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Class ?? ExactNumber.Text(Value));
        // as float32, which they are: the shortest text of these bits
        if (Probabilities.Count > 0)
            text.Append(" (").AppendJoin(", ", Probabilities.Select(p => p.ToString("R", CultureInfo.InvariantCulture))).Append(')');
        if (UnknownCells.Count > 0) text.Append("; ").AppendJoin("; ", UnknownCells);
        return IsClamped ? text.Append("; clamped").ToString() : text.ToString();
    }

    static bool SameBits(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);
}
