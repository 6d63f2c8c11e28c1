namespace Myelin.Explain;

/// <summary>A block's gradient beside the numeric one.</summary>
/// <param name="Numeric">(L(θ + h) − L(θ − h)) / 2h</param>
public sealed record MeasuredGradient(string Name, double[,] Analytic, double[,] Numeric)
{
    /// <summary>Elements at corners, whose numeric gradient is the mean of two slopes.</summary>
    public IReadOnlyList<Corner> Corners { get; init; } = [];

    /// <summary>|analytic − numeric| / max(1, |analytic|, |numeric|); NaN where one is not a number.</summary>
    public static double Difference(double analytic, double numeric) =>
        Math.Abs(analytic - numeric) / Math.Max(1, Math.Max(Math.Abs(analytic), Math.Abs(numeric)));

    /// <summary>The element with the largest difference; corners, which are right, count as none.</summary>
    public BlockGradient Worst()
    {
        HashSet<(int, int)> corners = [.. Corners.Select(corner => (corner.Row, corner.Column))];
        var worst = new BlockGradient(Name, Analytic.GetLength(0), Analytic.GetLength(1), -1) { Corners = Corners };
        for (int i = 0; i < Analytic.Length; i++)
        {
            (int row, int column) = (i / worst.Columns, i % worst.Columns);
            (double exact, double numeric) = (Analytic[row, column], Numeric[row, column]);
            double error = corners.Contains((row, column)) ? 0 : Difference(exact, numeric);
            if (!(error <= worst.Error))
                worst = worst with { Error = error, Row = row, Column = column, Analytic = exact, Numeric = numeric };
        }
        return worst;
    }
}
