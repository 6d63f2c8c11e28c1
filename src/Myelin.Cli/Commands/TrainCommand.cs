using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin train: from a table to a model, with everything said that was decided on the way.</summary>
sealed class TrainCommand : Verb
{
    /// <summary>With fewer rows none are set aside for the test unless that is asked for.</summary>
    const int FewRows = 100;

    const double TestShare = 0.2;

    readonly DataArgument _data = new(DataArgument.Files);
    readonly Option<string?> _target = Given.Text("--target", "COLUMN", "The column to predict.", "-t");
    readonly Option<TabularTask?> _task = Given.Word<TabularTask>("--task", "Default: by the target's cells, and said.");
    readonly Option<string[]> _ignore = Given.Many("--ignore", "COLUMN", "A column to leave out, such as an identifier. Repeatable.");
    readonly Option<ScalingKind?> _scaling = Given.Word<ScalingKind>("--scaling", "How numbers are brought to a common size. Default: the recipe's, and standard for layers of your own.");
    readonly DataOptions _reading = new();
    readonly StreamChoice _streaming = new();
    readonly FoldChoice _folds = new();
    readonly Option<bool> _balanced = Given.Flag("--balanced", "Let rare classes count as much as frequent ones. Probabilities are then of a world where all are equally frequent.");
    readonly Option<ThresholdMetric?> _threshold = Given.Word<ThresholdMetric>("--threshold",
        "Choose the decision threshold of two classes that maximizes this on held-out rows. Default: the more probable class.");

    readonly Option<string?> _recipe = Given.Text("--recipe", "NAME",
        $"How networks are built and trained: {string.Join(", ", RecipeKeys.Recipes)}; or a file of JSON, such as inspect --json writes, or of a model, whose recipe it is. Default: default, which is realmlp with a few choices by the table.");
    readonly Option<string[]> _set = Given.Many("--set", "KEY=VALUE", $"A setting of the recipe that is different, such as dropout=0.3. Repeatable. Known: {string.Join(", ", RecipeKeys.All)}.");
    readonly Option<Quality?> _quality = Given.Word<Quality>("--quality", "One network; or five pairs, each without another fifth of the rows, averaged; or three times five pairs, trained longer. Default: default.");
    readonly Option<double?> _limit = Given.Number("--time-limit", "SECONDS", "How long training may take, the folds of --cv included: decides the number of networks and epochs, by measuring the first steps, and ends it.", limit => limit is > 0 and <= 1e6, "greater than 0 and at most 1000000");
    readonly Option<string?> _metric = Given.Value<string>("--metric", "error|rmse|cross-entropy|auc|loss",
        "What decides which epoch is best. Default: cross-entropy for two classes, error for more, rmse for numbers.", Metric);

    readonly Option<IReadOnlyList<Layer>?> _layers = Given.Value("--layers", "LIST",
        $"The hidden layers: {LayerList.Syntax}; the output layer is added. Default: the recipe's.", LayerList.Parse);
    readonly Option<ILoss?> _loss = Given.Value("--loss", "NAME",
        "Such as huber, or softmax-cross-entropy(label-smoothing=0.1). Default: softmax-cross-entropy for classes, mean-squared-error for numbers.", LossNames.Parse);

