using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Export;

namespace Myelin.Cli.Exporting;

/// <summary>A file of C99 and its header.</summary>
sealed class CFormat : ExportFormat
{
    public override string Extension => ".c";

    public override string Description => "C99 with a header";

    public override OutputKind Kind { get; } = new("C that Myelin wrote", IsOurs);

    /// <summary>A loss of accuracy that few would notice.</summary>
    const double MostLoss = 0.01;

    readonly Option<bool> _small = Given.Flag("--int8",
        "Write weights of products in 8 bits, a quarter of the memory. Default: 32 bits, the same predictions.");

    readonly Option<double?> _loss = Given.Number("--int8-loss", "SHARE",
        "With --int8, the largest share of rows that may be predicted as another class; of numbers, the largest root mean square of the " +
        "differences in parts of the predictions' standard deviation. Default: 0.01.", share => share >= 0, "a number of at least 0");

    public override IReadOnlyList<Option> Options => [_small, _loss];

    public override void Export(ExportRequest request)
    {
        double? loss = request.Line.GetValue(_loss), most = request.Line.GetValue(_small) ? loss ?? MostLoss : null;
        if (loss is not null && most is null) throw CommandException.WrongUse("--int8-loss is for --int8, which is not given. Add --int8.");
        string path = request.Output.Path, header = SourceExport.Header(path);
        if (File.Exists(header) && !IsOurs(header) && !request.Line.GetValue(OutputFile.Force))
            throw CommandException.BadInput(
                $"{header}: exists and is not C that Myelin wrote, so it is not overwritten. Give --output another name, or pass --force.");
        ExportCheck check;
        try
        {
            check = request.Wait(() => request.Model is { } model
                ? SourceExport.C(model, path, request.Rows, most)
                : SourceExport.C(request.Network, path, most));
        }
        catch (EightBitLossException e)
        {
            throw CommandException.BadInput($"{request.ModelPath}: {e.Message} Allow more with --int8-loss, or leave --int8 out.");
        }
        ExportReport.Show(request, check);
        request.Screen.Fact("header", header);
        if (check.EightBitLoss is null) request.Screen.Fact("without FMA", string.Create(CultureInfo.InvariantCulture,
            $"with -D{SourceExport.CName(path).ToUpperInvariant()}_PLAIN, largest relative difference {check.PlainDifference:0.#e+0}"));
    }

    static bool IsOurs(string path) => FileHead.Text(path, 64).StartsWith("/* Written by Myelin", StringComparison.Ordinal);
}
