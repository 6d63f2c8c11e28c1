using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Importing;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Onnx;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin import: a network of another framework as a model's file.</summary>
sealed class ImportCommand : Verb
{
    readonly Argument<string> _file = new("FILE") { Description = "An ONNX file, as PyTorch, Keras, scikit-learn and others write it." };
    readonly Option<string?> _output = Given.Text("--output", "MODEL",
        "The model's file. Default: the name of FILE with .safetensors, in the current folder.", "-o");
    readonly Option<string?> _graphOutput = Given.Text("--graph-output", "NAME",
        "The output of the graph that the network computes. Default: the first one that a network can compute.");
    readonly Option<bool> _json = Given.Flag("--json", "Write what was read as JSON.");

    public ImportCommand() : base("import", "Read a network with its weights from an ONNX file, and save it as a model.")
    {
        Add(_file);
        Group("the graph", _graphOutput);
        Group("output", _output, OutputFile.Force, _json);
        Example("myelin import net.onnx", "the network as net.safetensors");
        Example("myelin import net.onnx --output imported.safetensors --graph-output probabilities", "one output of several");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetRequiredValue(_file);
        FileCheck.Readable(path);
        OutputFile output = OutputFile.Of(line, _output, OutputKind.Imported, $"{Path.GetFileNameWithoutExtension(path)}.safetensors");
        if (output.IsStandardOutput) screen = new PlainScreen(TextWriter.Null);
        List<string> notes = [];
        OnnxModel file = OnnxFile.Read(path);
        if (line.GetValue(_graphOutput) is null && ExportedTable.IsOne(file)) return Table(line, screen, path, file, output);
        (Model<float> read, double difference) = OnnxFile.Import(file, path, line.GetValue(_graphOutput), notes.Add);
        using Model<float> model = read;
        output.Save(model.Save);
        if (line.GetValue(_json) && !output.IsStandardOutput) Write(path, file, model, output, notes);
        else if (!line.GetValue(_json))
        {
            Show(screen, path, file, model, difference, notes);
            screen.Line(output.Replaces ? "Replaced " : "Saved ", new Piece(output.Path, Ink.Strong), $"{output.Size}.");
            screen.Line("Next:  ", new Piece($"myelin trace --model {CheckpointChoice.Quoted(output.Path)}", Ink.Forward));
        }
        return ExitCode.Success;
    }

    int Table(ParseResult line, Screen screen, string path, OnnxModel file, OutputFile output)
    {
        using TabularModel model = ExportedTable.Read(file, path, out OnnxParity? parity);
        output.Save(model.Save);
        if (line.GetValue(_json) && !output.IsStandardOutput)
            JsonOutput.Write(json =>
            {
                json.WriteString("file", path);
                json.WriteString("producer", OnnxSummary.Writer(file));
                json.WriteString("target", model.Target.Column);
                json.WriteNumber("networks", model.Members.Count);
                json.WriteString("model", output.Path);
            });
        if (line.GetValue(_json)) return ExitCode.Success;
        OnnxSummary.Head(screen, path, file);
        screen.Fact("model", "of a table, exported by Myelin");
        screen.Fact("target", model.Target.Column);
        screen.Fact("networks", $"{model.Members.Count}");
        screen.Fact("compared", parity is null ? "exported again: the same bytes"
            : string.Create(CultureInfo.InvariantCulture, $"exported again: other bytes. {parity.Rows:N0} made rows: " +
                $"largest difference {parity.LargestDifference:0.#e+0}") +
                (model.Target.Classes is null ? "" : $", {parity.DifferentLabels} classes differ"));
        screen.Line(output.Replaces ? "Replaced " : "Saved ", new Piece(output.Path, Ink.Strong), $"{output.Size}.");
        return ExitCode.Success;
    }

    static void Show(Screen screen, string path, OnnxModel file, Model<float> model, double difference,
        List<string> notes)
    {
        OnnxSummary.Head(screen, path, file);
        screen.Title("Network");
        Reports.Network(screen, model.Network);
        screen.Fact("predictions",
            model.Link is Identity ? "the outputs as they are" : $"{ActivationNames.Describe(model.Link)} of the outputs");
        screen.Fact("compared", string.Create(CultureInfo.InvariantCulture,
            $"with the graph on {ImportCheck.RowCount} random rows: largest difference {difference:0.0e+0}"));
        Reports.Notes(screen, notes);
    }

    static void Write(string path, OnnxModel file, Model<float> model, OutputFile output, List<string> notes) => JsonOutput.Write(json =>
    {
        json.WriteString("file", path);
        json.WriteString("producer", OnnxSummary.Writer(file));
        json.WriteNumber("opset", file.Opset(""));
        json.WriteNumber("nodes", file.Graph.Nodes.Count);
        json.WriteString("network", model.Network.ToString());
        json.WriteString("link", ActivationNames.Describe(model.Link));
        json.WriteNumber("parameters", model.Network.ParameterCount);
        json.WriteStartArray("notes");
        foreach (string note in notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteString("model", output.Path);
    });
}
