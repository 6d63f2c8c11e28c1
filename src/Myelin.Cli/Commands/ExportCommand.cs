using System.CommandLine;
using Myelin.Cli.Exporting;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin export: a model as a file that other programs run without Myelin.</summary>
sealed class ExportCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model's file, or a network's." };
    readonly DataArgument _data = new($"{DataArgument.Files} Rows to compare predictions on. Default: rows made from the model's columns.");
    readonly DataOptions _reading = new();
    readonly Option<string?> _output = Given.Text("--output", "FILE",
        $"Required. The format follows from its name: {string.Join("; ",
            ExportFormat.All.Select(format => $"{format.Extension}, {format.Description}"))}.", "-o");

    public ExportCommand() : base("export", "Write a model with its preprocessing as a file that other programs run.")
    {
        Add(_model);
        Add(_data.File);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("output", _output, OutputFile.Force);
        // formats may share their options
        foreach (IGrouping<string, ExportFormat> same in ExportFormat.All.Where(format => format.Options.Count > 0)
            .GroupBy(format => string.Join(' ', format.Options.Select(option => option.Name))))
            Group(string.Join(", ", same.Select(format => format.Extension)), [.. same.First().Options]);
        Example("myelin export iris.safetensors -o iris.c", "C99 with a header, compared with the model on made rows");
        Example("myelin export iris.safetensors iris.csv -o iris.c", "the same, compared on the rows of a file");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetRequiredValue(_model);
        FileCheck.Model(path);
        string target = line.GetValue(_output) ??
            throw CommandException.WrongUse($"--output is missing. Name the file to write, such as {Example(path)}.");
        ExportFormat format = ExportFormat.All.FirstOrDefault(known => target.EndsWith(known.Extension, StringComparison.OrdinalIgnoreCase))
            ?? throw CommandException.WrongUse($"{target}: unsupported file type. " +
                $"Supported are {string.Join(", ", ExportFormat.All.Select(known => known.Extension))}.");
        foreach (ExportFormat other in ExportFormat.All)
            if (other != format && other.Options.FirstOrDefault(option => line.GetResult(option) is { Implicit: false }) is { } foreign &&
                !format.Options.Contains(foreign))
                throw CommandException.WrongUse($"{foreign.Name} is for {Having(foreign)} files, but {target} is written. Leave it out.");
        OutputFile output = OutputFile.Of(line, _output, format.Kind);
        if (output.IsStandardOutput) screen = new PlainScreen(TextWriter.Null);
        using TabularModel? model = FileCheck.HasTable(path) ? TabularModel.Load(path) : null;
        using Model<float> network = model?.Model ?? ModelFile.Load<float>(path);
        Table? rows = null;
        if (_data.Given(line) is { } given)
        {
            if (model is null)
                throw CommandException.WrongUse($"{path} is a network without a table, so {given} has no use. Leave it out.");
            rows = _data.Of(line).Read(model.Reading(_reading.Read(line)));
        }
        try
        {
            format.Export(new(line, screen, path, model, network, rows, output));
        }
        catch (NotSupportedException e)
        {
            throw CommandException.BadInput($"{path}: {e.Message}");
        }
        return ExitCode.Success;
    }

    static string Having(Option option) => string.Join(" and ",
        ExportFormat.All.Where(format => format.Options.Contains(option)).Select(format => format.Extension));

    static string Example(string path) => Path.GetFileNameWithoutExtension(path) + ExportFormat.All[0].Extension;
}