    readonly Option<Optimizer?> _optimizer = Given.Value("--optimizer", "NAME", "Such as sgd(momentum=0.9), adamw, lbfgs. Default: the recipe's, and adam for layers of your own.", OptimizerNames.Parse);
    readonly Option<double?> _rate = Given.Number("--learning-rate", "α", "Default: the recipe's, or the optimizer's own.", rate => rate > 0, "greater than 0");
    readonly Option<Schedule?> _schedule = Given.Value("--schedule", "NAME",
        "How the learning rate changes, such as constant, one-cycle, step-decay(30, unit=epoch). Default: the recipe's, and a cosine down to a twentieth for layers of your own.", ScheduleNames.Parse);
    readonly Option<int?> _epochs = Given.Whole("--epochs", "N", "At most so many. Default: as many as give about eight thousand steps, four thousand for two classes; 24 to 256.", 1, 1_000_000);
    readonly Option<int?> _batch = Given.Whole("--batch", "N", "Rows of a step. Default: 64 to 1024, by the number of rows.", 1, 1 << 24);
    readonly Option<double?> _validation = Given.Number("--validation", "SHARE",
        "Share of the training rows held out to decide which epoch is best; trains one network. Default: by the quality.", share => share is >= 0 and < 1, "of at least 0 and below 1");
    readonly Option<double?> _test = Given.Number("--test", "SHARE",
        "Share of all rows set aside before anything is looked at, to say how good the model is. Default: 0.2 where there are 100 rows or more, and none with --cv.",
        share => share is >= 0 and < 1, "of at least 0 and below 1");
    readonly Option<string?> _testOutput = Given.Text("--test-output", "FILE", "Write the test rows as CSV, with the columns that were read. myelin evaluate takes it.");
    readonly Option<int?> _patience = Given.Whole("--patience", "N", "Epochs without a better one before training ends; 0 for never. Default: the recipe's.", 0);
    readonly Option<ulong?> _seed = Given.Seed("--seed", "The same seed gives the same weights, bit for bit. Default: 1.");
    readonly Option<int?> _threads = Given.Whole("--threads", "N", "Changes the time, not the result. Default: as many as pay.", 1, 1024);

    readonly CheckpointChoice _checkpoints = new();
    readonly Option<string?> _output = Given.Text("--output", "MODEL", "The model's file. Default: the data's name with .safetensors, in this folder.", "-o");
    readonly Option<string?> _plot = Given.Text("--plot", "FILE", "Save a plot of the learning curve, and of the confusion matrix or of predicted against actual (.svg or .png).");
    readonly Option<bool> _noPrints = Given.Flag("--no-fingerprints", "Keep no fingerprints of the training rows in the model. With them, evaluate recognizes training rows.");
    readonly Option<bool> _quiet = Given.Flag("--quiet", "Write nothing but errors.", "-q");
    readonly Option<bool> _json = Given.Flag("--json", "Write what was found as JSON, when it is done.");

