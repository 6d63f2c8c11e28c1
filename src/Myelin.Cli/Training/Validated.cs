using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>Runs cross-validations, shows them while they run, and what they found.</summary>
static class Validated
{
    public static CrossValidation Run(Screen screen, Table table, Target target, IReadOnlyList<Fold> folds, TabularOptions training,
        EventFiles? events, CancellationToken cancellation)
    {
        WorkView view = screen.Work();
        int done = 0;
        return view.Show($"{folds.Count} folds", () => CrossValidation.Run(table, target, folds,
            rows => TabularModel.Train(rows, target.Column, OfFold(training, done + 1, view, events) with { Task = target.Task },
                new Part(() => done, folds.Count, view), cancellation),
            new Told(fold =>
            {
                done++;
                events?.Scores(fold);
                Score score = fold.Scores.First(score => score.Name is "accuracy" or "RMSE");
                view.Tell(string.Create(CultureInfo.InvariantCulture,
                    $"fold {fold.Fold}/{folds.Count}: {Reports.Count(fold.TrainingRows)} rows learned, {Reports.Count(fold.TestRows)} " +
                    $"judged, {score.Name} {Reports.Value(score.Value)} ({fold.Elapsed.TotalSeconds:0.0} s)"));
            }), training.Weight, cancellation));
    }

    static TabularOptions OfFold(TabularOptions training, int fold, WorkView view, EventFiles? events)
    {
        TabularOptions watched = events?.Watched(training, fold) ?? training;
        if (watched.Checkpoints is not { } checkpoints) return watched;
        return watched with
        {
            Checkpoints = checkpoints.In(FormattableString.Invariant($"fold-{fold}")) with
            {
                Told = notice =>
                {
                    if (notice.Event is CheckpointEvent.Damaged or CheckpointEvent.Differs) view.Tell(notice.Text);
                },
            },
        };
    }

    public static void Show(Screen screen, CrossValidation found)
    {
        Dictionary<string, double> baseline = found.BaselineScores.ToDictionary(score => score.Name, score => score.Mean);
        var grid = new Grid("", ">mean", ">± deviation", ">least", ">largest", ">baseline");
        foreach (MeanScore score in found.Scores)
        {
            double[] each = [.. found.Folds.SelectMany(fold => fold.Scores).Where(of => of.Name == score.Name).Select(of => of.Value)];
            grid.Add(score.Name, new(Reports.Value(score.Mean), Ink.Strong),
                double.IsNaN(score.Deviation) ? "–" : Reports.Value(score.Deviation), Reports.Value(each.Min()), Reports.Value(each.Max()),
                baseline.TryGetValue(score.Name, out double reached) ? Reports.Value(reached) : "–");
        }
        screen.Table(grid);
        ScoreReport.Show(screen, found);
        if (found.Folds.Count < found.Scores.Count && found.Folds.Any(fold => fold.Scores.Count < found.Scores.Count))
            screen.Line(new Piece("  a score that a fold does not have is not in the mean", Ink.Faint));
    }

    public static void Write(System.Text.Json.Utf8JsonWriter json, CrossValidation found)
    {
        json.WriteStartObject("crossValidation");
        json.WriteNumber("folds", found.Folds.Count);
        json.WriteStartObject("mean");
        foreach (MeanScore score in found.Scores) json.WriteFinite(score.Name, score.Mean);
        json.WriteEndObject();
        json.WriteStartObject("deviation");
        foreach (MeanScore score in found.Scores) json.WriteFinite(score.Name, score.Deviation);
        json.WriteEndObject();
        json.WriteStartObject("baselineMean");
        foreach (MeanScore score in found.BaselineScores) json.WriteFinite(score.Name, score.Mean);
        json.WriteEndObject();
        json.WriteBaseline(found.Baseline);
        json.WriteStartArray("each");
        foreach (FoldScores fold in found.Folds)
        {
            json.WriteStartObject();
            json.WriteNumber("trainingRows", fold.TrainingRows);
            json.WriteNumber("testRows", fold.TestRows);
            json.WriteScores("scores", fold.Scores);
            json.WriteScores("baseline", fold.Baseline);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    sealed class Part(Func<int> done, int count, WorkView view) : IProgress<TabularProgress>
    {
        public void Report(TabularProgress value) => view.Report((done() + value.Done) / count);
    }

    sealed class Told(Action<FoldScores> report) : IProgress<FoldScores>
    {
        public void Report(FoldScores value) => report(value);
    }
}
