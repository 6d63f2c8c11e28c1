using Myelin.Cli.Output;
using Myelin.Export;

namespace Myelin.Cli.Exporting;

/// <summary>A file of C99 and its header.</summary>
sealed class CFormat : ExportFormat
{
    public override string Extension => ".c";

    public override string Description => "C99 with a header";

    public override OutputKind Kind { get; } = new("C that Myelin wrote", IsOurs);

    public override void Export(ExportRequest request)
    {
        string path = request.Output.Path, header = SourceExport.Header(path);
        if (File.Exists(header) && !IsOurs(header) && !request.Line.GetValue(OutputFile.Force))
            throw CommandException.BadInput(
                $"{header}: exists and is not C that Myelin wrote, so it is not overwritten. Give --output another name, or pass --force.");
        ExportCheck check = request.Model is { } model
            ? SourceExport.C(model, path, request.Rows)
            : SourceExport.C(request.Network, path);
        ExportReport.Show(request, check);
        request.Screen.Fact("header", header);
        request.Screen.Fact("without FMA", string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"with -D{SourceExport.CName(path).ToUpperInvariant()}_PLAIN, largest relative difference {check.PlainDifference:0.#e+0}"));
    }

    static bool IsOurs(string path) => FileHead.Text(path, 64).StartsWith("/* Written by Myelin", StringComparison.Ordinal);
}
