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
        request.Screen.Fact("compared",
            string.Create(CultureInfo.InvariantCulture, $"{check.Rows:N0} {rows}: every prediction has the same bits"));
    }
}
