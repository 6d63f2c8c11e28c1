using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Myelin.Cli.Output;
using Myelin.Cli.Tracing;
using Myelin.Explain;

namespace Myelin.Cli.Commands;

/// <summary>myelin check: every gradient of a network against central differences.</summary>
sealed class CheckCommand : Verb
{
    const int MostCorners = 4;
    const double LargestSlope = 1e4;

    readonly NetworkOptions _network = new();
    readonly Option<int?> _inputs = Given.Whole("--inputs", "N", "Columns of x, where --input does not give them. Default: 4.", 1, 4096);
    readonly Option<int?> _rows = Given.Whole("--rows", "N",
        "Rows of random numbers to check with, instead of --input. Default: 5.", 1, 1024);
    readonly Option<double?> _tolerance = Given.Number("--tolerance", "E",
        "The largest |analytic − numeric| / max(1, |analytic|, |numeric|) that passes. Default: 1e-6.", e => e > 0, "greater than 0");
    readonly Option<bool> _json = Given.Flag("--json", "Write the report as JSON.");

    public CheckCommand() : base("check", "Compare every gradient of a network with central differences, through the passes that train.")
    {
        Group("network", _network.Layers, _network.Loss, _network.Seed);
        Group("numbers", _inputs, _rows, _network.Input, _network.Target, _tolerance);
        Group("output", _json);
        Example("myelin check", "checks the network of the notes");
        Example("myelin check --inputs 6 --layers 16:gelu,layer-norm,3 --loss softmax-cross-entropy",
            "checks another; exits with 3 if a gradient is wrong");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        int inputs = line.GetValue(_inputs) ?? line.GetValue(_network.Input)?.GetLength(1) ?? 4;
        if (line.GetValue(_network.Input) is { } given && given.GetLength(1) != inputs)
            throw CommandException.WrongUse($"--input has {given.GetLength(1)} columns, but --inputs says {inputs}.");
        (Model<double> model, ILoss loss, Samples<double> samples) = _network.Read(line, inputs);
        if (line.GetValue(_network.Input) is null)
            samples = RandomRows(model, loss, samples, line.GetValue(_rows) ?? 5, line.GetValue(_network.Seed) ?? 1);
        GradientReport report = GradientCheck.Run(model, loss, samples, tolerance: line.GetValue(_tolerance) ?? 1e-6);
        if (line.GetValue(_json)) WriteJson(model, loss, report);
        else Write(screen, model, loss, samples, report);
        return report.Passed ? ExitCode.Success : ExitCode.Failed;
    }

    static void Write(Screen screen, Model<double> model, ILoss loss, Samples<double> samples, GradientReport report)
    {
        screen.Line(new Piece($"{model.Network}", Ink.Strong));
        screen.Fact("loss", LossText.NameOf(loss));
        screen.Fact("checked with", $"{samples.Rows} rows, float64, (L(θ + h) − L(θ − h)) / 2h with h = 1e-6");
        screen.Blank();
        var grid = new Grid("gradient of", ">shape", ">worst error", ">at", ">analytic", ">numeric", "");
        foreach (BlockGradient block in report.Blocks)
            grid.Add(block.Name, $"{block.Rows} × {block.Columns}", Text(block.Error, "0.0e+00"), $"[{block.Row}, {block.Column}]",
                Text(block.Analytic, "0.000000000"), Text(block.Numeric, "0.000000000"),
                !(block.Error <= report.Tolerance) ? new("WRONG", Ink.Bad)
                    : new Piece(block.Corners.Count > 0 ? "right, corner" : "right", Ink.Good));
        screen.Table(grid);
        screen.Blank();
        WriteCorners(screen, report);
        string verdict = report.Passed ? "Every gradient is right" : "A gradient is wrong";
        screen.Line(new Piece(verdict, report.Passed ? Ink.Good : Ink.Bad),
            $": worst error {Text(report.WorstError, "0.0e+00")}, allowed {Text(report.Tolerance, "0.0e+00")}.");
    }

    // where L has two slopes, the gradient is that of the formula: relu′(0) = 1
    static void WriteCorners(Screen screen, GradientReport report)
    {
        if (report.Blocks.All(block => block.Corners.Count == 0)) return;
        screen.Line("Corners, where the loss has two slopes; the gradient takes the slope of its formula:");
        var grid = new Grid("gradient of", ">at", ">slope below", ">slope above");
        foreach (BlockGradient block in report.Blocks)
        {
            foreach (Corner corner in block.Corners.Take(MostCorners))
                grid.Add(block.Name, $"[{corner.Row}, {corner.Column}]", Slope(corner.Below), Slope(corner.Above));
            if (block.Corners.Count > MostCorners) grid.Add(block.Name, $"and {block.Corners.Count - MostCorners} more", "", "");
        }
        screen.Table(grid);
        screen.Blank();
    }

    // a difference over h grows beyond bounds where L jumps
    static string Slope(double slope) => Math.Abs(slope) > LargestSlope ? "a jump" : Text(slope, "0.000000000");

    static void WriteJson(Model<double> model, ILoss loss, GradientReport report) => JsonOutput.Write(json =>
    {
        json.WriteString("network", model.Network.ToString());
        json.WriteString("loss", LossText.NameOf(loss));
        json.WriteBoolean("passed", report.Passed);
        json.WriteFinite("worstError", report.WorstError);
        json.WriteFinite("tolerance", report.Tolerance);
        json.WriteStartArray("blocks");
        foreach (BlockGradient block in report.Blocks)
        {
            json.WriteStartObject();
            json.WriteString("name", block.Name);
            json.WriteNumber("rows", block.Rows);
            json.WriteNumber("columns", block.Columns);
            json.WriteFinite("error", block.Error);
            json.WriteNumber("row", block.Row);
            json.WriteNumber("column", block.Column);
            json.WriteFinite("analytic", block.Analytic);
            json.WriteFinite("numeric", block.Numeric);
            TraceJson.Corners(json, block.Corners);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    // inputs from a normal distribution; targets shaped as the default ones, each row another
    static Samples<double> RandomRows(Model<double> model, ILoss loss, Samples<double> like, int rows, ulong seed)
    {
        int columns = model.Network.Inputs, targets = like.TargetColumns, outputs = model.Network.Outputs;
        var random = new Random((int)(seed % int.MaxValue));
        double[] inputs = [.. Enumerable.Range(0, rows * columns).Select(_ => Math.Sqrt(3) * (2 * random.NextDouble() - 1))];
        var values = new double[rows * targets];
        for (int i = 0; i < values.Length; i++)
        {
            double[] candidates = [random.NextDouble(), random.Next(outputs), random.Next(2), random.Next(2) == 0 ? -1 : 1];
            values[i] = candidates.First(y => loss.Objection(y, outputs, targets) is null);
        }
        return new(inputs, columns, values, targets);
    }

    static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
