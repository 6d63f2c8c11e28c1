using Myelin.Cli.Output;
using Myelin.Export;

namespace Myelin.Cli.Exporting;

/// <summary>A file of C# that needs nothing but .NET.</summary>
sealed class CSharpFormat : ExportFormat
{
    public override string Extension => ".cs";

    public override string Description => "C# without dependencies";

    public override OutputKind Kind { get; } = new("C# that Myelin wrote",
        path => FileHead.Text(path, 64).Contains("// Written by Myelin", StringComparison.Ordinal));

    public override void Export(ExportRequest request)
    {
        ExportCheck check = request.Wait(() => request.Model is { } model
            ? SourceExport.CSharp(model, request.Output.Path, request.Rows)
            : SourceExport.CSharp(request.Network, request.Output.Path));
        ExportReport.Show(request, check);
        request.Screen.Fact("class", $"Exported.{SourceExport.CSharpName(request.Output.Path)}");
    }
}
