using System.CommandLine;
using System.Text;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Cli.Reporting;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin report: all that is known of a model on one page.</summary>
sealed class ReportCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model that myelin train saved." };
    readonly DataArgument _data = new($"{DataArgument.Files} It has the target's column too; use held-out rows.");
    readonly DataOptions _reading = new();
    readonly Option<string?> _output = Given.Text("--output", "FILE",
        "The page. Default: the model's name with .html, in this folder.", "-o");
    readonly Option<int?> _repeats = Given.Whole("--repeats", "N",
        "Shuffles of each column to say how much the model needs it; 0 leaves that out. Default: 5.", 0, 1000);
    readonly Option<ulong?> _seed = Given.Seed("--seed", "Of the shuffles. Default: 1.");

    public ReportCommand() : base("report", "Write a page of metrics, calibration and feature importance, as plots and tables.")
    {
        Add(_model);
        Add(_data.File);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("rows", _reading.DropMissingTarget, _reading.Weight);
        Group("output", _output, OutputFile.Force, _repeats, _seed);
        Example("myelin report houses.safetensors later.csv", "writes houses.html: one file, readable in any browser, without network");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetRequiredValue(_model);
        FileCheck.Model(path);
        DataSource data = _data.Of(line);
        OutputFile output = OutputFile.Of(line, _output, OutputKind.Report, Path.GetFileNameWithoutExtension(path) + ".html");
        if (output.IsStandardOutput) screen = new PlainScreen(TextWriter.Null);
        using TabularModel model = TabularModel.Load(path);
        Table table = _reading.WithTarget(line,
            screen, data.Read(_reading.Weighted(line, model.Target.Column, model.Reading(_reading.Read(line), withTarget: true))),
            model.Target.Column);
        Findings findings = Findings.Find(model, table, Path.GetFileName(data.Name), line.GetValue(_reading.Weight), StopSignal.Token);
        Warnings.Write(findings.Unknown.Sentences(), Remedies.Of(line));
        int repeats = line.GetValue(_repeats) ?? 5;
        WorkView view = screen.Work();
        long length;
        try
        {
            IReadOnlyList<ColumnImportance> importance = repeats == 0 ? [] : view.Show("shuffling columns", () =>
                PermutationImportance.Of(model, table, repeats, line.GetValue(_seed) ?? 1, progress: view, cancellation: StopSignal.Token));
            string page = new ReportPage(path, data.Name, model, table, findings, importance).Write();
            StopSignal.Token.ThrowIfCancellationRequested();
            byte[] bytes = Encoding.UTF8.GetBytes(page);
            length = bytes.Length;
            output.Write(stream => stream.Write(bytes));
        }
        catch (OperationCanceledException)
        {
            throw new CommandException(ExitCode.Interrupted, "Stopped before the page was written.");
        }
        screen.Line("Wrote ",
            new Piece(output.Path, Ink.Strong), $" ({Reports.Bytes(length)}): {Reports.Count(findings.Rows)} rows, " +
                $"{findings.Evaluation.Score.Name} {Reports.Value(findings.Evaluation.Score.Value)}.");
        return ExitCode.Success;
    }
}
