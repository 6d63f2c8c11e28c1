using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Cli.Tracing;
using Myelin.Losses;
using Myelin.Optimizers;
using Myelin.Text;

namespace Myelin.Cli.Commands;

/// <summary>myelin trace: forward and backward propagation of a sample with every number.</summary>
sealed class TraceCommand : Verb
{
    readonly NetworkOptions _network = new();
    readonly Option<Optimizer?> _optimizer = Given.Value("--optimizer", "NAME", "The optimizer, such as sgd (the default), adam, sgd(momentum=0.9).", OptimizerNames.Parse);
    readonly Option<double?> _rate = Given.Number("--learning-rate", "α", "Default: 0.5.", rate => rate >= 0, "of 0 or more");
    readonly Option<string[]> _set = Given.Many("--set", "NAME=NUMBERS",
        "Gives a block its numbers: W1=\"0.1 0.2; 0.3 0.4\" (a row for each input, a column for each neuron), b1=\"0.1 0.1\". Repeatable.");
    readonly Option<string?> _weights = Given.Text("--weights", "FILE", "A JSON file with such blocks: {\"W1\": [[0.1, 0.2], [0.3, 0.4]], \"b1\": [0.1, 0.1]}.");
    readonly Option<string[]> _freeze = Given.Many("--freeze", "NAMES", "Blocks that no step changes, such as b1,b2.");
    readonly Option<int?> _steps = Given.Whole("--steps", "K", "Steps to make on the sample; the first is shown in full. Default: 1.", 1, 10_000_000);
    readonly Option<int?> _digits = Given.Whole("--digits", "N", "Digits after the point. Default: 6.", 1, 17);
    readonly Option<bool> _all = Given.Flag("--all", "Show every row and column, however many there are.");
    readonly Option<string?> _svg = Given.Text("--svg", "FILE", "Draw the network with its numbers.");
    readonly Option<bool> _json = Given.Flag("--json", "Write every number as JSON, to the last bit.");

    public TraceCommand() : base("trace", "Show forward and backward propagation of a sample with every number, its formula and its shape.")
    {
        Group("network", _network.Layers, _network.Loss, _network.Seed, _set, _weights);
        Group("sample", _network.Input, _network.Target);
        Group("descent", _optimizer, _rate, _steps, _freeze);
        Group("output", _digits, _all, _svg, _json);
        Example("myelin trace", "the network of the notes: 4 inputs, 4 hidden sigmoid neurons, 1 sigmoid output");
        Example("myelin trace --layers 4:tanh,3:softmax --target \"0 0 1\" --svg network.svg", "another network, and a drawing of it with its numbers");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        (Model<double> model, ILoss loss, Samples<double> samples) = _network.Read(line);
        var blocks = new BlockNames(model.Network);
        if (line.GetValue(_weights) is { } file) blocks.ReadFile(file, model.Parameters);
        foreach (string assignment in line.GetValue(_set) ?? []) blocks.Assign(assignment, model.Parameters);
        HashSet<int> frozen = [.. (line.GetValue(_freeze) ?? []).SelectMany(blocks.Find)];
        Optimizer optimizer = line.GetValue(_optimizer) ?? new Sgd();
        optimizer = optimizer with { LearningRate = line.GetValue(_rate) ?? (line.GetValue(_optimizer) is null ? 0.5 : optimizer.LearningRate) };

        string? drawing = line.GetValue(_svg);
        if (drawing is not null) FileCheck.Writable(drawing);
        string source = $"{(samples.Rows == 1 ? "1 row" : $"{samples.Rows} rows")} of {samples.InputColumns} inputs";
        Walk walk = new Lesson(model, loss, optimizer, samples, frozen, line.GetValue(_steps) ?? 1, source).Run();
        if (drawing is not null) NetworkDrawing.Write(walk, Math.Min(line.GetValue(_digits) ?? 4, 8), drawing);
        if (line.GetValue(_json))
        {
            TraceJson.Write(walk);
            return ExitCode.Success;
        }
        new TraceText(screen, line.GetValue(_digits) ?? 6, line.GetValue(_all)).Write(walk);
        if (drawing is not null)
        {
            screen.Blank();
            screen.Line($"The network is drawn in {drawing}.");
        }
        return ExitCode.Success;
    }
}
