namespace Myelin.Onnx;

/// <summary>How far the predictions of an exported file are from those of its model, on rows that both were given.</summary>
/// <param name="Rows">rows compared</param>
/// <param name="LargestDifference">
/// Of a probability it is |p − q|; of a number |x − y| divided by the larger of |y| and the number that is one unit of the scaled target
/// (for a network without a table 1); y is the model's.
/// </param>
/// <param name="DifferentLabels">
/// classes that differ; where the model's probabilities of the two, or probability and threshold, are within <see cref="Most"/>, either is
/// right
/// </param>
/// <remarks>Ends of an interval are compared with those around the number that the file gave.</remarks>
public sealed record OnnxParity(int Rows, double LargestDifference, int DifferentLabels)
{
    /// <summary>
    /// A file that differs by more is not written, but where the model's own rounding is as large: <see cref="UnsteadyRows"/>.
    /// </summary>
    public const double Most = 1e-6;

    /// <summary>
    /// Rows that differ by more than <see cref="Most"/>, but by no more than twice the rounding error of the model itself: how far its
    /// prediction in float32 is from that in double precision, for this row and for 15 that differ from it in the last bits. Neither of the
    /// two is nearer to the truth there. Their classes are compared where the model's two probabilities, or probability and
    /// threshold, differ by more than twice that rounding error.
    /// </summary>
    public int UnsteadyRows { get; init; }

    /// <summary>Categories of the model that occur in no made row; too many for the rows that were made.</summary>
    public int AbsentCategories { get; init; }

    /// <summary>The same of these rows and others.</summary>
    internal OnnxParity And(OnnxParity other) =>
        new(Rows + other.Rows, Math.Max(LargestDifference, other.LargestDifference), DifferentLabels + other.DifferentLabels)
        {
            AbsentCategories = AbsentCategories + other.AbsentCategories,
            UnsteadyRows = UnsteadyRows + other.UnsteadyRows,
        };
}
