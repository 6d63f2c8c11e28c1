using Myelin.Losses;
using Myelin.Optimizers;

namespace Myelin.Cli.Tracing;

/// <summary>What a trace is of: a model, a loss, an optimizer, samples, and what stays as it is.</summary>
/// <param name="Frozen">blocks that no step changes, by their place</param>
/// <param name="Source">where the sample is from, for the heading</param>
sealed record Lesson(
    Model<double> Model, ILoss Loss, Optimizer Optimizer, Samples<double> Samples, IReadOnlySet<int> Frozen, int Steps, string Source)
{
    /// <summary>More parameters than this have no numeric gradient: two forward passes for each would take minutes.</summary>
    const int MostNumeric = 20_000;

    public Walk Run()
    {
        Trace<double> first = Trace<double>.Of(Model, Loss, Samples);
        bool numeric = Model.Network.ParameterCount + Samples.Inputs.Length <= MostNumeric;
        IReadOnlyList<double[,]>? gradients = numeric ? NumericGradient.Of(Model, Loss, Samples) : null;

        var options = new TrainingOptions { BatchSize = Samples.Rows, Shuffle = false, Threads = 1 };
        using var trainer = new Trainer<double>(Model, Loss, Optimizer, options);
        IReadOnlyList<double[,]> before = All(), afterFirst = before;
        var losses = new double[Steps + 1];
        for (int step = 0; step < Steps; step++)
        {
            // Fit, unlike Step, takes notice of parameters that were written from outside, and can search along a line
            losses[step] = Frozen.Count == 0 && Optimizer is not Lbfgs ? trainer.Step(Samples) : trainer.Fit(Samples, epochs: 1).Epochs[0].TrainingLoss;
            foreach (int block in Frozen) Model.Parameters.Write(block, Numbers.Flat(before[block]));
            if (step == 0) afterFirst = All();
            if (!double.IsFinite(losses[step])) throw Diverged(step);
        }
        Trace<double> last = Trace<double>.Of(Model, Loss, Samples);
        losses[Steps] = last.Loss;
        if (!double.IsFinite(last.Loss)) throw Diverged(Steps);
        return new Walk(this, first, gradients, before, afterFirst, All(), losses, last);
    }

    IReadOnlyList<double[,]> All() => [.. Enumerable.Range(0, Model.Parameters.Blocks.Count).Select(Model.Parameters.Get)];

    CommandException Diverged(int steps) => new(ExitCode.Failed, FormattableString.Invariant(
        $"The loss is not a finite number after {steps} steps at learning rate {Optimizer.LearningRate:g4}. Try {Optimizer.LearningRate / 10:g4}."));
}

/// <summary>What happened: the first step with every number, then the losses, then where the last step led.</summary>
/// <param name="Numeric">a matrix for each block, then one for the input; null where there are too many numbers</param>
/// <param name="Losses">before each step, and after the last</param>
/// <param name="Last">after the last step</param>
sealed record Walk(
    Lesson Lesson, Trace<double> First, IReadOnlyList<double[,]>? Numeric, IReadOnlyList<double[,]> Before,
    IReadOnlyList<double[,]> AfterFirst, IReadOnlyList<double[,]> AfterLast, IReadOnlyList<double> Losses, Trace<double> Last);
