using System.CommandLine;
using System.Diagnostics;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin train: from a table to a model, with everything said that was decided on the way.</summary>
sealed class TrainCommand : Verb
{
    readonly DataArgument _data = new(DataArgument.Files);
    readonly TrainOptions _options = new();
    readonly DataOptions _reading = new();
    readonly StreamChoice _streaming = new();
    readonly FoldChoice _folds = new();
    readonly TestChoice _test = new("Share of all rows set aside before anything is looked at, to say how good the model is. " +
        "Default: 0.2 where there are 100 rows or more, and none with --cv.");
    readonly CheckpointChoice _checkpoints = new();
    readonly TensorBoardChoice _tensorBoard = new();
    readonly TrainOutput _files = new();
    readonly Option<bool> _quiet = Given.Flag("--quiet", "Write nothing but errors.", "-q");
    readonly Option<bool> _json = Given.Flag("--json", "Write what was found as JSON, when it is done.");

    public TrainCommand() : base("train", "Train a network to predict one column of a table from the others, and save it.")
    {
        Add(_data.File);
        Group("what to learn", _options.Target, _options.Task, _reading.DropMissingTarget, _reading.Weight, _options.Ignore,
            _reading.Columns, _options.Scaling);
        Group("recipe", _options.Recipe, _options.Set, _options.Quality, _options.TimeLimit, _options.Metric);
        Group("rare classes", _options.Balanced, _options.Threshold);
        Group("judging", _test.Share, _files.Test, _folds.Count, _folds.Group, _folds.Time);
        Group("network", _options.Layers, _options.Loss);
        Group("training", _options.Optimizer, _options.LearningRate, _options.Schedule, _options.Epochs, _options.Batch,
            _options.Validation, _options.Patience, _options.Seed, _options.Threads);
        Group("going on after a stop", _checkpoints.All);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("larger than memory", _streaming.Stream, _streaming.Cache);
        Group("output", _files.Model, _options.NoFingerprints, _files.Plot, _tensorBoard.Folder, OutputFile.Force, _quiet, _json);
        Example("myelin train iris.csv --target species", "learns the species from the other columns and saves iris.safetensors");
        Example("myelin train houses.csv --target price --layers 128:gelu,dropout(0.1),64:gelu --epochs 50 --plot houses.png",
            "another network, and a picture of how it went");
        Example("myelin train houses.csv --target price --checkpoint run --resume",
            "keeps its state in the folder run, and goes on from there after whatever stopped it");
        Example("myelin train visits.csv --target cured --cv 5 --group patient",
            "five times, no patient in both parts; what is found calibrates the model");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        DataSource data = _data.Of(line);
        string target = line.GetValue(_options.Target) ?? throw NoTarget(line, data);
        TrainFiles files = _files.Read(line, data);
        bool silent = line.GetValue(_quiet) || line.GetValue(_json) || files.Model.IsStandardOutput;
        if (silent) screen = new PlainScreen(TextWriter.Null);
        EpochView view = silent ? new EpochLines(TextWriter.Null) : screen.Epochs();
        Checkpoints? checkpoints = Checked(line, target);
        using EventFiles? events = _tensorBoard.Read(line, checkpoints);
        TabularOptions options = _options.Read(line, _folds, line.GetValue(_reading.Weight)) with
        {
            Checkpoints = checkpoints is null ? null : checkpoints with { Told = view.Tell },
        };
        if (events is not null) options = events.Watched(options);

        using TrainingRows rows = Read(line, screen, data, target, options);
        Check(line, rows, files, checkpoints);
        FoldJudge? judge = FoldJudge.Of(line, _folds, rows, options.Seed);
        var report = new TrainReport(screen, data, rows);
        report.Introduce(_options.IgnoredBy(line), checkpoints, events, Remedies.Of(line));
        events?.Settings(data, rows.Training, options.Seed);
        view.Left = new(rows.Training.PlanInTime().Estimate, options.TimeLimit - Stopwatch.GetElapsedTime(rows.Begun));

        CrossValidation? judged = judge?.Run(screen, options, events, StopSignal.Token);
        using TabularModel model = Train(rows.Training, view, checkpoints, StopSignal.Token);
        if (judged is not null) Keep(model, judged, options.Threshold);
        Findings? findings = files.Save(model, rows, options.Weight);
        if (findings is not null) events?.Scores(model, findings);

        if (line.GetValue(_json)) report.WriteJson(model, findings, judged, files.Model, _reading.Dropped);
        else report.Conclude(model, findings, files);
        return ExitCode.Success;
    }

