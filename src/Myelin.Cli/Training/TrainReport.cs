using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>What a training says: before it, and when it is done.</summary>
sealed class TrainReport(Screen screen, DataSource data, TrainingRows rows)
{
    /// <summary>The rows, the network and the plan.</summary>
    public void Introduce(string[] ignored, Checkpoints? checkpoints, EventFiles? events, Remedies remedies)
    {
        TabularTraining training = rows.Training;
        Table table = rows.Table;
        screen.Line(new Piece(data.Name, Ink.Strong),
            $"  {Reports.Count(table.Schema.Rows)} rows, {table.Columns.Count + ignored.Length} columns");
        DroppedColumn[] dropped = [.. training.Dropped, .. ignored.Select(name => new DroppedColumn(name, "ignored, as asked"))];
        Reports.Data(screen, table.Schema, dropped, training.Encoder, training.Target.Column);
        Reports.Target(screen, training.Target);
        if (table.Schema.Rows > table.Rows)
            screen.Fact("streamed", $"{Reports.Count(table.Rows)} rows, drawn by lot, are in memory: " +
                "encoders are fitted to them, and held-out rows are of them; all others are read from disk");
        screen.Fact("rows", Parts());
        Reports.Notes(screen, [.. training.Notes.Select(remedies.Text)]);
        screen.Title("Network");
        Reports.Network(screen, training.Network);
        screen.Fact("loss", LossNames.Describe(training.Loss));
        screen.Fact("optimizer", OptimizerNames.Format(training.Optimizer));
        if (training.Recipe is { } recipe) screen.Fact("recipe", Reports.Recipe(recipe));
        screen.Fact("plan", training.PlanInTime().ToString());
        screen.Fact("memory", $"about {Reports.Bytes((long)training.Memory)}");
        if (checkpoints is not null) screen.Fact("checkpoints", checkpoints.Folder);
        if (events is not null) screen.Fact("tensorboard", $"tensorboard --logdir {CheckpointChoice.Quoted(events.Folder)}");
        screen.Title("Training");
    }

    string Parts()
    {
        TabularTraining training = rows.Training;
        bool inFolds = training.Plan.Folds > 1;
        int known = inFolds ? training.Source.Rows : training.TrainingRows;
        string held = inFolds || training.ValidationRows == 0 ? "" : $", {Reports.Count(training.ValidationRows)} validation rows";
        return $"{Reports.Count(known)} training rows{held}{(rows.Test is { } test ? $", {Reports.Count(test.Rows)} test rows" : "")}";
    }

    /// <summary>The scores, what was saved, and what comes next.</summary>
    public void Conclude(TabularModel model, Findings? findings, TrainFiles files)
    {
        screen.Line($"  {TrainingResult.Ending(model, StopSignal.IsAsked)}");
        screen.Title("Result");
        TrainingResult.Scores(screen, model, findings);
        screen.Blank();
        screen.Line(files.Model.Replaces ? "Replaced " : "Saved ", new Piece(files.Model.Path, Ink.Strong), $"{files.Model.Size}.");
        if (files.Test is { } test) screen.Line("Saved the test rows as ", new Piece(test.Path, Ink.Strong), ".");
        if (files.Plot is { } plot && findings is not null)
            screen.Line("Saved plot ", new Piece(plot.Path, Ink.Strong),
                PlotFont.Exists ? "." : " without words, as this machine has no font.");
        string rowsOf = data.Path is { } path ? CheckpointChoice.Quoted(path) : "DATA";
        screen.Line("Next:  ", new Piece($"myelin predict {CheckpointChoice.Quoted(files.Model.Path)} {rowsOf}", Ink.Forward));
    }

    /// <summary>The same as JSON.</summary>
    /// <param name="dropped">rows that were left out</param>
    public void WriteJson(TabularModel model, Findings? findings, CrossValidation? judged, OutputFile output, int dropped) =>
        JsonOutput.Write(json =>
    {
        json.WriteString("data", data.Name);
        json.WriteNumber("rows", rows.Table.Schema.Rows);
        if (dropped > 0) json.WriteNumber("droppedRows", dropped);
        json.WriteModel(model);
        json.WriteStartArray("members");
        foreach (TrainingHistory history in model.Histories) json.WriteHistory(history);
        json.WriteEndArray();
        json.WriteScores("scores", model.Scores);
        if (judged is not null) Validated.Write(json, judged);
        json.WriteCalibration(model.Calibration);
        if (findings is not null) json.WriteFindings(findings.Of, findings);
        json.WriteString("model", output.Path);
        json.WriteBoolean("replaced", output.Replaces);
        json.WriteString("digest", WeightDigest.Of(model.Members.Select(member => member.Parameters)));
    });
}
