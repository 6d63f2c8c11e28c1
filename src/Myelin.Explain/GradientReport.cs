using System.Globalization;
using System.Text;

namespace Myelin.Explain;

/// <summary>One element where L has a corner: moving the number down and up changes L at two different rates.</summary>
/// <param name="Below">(L(θ) − L(θ − h)) / h</param>
/// <param name="Above">(L(θ + h) − L(θ)) / h; beyond all bounds where L jumps</param>
/// <remarks>
/// The analytic gradient of a corner is right: it is one of the slopes, lies between them, or is that of the network in which every unit at a
/// corner goes straight on with the slope that its formula takes there, as relu′(0) = 1.
/// </remarks>
public sealed record Corner(int Row, int Column, double Below, double Above);

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
        var worst = new BlockGradient(Name, Analytic.GetLength(0), Analytic.GetLength(1), -1, 0, 0, 0, 0) { Corners = Corners };
        for (int i = 0; i < Analytic.Length; i++)
        {
            (int row, int column) = (i / worst.Columns, i % worst.Columns);
            (double exact, double numeric) = (Analytic[row, column], Numeric[row, column]);
            double error = corners.Contains((row, column)) ? 0 : Difference(exact, numeric);
            if (!(error <= worst.Error)) worst = worst with { Error = error, Row = row, Column = column, Analytic = exact, Numeric = numeric };
        }
        return worst;
    }
}

/// <summary>The worst element of one block: its error, place and both gradients.</summary>
public sealed record BlockGradient(string Name, int Rows, int Columns, double Error, int Row, int Column, double Analytic, double Numeric)
{
    /// <summary>The block's elements at corners, whose gradients are right and count as no error.</summary>
    public IReadOnlyList<Corner> Corners { get; init; } = [];
}

/// <summary>A gradient check's result, a line for each block.</summary>
public sealed record GradientReport(IReadOnlyList<BlockGradient> Blocks, double Tolerance)
{
    public double WorstError => Blocks.Max(block => block.Error);

    public bool Passed => Blocks.All(block => block.Error <= Tolerance);

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"block",-24}{"shape",12}{"worst error",14}   at");
        foreach (BlockGradient b in Blocks)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{b.Name,-24}{$"{b.Rows} × {b.Columns}",12}{b.Error,14:E1}   [{b.Row}, {b.Column}] analytic {b.Analytic:G10}, numeric {b.Numeric:G10}");
        foreach (BlockGradient b in Blocks)
            foreach (Corner c in b.Corners)
                text.AppendLine(CultureInfo.InvariantCulture, $"{b.Name,-24}[{c.Row}, {c.Column}] corner: slopes {c.Below:G10} and {c.Above:G10}");
        return text.Append(CultureInfo.InvariantCulture, $"{(Passed ? "passed" : "FAILED")}: worst {WorstError:E1}, allowed {Tolerance:E1}").ToString();
    }
}
