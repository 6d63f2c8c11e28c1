using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>What is said of a training that has ended: how it ended, and how good its model is.</summary>
static class TrainingResult
{
    /// <param name="findings">null where the training was stopped and there was no time for them</param>
    public static void Scores(Screen screen, TabularModel model, Findings? findings)
    {
        IReadOnlyList<Score> validation =
            [.. model.Scores.Where(score => score.IsOf(Score.Validation)).Select(score => score.Without(Score.Validation))];
        Reports.Calibration(screen, model);
        if (findings is null)
        {
            if (validation.Count > 0) Reports.Scores(screen, ("validation", null, validation));
            screen.Line("Not evaluated, as the training was stopped; myelin evaluate does it.");
        }
        else
        {
            if (validation.Count > 0) ScoreReport.Show(screen, findings, ("validation", null, validation));
            else ScoreReport.Show(screen, findings);
            Reports.Confusion(screen, findings);
        }
    }

    /// <summary>Why the training ended, and which epochs the model is of.</summary>
    public static string Ending(TabularModel model, bool stopped)
    {
        TrainingHistory history = model.History!;
        string best = model.Histories.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"the model is that of epoch {history.BestEpoch}")
            : $"the networks are those of epochs {string.Join(", ", model.Histories.Select(one => one.BestEpoch))}";
        string early = stopped ? "Stopped as asked" : "The time is over";
        if (model.Plan is { } plan && model.Members.Count < plan.Members)
            return $"{early}: {model.Members.Count} of {plan.Members} networks are done; {best}.";
        return history.End switch
        {
            TrainingEnd.EarlyStop => $"Ended early: the validation loss did not become better any more; {best}.",
            TrainingEnd.Stopped => $"{early}; {best}.",
            TrainingEnd.Converged => $"Converged; {best}.",
            _ => $"All epochs done; {best}.",
        };
    }
}
