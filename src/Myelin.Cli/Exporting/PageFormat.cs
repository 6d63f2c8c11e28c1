using Myelin.Cli.Output;
using Myelin.Export;

namespace Myelin.Cli.Exporting;

/// <summary>A page that predicts in any browser.</summary>
sealed class PageFormat : ExportFormat
{
    public override string Extension => ".html";

    public override string Description => "a page that predicts in any browser, offline";

    public override OutputKind Kind { get; } = new("a page of myelin export",
        path => FileHead.Text(path, 4096).Contains(ModelPage.Mark, StringComparison.Ordinal));

    public override void Export(ExportRequest request)
    {
        if (request.Model is not { } model)
            throw new NotSupportedException("is a network without a table, and a page needs the columns of a table");
        ExportCheck? check = null;
        request.Output.Write(stream => check = request.Wait(() => ModelPage.Write(model, stream, request.Rows)));
        ExportReport.Show(request, check!);
        request.Screen.Fact("open", "in a browser; it needs no network");
        if (request.Rows is not null)
            request.Screen.Fact("examples", "some rows of DATA are in the page; leave DATA out to export without them");
    }
}
