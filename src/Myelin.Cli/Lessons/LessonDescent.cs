using System.CommandLine;
using Myelin.Cli.Tracing;
using Myelin.Explain;

namespace Myelin.Cli.Lessons;

/// <summary>The options that say which numbers the blocks begin with, and how steps change them.</summary>
sealed class LessonDescent
{
    public Option<Optimizer?> Optimizer { get; } = Given.Value("--optimizer", "NAME",
        "The optimizer, such as sgd (the default), adam, sgd(momentum=0.9).", text => ReadOptimizer(text));

    public Option<double?> LearningRate { get; } = Given.Number("--learning-rate", "α",
        "Learning rate. Default: the rate that --optimizer names, else 0.5 for sgd and the optimizer's own default for others.",
        rate => rate >= 0, "of 0 or more");

    public Option<Schedule?> Schedule { get; } = Given.Value("--schedule", "NAME",
        "A schedule of the learning rate over the steps, such as cosine-decay, step-decay(2). Default: none.", ScheduleNames.Parse);

    public Option<string[]> Set { get; } = Given.Many("--set", "NAME=NUMBERS",
        "Gives a block its numbers: W1=\"0.1 0.2; 0.3 0.4\" (a row for each input, a column for each neuron), b1=\"0.1 0.1\". Repeatable.");

    public Option<string?> Weights { get; } = Given.Text("--weights", "FILE",
        "A JSON file with such blocks: {\"W1\": [[0.1, 0.2], [0.3, 0.4]], \"b1\": [0.1, 0.1]}.");

    public Option<string[]> Freeze { get; } = Given.Many("--freeze", "NAMES", "Blocks that no step changes, such as b1,b2.");

    public Option<double?> ClipNorm { get; } = Given.Number("--clip-norm", "BOUND",
        "Bound of the gradient's norm over all blocks. Default: none.", bound => bound > 0, "greater than 0");

    public Option<double?> ClipValue { get; } = Given.Number("--clip-value", "BOUND",
        "Bound of each number of the gradient. Default: none.", bound => bound > 0, "greater than 0");

    public Option<int?> Steps { get; } = Given.Whole("--steps", "K",
        "Steps to make on the sample; the first is shown in full. Default: 1.", 1, 10_000_000);

    /// <summary>The options that plain steps do not have.</summary>
    public Option[] BesidePlainSteps => [Freeze, ClipNorm, ClipValue, Schedule];

    /// <summary>Gives the model the numbers that were asked for; the lesson about it and the sample.</summary>
    public Lesson Read(ParseResult line, LessonSample sample)
    {
        var blocks = new BlockNames(sample.Model.Network);
        if (line.GetValue(Weights) is { } file) blocks.ReadFile(file, sample.Model.Parameters);
        foreach (string assignment in line.GetValue(Set) ?? []) blocks.Assign(assignment, sample.Model.Parameters);
        HashSet<int> frozen = [.. (line.GetValue(Freeze) ?? []).SelectMany(blocks.Find)];
        Optimizer optimizer = line.GetValue(Optimizer) ?? new Sgd(NotesRate);
        if (line.GetValue(LearningRate) is { } rate) optimizer = optimizer with { LearningRate = rate };
        return new(sample.Model, sample.Loss, optimizer, sample.Samples, frozen, line.GetValue(Steps) ?? 1, sample.Source)
        {
            Row = sample.Row,
            Options = new()
            {
                EvaluationMode = sample.Row is not null,
                ClipNorm = line.GetValue(ClipNorm) ?? 0,
                ClipValue = line.GetValue(ClipValue) ?? 0,
                Schedule = line.GetValue(Schedule),
            },
        };
    }

    /// <summary>The rate of plain descent in the notes, where none is named.</summary>
    const double NotesRate = 0.5;

    // sgd is sgd at the notes' rate, as without --optimizer
    static Optimizer ReadOptimizer(string text)
    {
        Optimizer optimizer = OptimizerNames.Parse(text);
        return optimizer is Sgd && !NamesRate(text) ? optimizer with { LearningRate = NotesRate } : optimizer;
    }

    // sgd(0.1), sgd(momentum=0.9, learning-rate=0.1)
    static bool NamesRate(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return false;
        string inside = text[(open + 1)..], first = inside.Split(',')[0].Trim(' ', ')');
        return first.Length > 0 && !first.Contains('=', StringComparison.Ordinal) ||
            inside.Replace('_', '-').Contains("learning-rate", StringComparison.OrdinalIgnoreCase);
    }
}
