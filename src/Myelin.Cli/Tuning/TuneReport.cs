using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Tuning;

/// <summary>What a search says when it is done.</summary>
sealed class TuneReport(Screen screen, DataSource data, FinishedSearch search, TuneFiles files)
{
    /// <summary>The best settings, what they won, and the model that was saved.</summary>
    public void Conclude(TabularModel model, Comparison? tested)
    {
        foreach ((string fact, string value) in Reports.Making(model)) screen.Fact(fact, value);
        screen.Blank();
        Found(", so the model is trained with them.");
        Tested(tested);
        screen.Line(files.Model.Replaces ? "Replaced " : "Saved ", new Piece(files.Model.Path, Ink.Strong), $"{files.Model.Size}.");
    }

    /// <summary>The same where the last training gave no model.</summary>
    /// <param name="command">trains the best settings</param>
    public void Conclude(string command)
    {
        Found(".");
        screen.Line("Next:  ", new Piece(command, Ink.Forward));
    }

    /// <summary>The best trials, and what of the best's gain is luck.</summary>
    /// <param name="soOn">ends the sentence that the defaults are the best</param>
    void Found(string soOn)
    {
        string name = SearchLoss.Name(search.Metric);
        var grid = new Grid("", $">{name}", ">fold by fold", "settings");
        IEnumerable<Trial> best = search.Trials.OrderBy(trial => trial.Loss).Take(5).Append(search.Trials[0]);
        foreach (Trial trial in best.DistinctBy(trial => trial.Number).Where(trial => trial.Losses.Count > 0))
            grid.Add($"trial {trial.Number + 1}", new(Reports.Value(trial.Loss), Ink.Strong),
                $"{Reports.Value(trial.Losses.Min())} to {Reports.Value(trial.Losses.Max())}", trial.ToString());
        screen.Table(grid);
        screen.Blank();
        if (search.Gain.Best.Number == 0) screen.Line($"No setting was better than the defaults{soOn}");
        else
        {
            screen.Line("Best: ", new Piece(search.Gain.Best.ToString(), Ink.Strong));
            SearchGain gain = search.Gain;
            screen.Line($"It lowers the {name} of the folds by {Reports.Value(gain.Gain)} ± {Reports.Value(gain.Error)} " +
                "(standard error, paired over folds).");
            screen.Line($"Luck alone makes the best of {Reports.Count(search.Trials.Count)} equally good trials look better by about " +
                $"{Reports.Value(gain.Luck)}: {Verdict(gain)}.");
        }
    }

    void Tested(Comparison? tested)
    {
        if (tested is not { } found) return;
        string defaults = search.Gain.Best.Number == 0 ? "" : found.First is { } first ? $", and {Reports.Value(first)} with the defaults"
            : found.HasDiverged ? "; the defaults diverged when they were trained with all rows"
            : "; no time was left to train the defaults, too";
        double baseline = found.Evaluation.Baseline is { } reached ? SearchLoss.Of(search.Metric, reached.Scores) : double.NaN;
        string beside = double.IsNaN(baseline) ? "" : $"; baseline {Reports.Value(baseline)}";
        screen.Line($"On {Reports.Count(found.Rows)} test rows: " +
            $"{SearchLoss.Name(search.Metric)} {Reports.Value(found.Best)}{defaults}{beside}.");
        if (found.Evaluation.Baseline?.Verdict is { } verdict) screen.Line(new Piece(verdict, Ink.Bad));
    }

    static string Verdict(SearchGain gain) => gain.LuckShare >= 1
        ? "nothing shows that it is better than the defaults"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * gain.LuckShare:0} % of the gain may be luck");

    /// <param name="command">trains the best settings, where there is no model</param>
    public void WriteJson(TabularModel? model, Comparison? tested, string? command = null) => JsonOutput.Write(json =>
    {
        json.WriteString("data", data.Name);
        json.WriteString("metric", Reports.Lower(search.Metric));
        json.WriteNumber("trials", search.Trials.Count);
        json.WriteNumber("bestTrial", search.Gain.Best.Number);
        json.WriteStartObject("settings");
        foreach ((string key, string value) in search.Gain.Best.Settings) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteFinite("loss", search.Gain.Best.Loss);
        json.WriteFinite("defaultLoss", search.Trials[0].Loss);
        json.WriteFinite("gain", search.Gain.Gain);
        json.WriteFinite("gainError", search.Gain.Error);
        json.WriteFinite("luck", search.Gain.Luck);
        if (tested is { } found)
        {
            json.WriteFinite("testLoss", found.Best);
            if (found.First is { } first) json.WriteFinite("defaultTestLoss", first);
            json.WriteBaseline(found.Evaluation.Baseline);
        }
        json.WriteString("journal", files.Journal);
        if (command is not null) json.WriteString("command", command);
        if (model is null)
        {
            json.WriteNull("model");
            return;
        }
        json.WriteNumber("networks", model.Members.Count);
        if (model.Plan is { } plan) json.WriteNumber("plannedNetworks", plan.Members);
        json.WriteString("model", files.Model.Path);
        json.WriteBoolean("replaced", files.Model.Replaces);
    });
}
