using System.Text;
using System.Text.RegularExpressions;

namespace Myelin.Export;

/// <summary>Writes models as source of other programs, which need no Myelin and predict the same bits.</summary>
/// <remarks>
/// Before a file is written, the operations that it holds are carried out in this process and compared with the model: on the rows that are
/// given, or on made ones.
/// </remarks>
public static partial class SourceExport
{
    /// <summary>A file of C99, and its header beside it.</summary>
    /// <param name="path">of the file, which ends with .c; public names begin with its name</param>
    /// <param name="rows">rows to compare predictions on; null for made ones</param>
    /// <param name="mostLoss">
    /// where given, weights of products are written in 8 bits, if <see cref="ExportCheck.EightBitLoss"/> is not more than this
    /// </param>
    /// <exception cref="NotSupportedException">A part of the model has no form in C, or a prediction is another; nothing is
    /// written.</exception>
    public static ExportCheck C(TabularModel model, string path, Table? rows = null, double? mostLoss = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        TabularProgram program = TabularProgram.Of(model);
        ExportCheck check = ProgramCheck.Of(program, rows, mostLoss);
        WriteC(new(CName(path), program, program.Members, mostLoss is not null), path);
        return check;
    }

    /// <summary>The same of a network without a table: its forward pass, with its link.</summary>
    /// <exception cref="NotSupportedException">A part of the network has no form in C, or an output is another; nothing is
    /// written.</exception>
    public static ExportCheck C(Model<float> network, string path, double? mostLoss = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ForwardGraph graph = ForwardGraph.Of(network.Network, network.Parameters, network.Link);
        ExportCheck check = ProgramCheck.Of(network, graph, mostLoss);
        WriteC(new(CName(path), null, [graph], mostLoss is not null), path);
        return check;
    }

    /// <summary>A file of C#, whose class has the file's name.</summary>
    /// <param name="path">of the file, which ends with .cs</param>
    /// <param name="rows">rows to compare predictions on; null for made ones</param>
    /// <exception cref="NotSupportedException">A part of the model has no form in C#, or a prediction is another; nothing is
    /// written.</exception>
    public static ExportCheck CSharp(TabularModel model, string path, Table? rows = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        TabularProgram program = TabularProgram.Of(model);
        ExportCheck check = ProgramCheck.Of(program, rows);
        var source = new CSharpProgram(CSharpName(path), program, program.Members);
        AtomicFile.Write(path, stream => Write(stream, source.Write));
        return check;
    }

    /// <summary>The same of a network without a table: its forward pass, with its link.</summary>
    /// <exception cref="NotSupportedException">A part of the network has no form in C#, or an output is another; nothing is
    /// written.</exception>
    public static ExportCheck CSharp(Model<float> network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        ForwardGraph graph = ForwardGraph.Of(network.Network, network.Parameters, network.Link);
        ExportCheck check = ProgramCheck.Of(network, graph);
        var source = new CSharpProgram(CSharpName(path), null, [graph]);
        AtomicFile.Write(path, stream => Write(stream, source.Write));
        return check;
    }

    /// <summary>The header of a file of C.</summary>
    internal static string Header(string path) => Path.ChangeExtension(path, ".h");

    /// <summary>What public names of a file begin with.</summary>
    internal static string CName(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Identifiers.Snake().Without("f", "d", "h").Of(Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>The class of a file of C#.</summary>
    internal static string CSharpName(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string name = Identifiers.Pascal().Without("System", "Row", "Prediction", "Classes", "Predict", "Answer", "Encode", "Forward",
            "Interval", "IntervalScores", "IntervalPlaces", "IntervalScales", "Product", "Add", "Shares", "Piece", "PlaceOf", "IsMissing",
            "RefuseInfinite", "Exported")
            .Of(Path.GetFileNameWithoutExtension(path));
        return NumberedMembers().IsMatch(name) ? $"{name}_" : name;
    }

    // one for each network, and the tables of each cell
    [GeneratedRegex("^(Member|Cell)[0-9]")]
    private static partial Regex NumberedMembers();

    // the header first: a source without one is no use
    static void WriteC(CProgram program, string path)
    {
        string header = Path.GetFileName(Header(path));
        if (header.AsSpan().ContainsAny("\"\\\r\n"))
            throw new NotSupportedException($"{path}: its name cannot stand in an #include. Choose one without quotes and line breaks");
        AtomicFile.Write(Header(path), stream => Write(stream, program.WriteHeader));
        AtomicFile.Write(path, stream => Write(stream, to => program.WriteSource(to, header)));
    }

    static void Write(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        writer.NewLine = "\n";
        write(writer);
    }
}