    /// <summary>The checkpoints; refuses words that contradict each other before anything is read.</summary>
    Checkpoints? Checked(ParseResult line, string target)
    {
        _folds.CheckTarget(line, target, _options.IgnoredBy(line));
        _ = _folds.Read(line, 2, 1);
        return _checkpoints.Read(line);
    }

    TrainingRows Read(ParseResult line, Screen screen, DataSource data, string target, TabularOptions options)
    {
        TableOptions reading = _reading.Weighted(line, target,
            _reading.Read(line, columns: true) with { Ignore = [.. _options.IgnoredBy(line).Except(_folds.Columns(line))] });
        if (!_streaming.Wants(line, screen, data))
            return TrainingRows.Of(data.Read(reading), target, table => _reading.WithTarget(line, screen, table, target),
                table => _test.SetAside(line, table, _options.TargetOf(line, table, target), _folds, options.Seed), options);
        _options.CheckStream(line, _folds, options.Weight);
        TableStream stream = _streaming.Read(line, screen, data, reading, StopSignal.Token);
        return TrainingRows.Of(stream, target, Drawn,
            all => _test.SetAside(line, all, _options.TargetOf(line, all.Sample, target).Task, options.Seed), options);

        StreamedRows Drawn(TableStream stream)
        {
            StreamedRows all = stream.Draw(target, options.Seed, line.GetValue(_reading.DropMissingTarget));
            _reading.SayDropped(screen, all.Dropped, stream.Rows, target);
            return all;
        }
    }

    /// <summary>Refuses, before hours of work, what these rows cannot give.</summary>
    void Check(ParseResult line, TrainingRows rows, TrainFiles files, Checkpoints? checkpoints)
    {
        int folds = line.GetValue(_folds.Count) ?? 0;
        if (rows.Test is null && files.Test is not null)
            throw CommandException.WrongUse("--test-output writes the test rows, and none are held out here. Hold some out (--test 0.2).");
        // each fold's networks keep theirs, too
        checkpoints?.Check(rows.Training.Network.ParameterCount, rows.Training.Plan.Members * (1 + folds));
        if (line.GetValue(_options.Threshold) is not null && folds == 0 && rows.Training.ValidationRows == 0)
            throw CommandException.WrongUse(
                "--threshold is chosen on rows that are held out, and there are none. Give --cv K, or --validation SHARE.");
    }

    static TabularModel Train(TabularTraining training, EpochView view, Checkpoints? checkpoints, CancellationToken cancellation)
    {
        training.Reading = view;
        try
        {
            return view.Show(() => training.Run(view, cancellation));
        }
        catch (OperationCanceledException) when (checkpoints is not null)
        {
            throw CheckpointChoice.Stopped(checkpoints);
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

    // predictions for rows by models that have not seen them say more than the few rows that chose the best epoch
    static void Keep(TabularModel model, CrossValidation judged, ThresholdMetric? threshold)
    {
        model.Calibrate(judged.OutOfFold, threshold);
        model.Record(judged);
    }

    CommandException NoTarget(ParseResult line, DataSource data) =>
        CommandException.WrongUse($"myelin train needs --target COLUMN, the column to predict.{ColumnsOf(line, data)}");

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
}
