using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Explain;
using Myelin.Onnx;

namespace Myelin.Cli.Exporting;

/// <summary>An ONNX file: encoders, networks and answer as one graph.</summary>
sealed class OnnxFormat : ExportFormat
{
    readonly Option<bool> _encoded = Given.Flag("--encoded", "Take encoded rows, one tensor of float, in place of cells.");
    readonly Option<int?> _opset = Given.Whole("--opset", "N", FormattableString.Invariant(
        $"The version of the operators, {OnnxOptions.LeastOpset} to {OnnxOptions.GreatestOpset}. Default: {OnnxOptions.LeastOpset}."),
        OnnxOptions.LeastOpset, OnnxOptions.GreatestOpset);

    public override string Extension => ".onnx";

    public override string Description => "an ONNX file, for any runtime of it";

    public override OutputKind Kind { get; } = new("an ONNX file that Myelin wrote", IsOurs);

    public override IReadOnlyList<Option> Options => [_encoded, _opset];

    public override void Export(ExportRequest request)
    {
        OnnxOptions options = new()
        {
            Encoded = request.Line.GetValue(_encoded),
            Opset = request.Line.GetValue(_opset) ?? OnnxOptions.LeastOpset,
        };
        if (options.Encoded && request.Model is null)
            throw CommandException.WrongUse($"--encoded is for a table's model, but {request.ModelPath} is a network. Leave it out.");
        (byte[] file, OnnxParity parity) = request.Wait(() => request.Model is { } model
            ? OnnxExtensions.Checked(model, options, request.Rows)
            : OnnxExtensions.Checked(request.Network, options));
        request.Output.Write(stream => stream.Write(file));
        Show(request, options, parity);
    }

    static void Show(ExportRequest request, OnnxOptions options, OnnxParity parity)
    {
        Screen screen = request.Screen;
        screen.Line("Wrote ", new Piece(request.Output.Path, Ink.Strong), request.Output.Size, ".");
        string rows = request.Model is null ? "random rows"
            : request.Rows is null ? "rows made from the model's columns" : "rows of the data and made rows";
        string classes = request.Model?.Target.Classes is null ? "" : $", {parity.DifferentLabels} classes differ";
        screen.Fact("compared", string.Create(CultureInfo.InvariantCulture,
            $"{parity.Rows:N0} {rows}: largest difference {parity.LargestDifference:0.#e+0}{classes}"));
        ExportReport.Show(screen, parity.AbsentCategories);
        if (parity.UnsteadyRows > 0)
            screen.Fact("rounding", string.Create(CultureInfo.InvariantCulture,
                $"{parity.UnsteadyRows:N0} rows differ by more than {OnnxParity.Most:0e+0}: " +
                $"the model's own rounding in single precision is as large there{Compared(request)}"));
        if (request.Model is null) return;
        if (options.Encoded) screen.Fact("input", $"{OnnxNames.EncodedRow}: encoded rows, float");
        else
        {
            screen.Fact("inputs", "one for each column: numbers and dates (days since 1970-01-01) as double, others as text");
            screen.Fact("note", OnnxMetadata.Caller);
        }
    }

    // of classes that far apart
    static string Compared(ExportRequest request) => request.Model?.Target.Classes is null ? ""
        : request.Model.Calibration.Threshold is null
            ? "; their classes are compared where the two probabilities differ by more than twice this rounding"
            : "; their classes are compared where probability and threshold differ by more than twice this rounding";

    // field 1, the version of the format, and field 2, the producer
    static bool IsOurs(string path) => FileHead.Bytes(path, 10) is [8, _, 18, 6, .. var name] && name.AsSpan().SequenceEqual("Myelin"u8);
}