    public TrainCommand() : base("train", "Train a network to predict one column of a table from the others, and save it.")
    {
        Add(_data.File);
        Group("what to learn", _target, _task, _reading.DropMissingTarget, _reading.Weight, _ignore, _reading.Columns, _scaling);
        Group("recipe", _recipe, _set, _quality, _limit, _metric);
        Group("rare classes", _balanced, _threshold);
        Group("judging", _test, _testOutput, _folds.Count, _folds.Group, _folds.Time);
        Group("network", _layers, _loss);
        Group("training", _optimizer, _rate, _schedule, _epochs, _batch, _validation, _patience, _seed, _threads);
        Group("going on after a stop", _checkpoints.All);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("larger than memory", _streaming.Stream, _streaming.Cache);
        Group("output", _output, _noPrints, _plot, OutputFile.Force, _quiet, _json);
        Example("myelin train iris.csv --target species", "learns the species from the other columns and saves iris.safetensors");
        Example("myelin train houses.csv --target price --layers 128:gelu,dropout(0.1),64:gelu --epochs 50 --plot houses.png", "another network, and a picture of how it went");
        Example("myelin train houses.csv --target price --checkpoint run --resume", "keeps its state in the folder run, and goes on from there after whatever stopped it");
        Example("myelin train visits.csv --target cured --cv 5 --group patient", "five times, no patient in both parts; what is found calibrates the model");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        DataSource data = _data.Of(line);
        if (line.GetValue(_target) is not { } target) throw CommandException.WrongUse($"myelin train needs --target COLUMN, the column to predict.{ColumnsOf(line, data)}");
        OutputFile output = OutputFile.Of(line, _output, OutputKind.Model, ModelPath.For(data));
        PlotFile? plot = PlotFile.IfGiven(line, _plot);
        OutputFile? testOutput = OutputFile.IfGiven(line, _testOutput, OutputKind.Rows);
        bool silent = line.GetValue(_quiet) || line.GetValue(_json) || output.IsStandardOutput;
        if (silent) screen = new PlainScreen(TextWriter.Null);

        string[] ignored = line.GetValue(_ignore) ?? [];
        if (ignored.Contains(target)) throw CommandException.WrongUse($"{target} is both the target and ignored.");
        if (_folds.Columns(line).Contains(target)) throw CommandException.WrongUse($"{target} is the target, so rows cannot be dealt by it.");
        _ = _folds.Read(line, 2, 1);
        Checkpoints? checkpoints = _checkpoints.Read(line);
        EpochView view = silent ? new EpochLines(TextWriter.Null) : screen.Epochs();
        TabularOptions options = Settings(line) with { Checkpoints = checkpoints is null ? null : checkpoints with { Told = view.Tell } };
        TableOptions reading = _reading.Weighted(line, target, _reading.Read(line, columns: true) with { Ignore = [.. ignored.Except(_folds.Columns(line))] });
        using TableStream? stream = _streaming.Wants(line, screen, data) ? ReadStream(line, screen, data, reading) : null;
        Table table, rows;
        Table? test;
        TabularTraining training;
        long begun;
        if (stream is null)
        {
            table = data.Read(reading);
            begun = Stopwatch.GetTimestamp();
            DataSource.RefuseEmpty(table, target);
            table = _reading.WithTarget(line, screen, table, target);
            (rows, test) = SetAside(line, table, TargetOf(line, table, target));
            training = Begin(() => new TabularTraining(rows, target, options));
        }
        else
        {
            StreamedRows all = stream.Draw(target, Seed(line), line.GetValue(_reading.DropMissingTarget)), streamed;
            begun = Stopwatch.GetTimestamp();
            DataSource.RefuseEmpty(all.Sample, target);
            _reading.SayDropped(screen, all.Dropped, stream.Rows, target);
            (streamed, test) = SetAside(line, all, TargetOf(line, all.Sample, target).Task);
            training = Begin(() => new TabularTraining(streamed, options));
            (table, rows) = (all.Sample, streamed.Sample);
        }
        if (test is null && testOutput is not null)
            throw CommandException.WrongUse("--test-output writes the test rows, and none are held out here. Hold some out (--test 0.2).");
        // each fold's networks keep theirs, too
        checkpoints?.Check(training.Network.ParameterCount, training.Plan.Members * (1 + (line.GetValue(_folds.Count) ?? 0)));
        if (line.GetValue(_threshold) is not null && line.GetValue(_folds.Count) is null && training.ValidationRows == 0)
            throw CommandException.WrongUse("--threshold is chosen on rows that are held out, and there are none. Give --cv K, or --validation SHARE.");
        FoldOptions? folding = line.GetValue(_folds.Count) is { } count ? _folds.Read(line, count, Seed(line)) : null;
        IReadOnlyList<Fold>? folds = folding is null ? null : FoldChoice.Deal(rows, training.Target, folding, test is not null);
        Introduce(screen, data, table, training, ignored, test?.Rows ?? 0, checkpoints, Remedies.Of(line));
        view.Left = new(training.PlanInTime().Estimate, options.TimeLimit - Stopwatch.GetElapsedTime(begun));

        CrossValidation? judged = folds is null ? null : Judge(screen, rows, training.Target, folding!, folds, options, StopSignal.Token);
        training.Reading = view;
        using TabularModel model = Train(training, view, checkpoints, StopSignal.Token);
        if (judged is not null) Keep(model, judged, line.GetValue(_threshold));
        // after a stop first of all: what comes next may be left out
        bool early = StopSignal.IsAsked && output.CanBeReplaced;
        if (early) StopSignal.Saving(() => output.Save(model.Save));
        Findings? findings = Findings.FindUnlessLong(model, test ?? rows, test is null ? "training" : "test", options.Weight);
        if (test is not null && findings is not null) findings = findings with { AreHeldOut = true };
        if (test is not null && findings is not null) model.Record("test", findings.Evaluation);
        if (!early || test is not null && findings is not null) StopSignal.Saving(() => output.Save(model.Save));
        if (test is not null) testOutput?.Write(test.WriteCsv);
        if (plot is not null && findings is not null) Draw(plot, model, findings);

        if (line.GetValue(_json)) WriteJson(data, table, model, findings, judged, output);
        else Conclude(screen, data, output, model, findings, plot, testOutput);
        return ExitCode.Success;
    }

