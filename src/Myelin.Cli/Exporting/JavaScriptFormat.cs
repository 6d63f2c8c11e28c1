using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Myelin.Cli.Output;
using Myelin.Explain;
using Myelin.Export;

namespace Myelin.Cli.Exporting;

/// <summary>JavaScript with WebAssembly: one module, or a package for npm.</summary>
/// <param name="extension">.mjs or .tgz</param>
sealed class JavaScriptFormat(string extension, string description) : ExportFormat
{
    const int Head = 4096;

    static readonly Option<ExportArithmetic?> s_arithmetic = Given.Word<ExportArithmetic>("--arithmetic",
        "exact: the bits of predict; plain: products rounded before they are added, faster in older browsers. Default: exact.");

    public override string Extension => extension;

    public override string Description => description;

    public override IReadOnlyList<Option> Options => [s_arithmetic];

    public override OutputKind Kind { get; } = new("JavaScript that Myelin wrote", IsOurs);

    public override void Export(ExportRequest request)
    {
        string path = request.Output.Path;
        ExportArithmetic arithmetic = request.Line.GetValue(s_arithmetic) ?? ExportArithmetic.Exact;
        string? types = JavaScriptModule.IsPackage(path) || request.Output.IsStandardOutput ? null : JavaScriptModule.TypesOf(path);
        if (types is not null && File.Exists(types) && !FileHead.Text(types, Head).Contains(Declared, StringComparison.Ordinal) &&
            !request.Line.GetValue(OutputFile.Force))
            throw CommandException.BadInput($"{types}: exists and was not written by Myelin, so it is not overwritten. " +
                "Give --output another name, or pass --force.");
        JavaScriptModule module = request.Model is { } model ? JavaScriptModule.Of(model, arithmetic)
            : JavaScriptModule.Of(request.Network, arithmetic);
        JavaScriptCheck check = request.Wait(() => request.Model is { } table
            ? JavaScriptCheck.Of(module, table, request.Rows, arithmetic)
            : JavaScriptCheck.Of(request.Network));
        if (types is not null) AtomicFile.Write(types, stream => stream.Write(Encoding.UTF8.GetBytes(module.Declarations)));
        request.Output.Write(stream => module.Write(stream, path));
        Show(request, check, arithmetic, types);
    }

    // what every file of types has
    const string Declared = "/** Loads the ";

    static void Show(ExportRequest request, JavaScriptCheck check, ExportArithmetic arithmetic, string? types)
    {
        Screen screen = request.Screen;
        if (arithmetic == ExportArithmetic.Exact) ExportReport.Show(request, check.Program);
        else
        {
            screen.Line("Wrote ", new Piece(request.Output.Path, Ink.Strong), request.Output.Size, ".");
            screen.Fact("arithmetic", string.Create(CultureInfo.InvariantCulture,
                $"plain; largest relative difference of {check.Program.Rows:N0} predictions {check.Program.PlainDifference:0.#e+0}"));
            ExportReport.Show(screen, check.Program.AbsentCategories);
        }
        if (check.NodeRows is { } rows)
            screen.Fact("in node", string.Create(CultureInfo.InvariantCulture, $"{rows:N0} predictions with the same bits"));
        else if (request.Model is not null && arithmetic == ExportArithmetic.Exact)
            screen.Fact("in node", "not tried: node is not installed, or too old");
        if (types is not null) screen.Fact("types", types);
    }

    static bool IsOurs(string path)
    {
        if (!JavaScriptModule.IsPackage(path))
            return FileHead.Text(path, Head).Split('\n')[0].Contains(NpmPackage.Mark, StringComparison.Ordinal);
        try
        {
            using FileStream file = File.OpenRead(path);
            using var zip = new GZipStream(file, CompressionMode.Decompress);
            var head = new byte[Head];
            return Encoding.UTF8.GetString(head, 0, zip.ReadAtLeast(head, Head, throwOnEndOfStream: false))
                .Contains(NpmPackage.Mark, StringComparison.Ordinal);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
