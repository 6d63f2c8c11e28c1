using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Tuning;

/// <summary>What is searched: which settings do best on the same folds of the same rows.</summary>
/// <param name="Options">those that every trial has in common</param>
/// <param name="TestShare">the share of all rows that no trial sees</param>
sealed record TuneTask(
    Table Rows, Table? Test, Target Target, SearchMetric Metric, FoldOptions Folding, TabularOptions Options, double TestShare)
{
    /// <summary>The share of the time limit that is for trials; the rest is to train the best with all rows.</summary>
    const double SearchShare = 0.85;

    /// <summary>What is searched, in words; then come the trials.</summary>
    public void Introduce(Screen screen, DataSource data, Journal journal, string log)
    {
        screen.Line(new Piece(data.Name, Ink.Strong),
            $"  {Reports.Count(Rows.Rows)} rows in {Folding.Count} folds{(Test is null ? "" : $", {Reports.Count(Test.Rows)} test rows")}");
        Reports.Target(screen, Target);
        screen.Fact("objective", $"{SearchLoss.Name(Metric)}, the mean of the folds (minimized)");
        foreach (Setting setting in TabularSettings.Space.Settings) screen.Fact(setting.Name, setting.Values.ToString()!);
        screen.Fact("journal", journal.Trials.Count == 0 ? log : $"{log}, with {journal.Trials.Count} trials: the search goes on");
        screen.Title("Trials");
    }

    /// <summary>Tries so many settings, or as many as the time allows.</summary>
    /// <param name="seconds">the time limit of all, the last training included; null for none</param>
    public IReadOnlyList<Trial> Search(Screen screen, Journal journal, IReadOnlyList<Fold> folds, int count, double? seconds)
    {
        WorkView view = screen.Work();
        var search = new Search(TabularSettings.Space, journal, Options.Seed, (settings, cancellation) =>
        {
            // one network a fold: settings are compared, and that needs no five of each
            TabularOptions tried = TabularSettings.Apply(Options, settings) with { Quality = Quality.Fast };
            CrossValidation found = CrossValidation.Run(
                Rows, Target, folds, part => TabularModel.Train(part, Target.Column, tried, null, cancellation),
                null, Options.Weight, cancellation);
            return [.. found.Folds.Select(fold => SearchLoss.Of(Metric, fold.Scores))];
        });
        double best = journal.Trials.Select(trial => trial.Loss).DefaultIfEmpty(double.PositiveInfinity).Min();
        TimeSpan? limit = seconds is { } all ? TimeSpan.FromSeconds(SearchShare * all) : null;
        return view.Show("trials", () => search.Run(count, limit, new Told(trial =>
        {
            string loss = trial.Failure is null ? Reports.Value(trial.Loss) : "failed", mark = trial.Loss < best ? " *" : "  ";
            view.Tell(string.Create(CultureInfo.InvariantCulture,
                $"{trial.Number + 1,3}/{count}  {SearchLoss.Name(Metric)} {loss}{mark}  {trial}  ({trial.Seconds:0.0} s)"));
            best = Math.Min(best, trial.Loss);
            view.Report((trial.Number + 1.0) / count);
        }), StopSignal.Token));
    }

    /// <summary>How good the model is on the test rows, and one with the defaults: null where no time is left to train it.</summary>
    /// <param name="limit">of the training with the defaults; null for none</param>
    public Comparison? Compare(TabularModel model, SearchGain gain, TimeSpan? limit, bool timeLeft)
    {
        if (Test is null) return null;
        Evaluation found = model.Evaluate(Test, Options.Weight);
        model.Record("test", found);
        double best = SearchLoss.Of(Metric, [.. found.Scores()]);
        if (gain.Best.Number == 0) return new(found, Test.Rows, best, best);
        if (!timeLeft) return new(found, Test.Rows, best, null);
        try
        {
            using TabularModel first = TabularModel.Train(Rows, model.Target.Column, Options with { TimeLimit = limit });
            return new(found, Test.Rows, best, SearchLoss.Of(Metric, [.. first.Evaluate(Test, Options.Weight).Scores()]));
        }
        catch (Exception failure) when (failure is TimeoutException or TrainingDivergedException)
        {
            // the best model is not lost with it
            return new(found, Test.Rows, best, null, failure is TrainingDivergedException);
        }
    }

    /// <summary>All that a journal's search must have in common with this one.</summary>
    public Dictionary<string, string> Identity(string digest, string[] ignored)
    {
        var identity = new Dictionary<string, string>
        {
            ["program"] = $"myelin tune {typeof(Network).Assembly.GetName().Version!.ToString(3)}",
            ["data"] = digest,
            ["target"] = Target.Column,
            ["task"] = Reports.Lower(Target.Task),
            ["metric"] = Reports.Lower(Metric),
            ["folds"] = Folding.Count.ToString(CultureInfo.InvariantCulture),
            ["test share"] = TestShare.ToString("R", CultureInfo.InvariantCulture),
            ["seed"] = Folding.Seed.ToString(CultureInfo.InvariantCulture),
            ["space"] = TabularSettings.Space.ToString(),
        };
        if (Options.Weight is { } weight) identity["row weight"] = weight;
        if (Folding.Group is { } group) identity["group"] = group;
        if (Folding.Time is { } time) identity["time"] = time;
        if (ignored.Length > 0) identity["ignored columns"] = string.Join(", ", ignored.Order(StringComparer.Ordinal));
        return identity;
    }

    sealed class Told(Action<Trial> report) : IProgress<Trial>
    {
        public void Report(Trial value) => report(value);
    }
}