    static string Metric(string text)
    {
        RecipeKeys.Set(Recipe.RealMlp(TabularTask.Classification), $"metric={text}");
        return text;
    }

    /// <summary>The rows on disk; refuses what needs them in memory before they are read.</summary>
    TableStream ReadStream(ParseResult line, Screen screen, DataSource data, TableOptions reading)
    {
        string? option = line.GetValue(_folds.Count) is not null ? "--cv" : _folds.Columns(line).Length > 0 ? "--group or --time"
            : line.GetValue(_quality) is Quality.Default or Quality.Best ? "--quality default or best" : line.GetValue(_optimizer) is Lbfgs ? "--optimizer lbfgs" : line.GetValue(_reading.Weight) is not null ? "--weight" : null;
        if (option is not null) throw CommandException.WrongUse($"{option} needs all rows in memory, and these are streamed from disk (--stream). Leave one of the two out.");
        return _streaming.Read(line, screen, data, reading, StopSignal.Token);
    }

    static TabularModel Train(TabularTraining training, EpochView view, Checkpoints? checkpoints, CancellationToken cancellation)
    {
        try
        {
            return view.Show(() => training.Run(view, cancellation));
        }
        catch (OperationCanceledException) when (checkpoints is not null)
        {
            throw Stopped(checkpoints);
        }
        catch (OperationCanceledException)
        {
            throw new CommandException(ExitCode.Interrupted, "Stopped before the first epoch was done, so there is no model to save.");
        }
        catch (TrainingDivergedException e) when (checkpoints is not null)
        {
            throw new CommandException(ExitCode.Failed, $"{e.Message}{CheckpointChoice.Kept(checkpoints)}");
        }
    }

    static CommandException Stopped(Checkpoints checkpoints) =>
        new(ExitCode.Interrupted, $"Stopped. The training is kept in {checkpoints.Folder}; go on with: {CheckpointChoice.GoOn()}");

    static TabularTraining Begin(Func<TabularTraining> begin)
    {
        try
        {
            return begin();
        }
        catch (FormatException e) when (e is not InvalidFileException)
        {
            throw CommandException.WrongUse(e.Message);
        }
    }

    TabularOptions Settings(ParseResult line) => new()
    {
        RecipeName = IsFile(line) ? null : line.GetValue(_recipe),
        Recipe = IsFile(line) ? RecipeFile.Load(line.GetValue(_recipe)!) : null,
        GroupBy = line.GetValue(_folds.Group),
        TimeBy = line.GetValue(_folds.Time),
        Set = [.. line.GetValue(_set) ?? [], .. line.GetValue(_metric) is { } metric ? (string[])[$"metric={metric}"] : []],
        Quality = line.GetValue(_quality),
        // each fold's model, and that of all rows, has its part of it
        TimeLimit = line.GetValue(_limit) is { } seconds ? TimeSpan.FromSeconds(seconds / (1 + (line.GetValue(_folds.Count) ?? 0))) : null,
        Task = line.GetValue(_task),
        Ignore = [.. (line.GetValue(_ignore) ?? []).Intersect(_folds.Columns(line)).Union(line.GetValue(_folds.Group) is { } group ? [group] : [])],
        Balanced = line.GetValue(_balanced),
        Threshold = line.GetValue(_threshold),
        Weight = line.GetValue(_reading.Weight),
        Fingerprints = !line.GetValue(_noPrints),
        Hidden = line.GetValue(_layers),
        Loss = line.GetValue(_loss),
        Optimizer = line.GetValue(_optimizer),
        LearningRate = line.GetValue(_rate),
        Schedule = line.GetValue(_schedule),
        Scaling = line.GetValue(_scaling),
        Epochs = line.GetValue(_epochs) ?? 0,
        BatchSize = line.GetValue(_batch) ?? 0,
        Validation = line.GetValue(_validation),
        Patience = line.GetValue(_patience),
        Seed = Seed(line),
        Threads = line.GetValue(_threads) ?? 0,
    };

