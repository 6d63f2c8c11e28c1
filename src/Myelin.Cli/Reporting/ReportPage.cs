using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Reporting;

/// <summary>
/// Everything that is known of a model, on one page: how good it is on given rows, how sure, what it looks at, how it was trained.
/// </summary>
sealed class ReportPage(string file, string data, TabularModel model, Table table, Findings findings,
    IReadOnlyList<ColumnImportance> importance)
{
    readonly Html _html = new();

    public string Write()
    {
        string title = $"{model.Target.Column}: {Reports.Lower(model.Target.Task)} by {Path.GetFileName(file)}";
        _html.Raw("<!DOCTYPE html>").Raw("<html lang=\"en\">").Raw("<head>").Raw("<meta charset=\"utf-8\">")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">").Raw(Generator.MarkOf("report"))
            .Element("title", title)
            .Raw("<style>").Raw(Style.Sheet).Raw("</style></head><body><header>").Element("h1", title)
            .Element("p", $"{Reports.Count(findings.Rows)} rows of {Path.GetFileName(data)}.", "class=\"says\"");
        foreach ((string name, string value, bool isBad) in ScoreReport.Facts(findings))
            _html.Element("p", $"{char.ToUpperInvariant(name[0])}{name[1..]}: {value}", isBad ? "class=\"says bad\"" : "class=\"says\"");
        Cards();
        _html.Raw("</header><main>");
        if (findings.Evaluation.Classification is { } classes) new ClassSections(_html, model, table, findings, classes).Write();
        else new NumberSections(_html, model, table, findings).Write();
        Importance();
        Learning();
        About();
        _html.Raw("</main><footer>Written by myelin report. " +
            "The page holds all that it shows; nothing is loaded from elsewhere.</footer></body></html>");
        return _html.ToString();
    }

    void Cards()
    {
        string[] shown = ["accuracy", "balanced accuracy", "ROC AUC", "log loss", "calibration error", "RMSE", "MAE", "R²",
            "coverage of 90 % intervals"];
        Score[] scores = [.. findings.Evaluation.Scores()];
        _html.Raw("<ul class=\"cards\">");
        foreach (string name in shown)
            foreach (Score score in scores.Where(score => score.Name == name))
            {
                string baseline = findings.Baseline(name) is not "–" and var reached ? $" (baseline {reached})" : "";
                _html.Raw($"<li><b>{Reports.Value(score.Value)}</b><span>{Html.Escape(score.Name)}{baseline}</span></li>");
            }
        _html.Raw("</ul>");
    }

    void Importance()
    {
        if (importance.Count == 0) return;
        string error = model.Target.Classes is null ? "RMSE" : "log loss";
        _html.Section("importance", "Feature importance",
            "A column's cells are shuffled among the rows, five times, and the predictions made again: the more the error grows, the " +
                "more the model needs the column. Of two columns that say the same, either can be spared, and both look unneeded.", () =>
            {
                var grid = new Grid("column", $">growth of {error}", ">± deviation", ">share");
                foreach (ColumnImportance column in importance.Take(40))
                    grid.Add(column.Column, Reports.Value(column.Mean), Reports.Value(column.Deviation),
                        double.IsFinite(column.Share) ? column.Share.ToString("0.0 %;−0.0 %;0.0 %", CultureInfo.InvariantCulture) : "–");
                ColumnImportance first = importance[0];
                _html.Figure(
                    InlineSvg.Of(ImportancePlot.Draw(importance, error),
                        "importance", $"Bars: growth of the {error} when a column is shuffled. " +
                            $"The most needed is {first.Column}, with {Reports.Value(first.Mean)}.",
                            height: Math.Clamp(110 + 26 * Math.Min(importance.Count, ImportancePlot.MostColumns), 220, 640)),
                    "Bar: mean of five shuffles; line: ± one standard deviation.",
                    () => _html.Table($"Growth of the {error} by column", grid));
            });
    }

    void Learning()
    {
        LearningHistory[] histories = [.. model.Learning.Where(history => history.Training.Count > 0)];
        if (histories.Length == 0) return;
        _html.Section("learning",
            "How it was trained", "The loss of the rows that were learned from, and of those that chose the best epoch. " +
                "Where the second rises while the first falls, more epochs would have been learned by heart.", () =>
                {
                    var grid = new Grid(">training", ">epochs", ">best", ">training loss there", ">validation loss there");
                    foreach ((int i, LearningHistory history) in histories.Index().Take(20))
                    {
                        int best = Math.Clamp(history.BestEpoch, 1, history.Training.Count) - 1;
                        grid.Add((i + 1).ToString(CultureInfo.InvariantCulture), Reports.Count(history.Training.Count),
                            history.BestEpoch == 0 ? "–" : Reports.Count(history.BestEpoch),
                            Reports.Value(history.Training[best]),
                            best < history.Validation.Count ? Reports.Value(history.Validation[best]) : "–");
                    }
                    _html.Figure(
                        InlineSvg.Of(LearningCurve.Draw(histories), "learning",
                            $"Lines: training and validation loss over {histories.Max(history => history.Training.Count)} epochs."),
                        "Loss after each epoch.", () => _html.Table("Trainings", grid));
                });
    }

    void About() => _html.Section("about", "What the model is", "", () =>
    {
        var facts = new Grid("", "");
        facts.Add("file", Path.GetFileName(file));
        facts.Add("target", $"{model.Target.Column}: {Reports.Lower(model.Target.Task)}, as {model.Target.Reason}");
        facts.Add("network", model.Model.Network.ToString());
        facts.Add("parameters", Reports.Count(model.Model.Network.ParameterCount));
        facts.Add("trained on", $"{Reports.Count(model.Schema.Rows)} rows");
        foreach ((string name, string value) in Reports.Making(model).Concat(Reports.Calibration(model))) facts.Add(name, value);
        foreach (string note in model.Notes.Take(10)) facts.Add("note", note);
        _html.Table("Facts", facts);
        if (model.Scores.Count > 0)
        {
            var scores = new Grid("score when it was trained", ">");
            foreach (Score score in model.Scores) scores.Add(score.Name, Reports.Value(score.Value));
            _html.Table("Scores kept in the file", scores);
        }
        var columns = new Grid("column", "type", ">missing", ">distinct", "becomes");
        foreach (ColumnSchema column in model.Schema.Columns.Take(60))
        {
            int inputs = model.Encoder.Columns.Where(encoder => encoder.Column == column.Name).Sum(encoder => encoder.Outputs.Count);
            string? dropped = model.Dropped.FirstOrDefault(drop => drop.Name == column.Name)?.Reason;
            columns.Add(column.Name, Reports.Lower(column.Type), Reports.Count(column.Missing), Reports.Count(column.Distinct),
                column.Name == model.Target.Column ? "the target"
                : dropped is not null ? $"nothing: {dropped}" : inputs == 1 ? "1 input" : $"{inputs} inputs");
        }
        _html.Table("Columns of the table it was trained on", columns);
    });
}
