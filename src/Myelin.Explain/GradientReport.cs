using System.Globalization;
using System.Text;

namespace Myelin.Explain;

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
                $"{b.Name,-24}{$"{b.Rows} × {b.Columns}",12}{b.Error,14:E1}   [{b.Row}, {b.Column}] analytic {b.Analytic:G10}, " +
                $"numeric {b.Numeric:G10}");
        foreach (BlockGradient b in Blocks)
            foreach (Corner c in b.Corners)
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"{b.Name,-24}[{c.Row}, {c.Column}] corner: slopes {c.Below:G10} and {c.Above:G10}");
        return text.Append(CultureInfo.InvariantCulture, $"{(Passed ? "passed" : "FAILED")}: worst {WorstError:E1}, allowed {Tolerance:E1}")
            .ToString();
    }
}