    // names come first
    bool IsFile(ParseResult line) => line.GetValue(_recipe) is { } recipe && !RecipeKeys.Recipes.Contains(recipe) && File.Exists(recipe);

    ulong Seed(ParseResult line) => line.GetValue(_seed) ?? 1;

    static CrossValidation Judge(Screen screen, Table rows, Target target, FoldOptions dealing, IReadOnlyList<Fold> folds, TabularOptions options, CancellationToken cancellation)
    {
        screen.Line($"  First {folds.Count} times to judge{(dealing.Group is { } group ? $", no {group} in both parts" : dealing.Time is { } time ? $", always the later by {time}" : "")}; then once with all rows.");
        try
        {
            CrossValidation found = Validated.Run(screen, rows, target, folds, options with { Threshold = null }, cancellation);
            screen.Blank();
            Validated.Show(screen, found);
            screen.Blank();
            return found;
        }
        catch (OperationCanceledException)
        {
            throw options.Checkpoints is { } checkpoints
                ? Stopped(checkpoints)
                : new CommandException(ExitCode.Interrupted, "Stopped before all folds were done, so there is no model to save.");
        }
    }

    // predictions for rows by models that have not seen them say more than the few rows that chose the best epoch
    static void Keep(TabularModel model, CrossValidation judged, ThresholdMetric? threshold)
    {
        model.Calibrate(judged.OutOfFold, threshold);
        model.Record(judged);
    }

    /// <summary>The target; refuses a metric that is not for it.</summary>
    Target TargetOf(ParseResult line, Table table, string name)
    {
        var target = Target.Of(table, name, line.GetValue(_task), loss: line.GetValue(_loss));
        Recipe asked = RecipeKeys.Set(Recipe.Plain(target.Task), $"metric={line.GetValue(_metric) ?? "default"}");
        return RecipeKeys.MetricObjection(asked, target) is { } objection ? throw CommandException.WrongUse($"--metric {objection}.") : target;
    }

    (Table Rows, Table? Test) SetAside(ParseResult line, Table table, Target target)
    {
        double share = line.GetValue(_test) ?? (table.Rows < FewRows || line.GetValue(_folds.Count) is not null ? 0 : TestShare);
        if (share == 0) return (table, null);
        (Table rows, Table test) = _folds.SetAside(line, table, target, share, Seed(line));
        if (rows.Rows == 0 || test.Rows == 0)
            throw CommandException.WrongUse(FormattableString.Invariant($"--test {share} leaves no rows on one side: there are {table.Rows}."));
        return (rows, test);
    }

    (StreamedRows Rows, Table? Test) SetAside(ParseResult line, StreamedRows all, TabularTask task)
    {
        double share = line.GetValue(_test) ?? (all.Rows < FewRows ? 0 : TestShare);
        if (share == 0) return (all, null);
        (StreamedRows rows, Table test) = all.SetAside(share, Seed(line), task);
        return rows.Sample.Rows > 0 && test.Rows > 0 ? (rows, test)
            : throw CommandException.WrongUse(FormattableString.Invariant($"--test {share} leaves no rows on one side: there are {all.Rows}."));
    }

    string ColumnsOf(ParseResult line, DataSource data)
    {
        // of a pipe there would be nothing left to learn from
        if (data.Path is null || data.Length == 0 || MemoryNeed.IsTooMuch(data, out _, out _)) return "";
        try
        {
            string[] names = [.. data.Read(_reading.Read(line)).Columns.Select(column => column.Name)];
            return $" {data.Name} has {string.Join(", ", names.Take(30))}{(names.Length > 30 ? ", …" : "")}.";
        }
        catch (FormatException)
        {
            return "";
        }
    }

