using System.CommandLine;
using System.Diagnostics;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Cli.Tuning;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin tune: searches settings on the same folds, and says how much of what was won is luck.</summary>
sealed class TuneCommand : Verb
{
    const int DefaultTrials = 40, DefaultFolds = 5;

    readonly DataArgument _data = new("A CSV file, or a Parquet file (.parquet).");
    readonly Option<string?> _target = Given.Text("--target", "COLUMN", "The column to predict.", "-t");
    readonly Option<TabularTask?> _task = Given.Word<TabularTask>("--task", "Default: inferred from the target's cells.");
    readonly Option<string[]> _ignore = Given.Many("--ignore", "COLUMN", "A column to leave out, such as an identifier. Repeatable.");
    readonly DataOptions _reading = new();
    readonly FoldChoice _folds = new();
    readonly Option<SearchMetric?> _metric = Given.Word<SearchMetric>("--metric",
        "The objective. Default: logloss for classes, rmse for numbers.");
    readonly Option<int?> _trials = Given.Whole("--trials", "N",
        "Settings to try, with those of a journal; the first are the defaults. Default: 40.", 2, 100_000);
    readonly Option<double?> _limit = Given.Number("--time-limit", "SECONDS",
        "Ends within about this time, the last training included. Default: none.",
        seconds => seconds is > 0 and <= 1e6, "greater than 0 and at most 1000000");
    readonly TestChoice _test = new("Share of all rows held out from every trial, to compare the best with the defaults at the end. " +
        "Default: 0.2 where there are 100 rows or more.");
    readonly Option<ulong?> _seed = Given.Seed("--seed", "The same seed tries the same settings. Default: 1.");
    readonly Option<int?> _threads = Given.Whole("--threads", "N",
        "Changes the time, not the result. Default: chosen automatically.", 1, 1024);
    readonly Option<string?> _journal = Given.Text("--journal", "FILE",
        "Where trials are kept, a line each; a search that was stopped resumes from there. Default: the data's name with .tune.jsonl, " +
        "in this folder.");
    readonly Option<string?> _output = Given.Text("--output", "MODEL",
        "The best model's file. Default: the data's name with .safetensors, in this folder.", "-o");
    readonly Option<bool> _json = Given.Flag("--json", "Write what was found as JSON, when it is done.");

    public TuneCommand() : base("tune",
        "Try settings on the same folds, say what the best has won and how much of it is luck, and save its model.")
    {
        Add(_data.File);
        Group("what to learn", _target, _task, _reading.DropMissingTarget, _reading.Weight, _ignore, _reading.Columns);
        Group("search", _metric, _trials, _limit, _folds.Count, _folds.Group, _folds.Time, _test.Share, _seed, _threads);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("output", _journal, _output, OutputFile.Force, _json);
        Example("myelin tune houses.csv --target price --time-limit 600",
            "as many settings as ten minutes allow; run it again with more trials to resume the search");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        var watch = Stopwatch.StartNew();
        DataSource data = _data.Of(line);
        if (data.IsStandardInput)
            throw CommandException.WrongUse("myelin tune needs a file, not standard input: a search that is resumed reads it again.");
        if (line.GetValue(_target) is not { } column)
            throw CommandException.WrongUse("myelin tune needs --target COLUMN, the column to predict.");
        TuneFiles files = Files(line, data);
        if (line.GetValue(_json)) screen = new PlainScreen(TextWriter.Null);

        TuneTask task = Read(line, screen, data, column, out Table table);
        IReadOnlyList<Fold> folds = FoldChoice.Deal(task.Rows, task.Target, task.Folding, task.Test is not null);
        using Journal journal = Journal.Open(files.Journal, task.Identity(data.Digest(table), line.GetValue(_ignore) ?? []));
        task.Introduce(screen, data, journal, files.Journal);
        IReadOnlyList<Trial> trials = task.Search(screen, journal, folds, line.GetValue(_trials) ?? DefaultTrials, line.GetValue(_limit));
        var found = new FinishedSearch(task.Metric, trials, GainOf(trials, files.Journal));
        var report = new TuneReport(screen, data, found, files);

        screen.Title("The best with all rows");
        TimeSpan searched = watch.Elapsed;
        using TabularModel model = Train(line, task, found, searched, failure => WithoutModel(line, report, found, files, failure));
        // one with the defaults takes about as long again, and has no longer
        TimeSpan? left = line.GetValue(_limit) is { } limit ? TimeSpan.FromSeconds(limit) - watch.Elapsed : null;
        bool timeLeft = left is not { } time || time > watch.Elapsed - searched;
        Comparison? tested = task.Compare(model, found.Gain, timeLeft ? left : null, timeLeft);
        files.Model.Save(model.Save);
        if (line.GetValue(_json)) report.WriteJson(model, tested);
        else report.Conclude(model, tested);
        return ExitCode.Success;
    }

