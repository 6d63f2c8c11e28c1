using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>The files that a training writes.</summary>
/// <param name="Test">the test rows; null where they are not asked for</param>
sealed record TrainFiles(OutputFile Model, OutputFile? Test, PlotFile? Plot)
{
    /// <summary>Saves the model with what it is judged by, the test rows and the plot.</summary>
    /// <returns>what the model is judged by; null where it would take too long after a stop</returns>
    public Findings? Save(TabularModel model, TrainingRows rows, string? weight)
    {
        // after a stop first of all: what comes next may be left out
        bool early = StopSignal.IsAsked && Model.CanBeReplaced;
        if (early) StopSignal.Saving(() => Model.Save(model.Save));
        Findings? findings = Findings.FindUnlessLong(model, rows.Test ?? rows.Rows, rows.Test is null ? "training" : "test", weight);
        bool isTested = rows.Test is not null && findings is not null;
        if (isTested)
        {
            findings = findings! with { AreHeldOut = true };
            model.Record("test", findings.Evaluation);
        }
        if (!early || isTested) StopSignal.Saving(() => Model.Save(model.Save));
        if (rows.Test is { } test) Test?.Write(test.WriteCsv);
        if (findings is not null) Draw(model, findings);
        return findings;
    }

    void Draw(TabularModel model, Findings findings) => Plot?.Write(
    [
        LearningCurve.Draw(model.Learning),
        findings.Confusion is not null ? ConfusionPlot.Draw(findings) : ActualPlot.Draw(findings, model.Target.Column),
    ]);
}