    static void Introduce(Screen screen, DataSource data, Table table, TabularTraining training, string[] ignored, int test, Checkpoints? checkpoints, Remedies remedies)
    {
        screen.Line(new Piece(data.Name, Ink.Strong), $"  {Reports.Count(table.Schema.Rows)} rows, {table.Columns.Count + ignored.Length} columns");
        Reports.Data(screen, table.Schema, [.. training.Dropped, .. ignored.Select(name => new DroppedColumn(name, "ignored, as asked"))], training.Encoder, training.Target.Column);
        Reports.Target(screen, training.Target);
        string held = training.ValidationRows > 0 ? $", {Reports.Count(training.ValidationRows)} to choose the best epoch" : "";
        if (table.Schema.Rows > table.Rows)
            screen.Fact("streamed", $"{Reports.Count(table.Rows)} rows, drawn by lot, are in memory: encoders are fitted to them, and held-out rows are of them; all others are read from disk");
        int known = training.Plan.Folds > 1 ? training.Source.Rows : training.TrainingRows;
        if (training.Plan.Folds > 1) held = "";
        screen.Fact("rows", $"{Reports.Count(known)} to learn from{held}{(test > 0 ? $", {Reports.Count(test)} set aside for the test" : "")}");
        Reports.Notes(screen, [.. training.Notes.Select(remedies.Text)]);
        screen.Title("Network");
        Reports.Network(screen, training.Network);
        screen.Fact("loss", LossNames.Describe(training.Loss));
        screen.Fact("optimizer", OptimizerNames.Format(training.Optimizer));
        if (training.Recipe is { } recipe) screen.Fact("recipe", Reports.Recipe(recipe));
        screen.Fact("plan", training.PlanInTime().ToString());
        screen.Fact("memory", $"about {Reports.Bytes((long)training.Memory)}");
        if (checkpoints is not null) screen.Fact("checkpoints", checkpoints.Folder);
        screen.Title("Training");
    }

    static void Conclude(Screen screen, DataSource data, OutputFile output, TabularModel model, Findings? findings, PlotFile? plot, OutputFile? testOutput)
    {
        screen.Line($"  {TrainingResult.Ending(model, StopSignal.IsAsked)}");
        screen.Title("Result");
        TrainingResult.Scores(screen, model, findings);
        screen.Blank();
        screen.Line(output.Replaces ? "Replaced " : "Saved ", new Piece(output.Path, Ink.Strong), $"{output.Size}.");
        if (testOutput is not null) screen.Line("Saved the test rows as ", new Piece(testOutput.Path, Ink.Strong), ".");
        if (plot is not null && findings is not null) screen.Line("Saved plot ", new Piece(plot.Path, Ink.Strong), PlotFont.Exists ? "." : " without words, as this machine has no font.");
        screen.Line("Next:  ", new Piece($"myelin predict {Quoted(output.Path)} {(data.Path is { } path ? Quoted(path) : "DATA")}", Ink.Forward));
    }

    static void Draw(PlotFile plot, TabularModel model, Findings findings) => plot.Write(
    [
        LearningCurve.Draw(model.Learning),
        findings.Confusion is not null ? ConfusionPlot.Draw(findings) : ActualPlot.Draw(findings, model.Target.Column),
    ]);

    void WriteJson(DataSource data, Table table, TabularModel model, Findings? findings, CrossValidation? judged, OutputFile output) => JsonOutput.Write(json =>
    {
        json.WriteString("data", data.Name);
        json.WriteNumber("rows", table.Schema.Rows);
        if (_reading.Dropped > 0) json.WriteNumber("droppedRows", _reading.Dropped);
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

    static string Quoted(string path) => CheckpointChoice.Quoted(path);
}
