using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Explain;
using Myelin.Export;

namespace Myelin.Cli.Exporting;

/// <summary>What is shown of a program that was written.</summary>
static class ExportReport
{
    public static void Show(ExportRequest request, ExportCheck check)
    {
        request.Screen.Line("Wrote ", new Piece(request.Output.Path, Ink.Strong), request.Output.Size, ".");
        string rows = request.Model is null ? "random rows"
            : check.GivenRows is not { } given ? "rows made from the model's columns"
            : given == check.Rows ? "rows of the data"
            : string.Create(CultureInfo.InvariantCulture, $"of {given:N0} rows of the data, evenly spaced");
        string found = check.EightBitLoss is not { } loss ? "every prediction has the same bits"
            : request.Model?.Target.Classes is not null
                ? string.Create(CultureInfo.InvariantCulture, $"with weights in 8 bits, {loss:P2} are predicted as another class")
                : string.Create(CultureInfo.InvariantCulture,
                    $"with weights in 8 bits, predictions differ by {loss:P2} of their standard deviation (root mean square)");
        request.Screen.Fact("compared", string.Create(CultureInfo.InvariantCulture, $"{check.Rows:N0} {rows}: {found}"));
        Show(request.Screen, check.AbsentCategories);
    }

    /// <summary>How many categories no made row has.</summary>
    public static void Show(Screen screen, int absentCategories)
    {
        if (absentCategories > 0) screen.Fact("categories", string.Create(CultureInfo.InvariantCulture,
            $"{absentCategories:N0} of the model's categories do not occur in these rows; give DATA to compare them"));
    }
}
