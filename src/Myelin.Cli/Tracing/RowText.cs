using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Explain;

namespace Myelin.Cli.Tracing;

/// <summary>A predicted row for people: its cells before the trace, and after it how the networks' numbers become the prediction.</summary>
sealed class RowText(Screen screen, PredictedRow row, int digits)
{
    const int MostInputs = 4, MostClasses = 6;

    public void Cells()
    {
        screen.Title("The row: each cell and the inputs that it becomes");
        var grid = new Grid("column", "cell", "inputs");
        foreach (EncodedCell cell in row.Cells) grid.Add(cell.Column, cell.Cell ?? "(missing)", Inputs(cell, digits));
        screen.Table(grid);
    }

    /// <summary>The same as one line.</summary>
    public static string Line(EncodedCell cell, int digits) => $"{cell.Column}: {cell.Cell ?? "(missing)"} becomes {Inputs(cell, digits)}";

    // of a one-hot column what is not 0
    static string Inputs(EncodedCell cell, int digits)
    {
        var shown = cell.Inputs.Count <= MostInputs ? cell.Inputs : [.. cell.Inputs.Where(input => input.Value != 0)];
        IEnumerable<string> texts = shown.Take(MostInputs)
            .Select(input => $"x{Subscript.Of(input.Place)} = {MatrixText.Number(input.Value, digits)} ({input.Name})");
        int rest = cell.Inputs.Count - Math.Min(shown.Count, MostInputs);
        bool areZero = shown.Count <= MostInputs;
        return string.Join(", ", texts) + (rest == 0 ? "" : $"{(shown.Count > 0 ? ", " : "")}{rest} {(areZero ? "are 0" : "more")}");
    }

    public void Prediction()
    {
        screen.Title("Prediction: what myelin predict makes of the row");
        bool isNumber = row.Classes.Count == 0;
        int[] shown = isNumber ? [0]
            : [.. Enumerable.Range(0, row.Classes.Count).OrderBy(k => k == row.Best ? 0 : 1).Take(MostClasses).Order()];
        IEnumerable<string> heads = isNumber ? [">output", $">{row.Target}"] : shown.SelectMany(k =>
            row.TempersNetworks ? new[] { $">p({row.Classes[k]})", ">with T" } : [$">p({row.Classes[k]})"]);
        var grid = new Grid([">network", ">weight", .. heads]);
        for (int i = 0; i < row.Networks.Count; i++)
        {
            NetworkSays says = row.Networks[i];
            IEnumerable<double> numbers = isNumber ? [says.Output[0], says.Counted[0]] : shown.SelectMany(k =>
                row.TempersNetworks ? new[] { says.Output[k], says.Counted[k] } : [says.Output[k]]);
            string name = (i + 1).ToString(CultureInfo.InvariantCulture) + (i == row.Network ? " (traced)" : "");
            grid.Add([name, WorkedLine.Exact(Math.Round(says.Weight, digits)), .. numbers.Select(number => (Piece)Number(number))]);
        }
        screen.Table(grid);
        if (row.Classes.Count > shown.Length) screen.Line(new Piece($"  and {row.Classes.Count - shown.Length} more classes", Ink.Faint));
        foreach (WorkedLine line in row.Worked())
            foreach (string text in line.Lines(digits)) screen.Line(new Piece($"      {text}", Ink.Faint));
        screen.Blank();
        screen.Fact("networks", Mean());
        if (!isNumber) screen.Fact("temperature", TemperatureFact());
        if (row.Threshold is { } threshold) screen.Fact("threshold", ThresholdFact(threshold));
        if (row.Bounds is { } bounds)
            screen.Fact("bounds", $"{WorkedLine.Exact(bounds.Low)} to {WorkedLine.Exact(bounds.High)}, the range of the training rows");
        foreach (string line in row.Text)
            screen.Fact(ReferenceEquals(line, row.Text[0]) ? "predict writes" : "", new Piece(line, Ink.Strong));
    }

    string Mean() => row.Networks.Count == 1
        ? "1, computed in float32 (above: float64)"
        : $"the weighted mean of {row.Networks.Count}, each computed in float32 (above: float64)";

    string TemperatureFact() => row.Temperature == 1 ? "1 (uncalibrated probabilities)"
        : $"{WorkedLine.Exact(row.Temperature)}, " +
            $"of {(row.TempersNetworks ? "each network before the mean" : "the mean")}: p^(1/T)/Σ p^(1/T)";

    string ThresholdFact(double threshold) =>
        $"{WorkedLine.Exact(threshold)}: {row.Classes[1]} from this probability on, " +
        $"and p({row.Classes[1]}) is {WorkedLine.Exact(row.Prediction.Probabilities[1])}";

    string Number(double number) => MatrixText.Number(number, digits);
}
