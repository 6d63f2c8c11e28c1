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
            : request.Rows is null ? "rows made from the model's columns" : "rows of the data";
        string found = check.EightBitLoss is not { } loss ? "every prediction has the same bits"
            : request.Model?.Target.Classes is not null
                ? string.Create(CultureInfo.InvariantCulture, $"with weights in 8 bits, {loss:P2} are predicted as another class")
                : string.Create(CultureInfo.InvariantCulture,
                    $"with weights in 8 bits, predictions differ by {loss:P2} of their standard deviation (root mean square)");
        request.Screen.Fact("compared", string.Create(CultureInfo.InvariantCulture, $"{check.Rows:N0} {rows}: {found}"));
    }
}