    TuneFiles Files(ParseResult line, DataSource data)
    {
        OutputFile model = OutputFile.Of(line, _output, OutputKind.Model, ModelPath.For(data));
        string log = OutputFile.Of(line, _journal, OutputKind.Journal, data.Stem + ".tune.jsonl").Path;
        // a journal grows; with --force another file makes room for one
        if (line.GetValue(OutputFile.Force) && File.Exists(log) && !OutputKind.Journal.Wrote(log)) File.Delete(log);
        return new(model, log);
    }

    /// <summary>Reads the rows, sets those of the test aside, and refuses what cannot be learned before anything is tried.</summary>
    /// <param name="table">all rows</param>
    TuneTask Read(ParseResult line, Screen screen, DataSource data, string column, out Table table)
    {
        ulong seed = line.GetValue(_seed) ?? 1;
        FoldOptions folding = _folds.Read(line, DefaultFolds, seed);
        string[] ignored = line.GetValue(_ignore) ?? [];
        _folds.CheckTarget(line, column, ignored);
        TableOptions reading = _reading.Read(line, columns: true) with { Ignore = [.. ignored.Except(_folds.Columns(line))] };
        table = _reading.WithTarget(line, screen, data.Read(_reading.Weighted(line, column, reading)), column);
        var target = Target.Of(table, column, line.GetValue(_task));
        SearchMetric metric = line.GetValue(_metric) ?? SearchLoss.Default(target);
        SearchLoss.Check(metric, target);
        double share = _test.Of(line, table.Rows);
        (Table rows, Table? test) = share == 0 ? (table, null) : _folds.SetAside(line, table, target, share, seed);
        var options = new TabularOptions
        {
            Task = target.Task,
            Weight = line.GetValue(_reading.Weight),
            Seed = seed,
            Threads = line.GetValue(_threads) ?? 0,
            GroupBy = folding.Group,
            TimeBy = folding.Time,
            Ignore = _folds.Unlearned(line, ignored),
        };
        _ = new TabularTraining(rows, column, options); // says what is wrong with the table before anything is tried
        folding = folding with { Count = line.GetValue(_folds.Count) ?? FoldChoice.Usual(rows, folding, DefaultFolds) };
        return new(rows, test, target, metric, folding, options, share);
    }

    static SearchGain GainOf(IReadOnlyList<Trial> trials, string journal)
    {
        // the last training takes as long as many a trial
        if (StopSignal.IsAsked)
            throw new CommandException(ExitCode.Interrupted,
                $"Stopped. The trials are kept in {journal}: the same command continues the search.");
        return SearchGain.Of(trials) ?? throw new CommandException(ExitCode.Failed, trials is [{ Failure: { } failure }, ..]
            ? $"The defaults failed, so there is nothing to compare with: {failure}"
            : "Not even the defaults were tried within the time. Give a longer --time-limit, or fewer folds (--cv).");
    }

    /// <param name="withoutModel">the error where it gives no model</param>
    TabularModel Train(
        ParseResult line, TuneTask task, FinishedSearch found, TimeSpan searched, Func<Exception, CommandException> withoutModel)
    {
        TimeSpan? left = line.GetValue(_limit) is { } whole ? TimeSpan.FromSeconds(Math.Max(1, whole - searched.TotalSeconds)) : null;
        try
        {
            return TabularModel.Train(task.Rows, task.Target.Column,
                TabularSettings.Apply(task.Options, found.Gain.Best.Settings) with { TimeLimit = left });
        }
        catch (Exception end) when (end is TimeoutException or TrainingDivergedException)
        {
            throw withoutModel(end);
        }
    }

    /// <summary>Says what the search has found where its last training gave no model; the error of that.</summary>
    CommandException WithoutModel(ParseResult line, TuneReport report, FinishedSearch found, TuneFiles files, Exception failure)
    {
        string command = TrainLine.Of(line, found.Gain.Best.Settings, files.Model.Path);
        if (line.GetValue(_json)) report.WriteJson(null, null, command);
        else report.Conclude(command);
        bool isLate = failure is TimeoutException;
        string why = isLate ? "No time was left to train the best settings with all rows"
            : $"The best settings failed with all rows ({failure.Message})";
        string remedy = isLate ? "the same command with a longer --time-limit continues from there"
            : "train other settings with 'myelin train --set'";
        return new(isLate ? ExitCode.WrongUse : ExitCode.Failed,
            $"{why}, so no model is saved. " +
            $"The trials are kept in {files.Journal}: {remedy}, and 'myelin train' with the best settings is shown above.");
    }
}
