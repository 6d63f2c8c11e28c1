using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin tune: searches settings on the same folds, and says how much of what was won is luck.</summary>
sealed class TuneCommand : Verb
{
    const int FewRows = 100, DefaultTrials = 40, DefaultFolds = 5;

    /// <summary>The share of the time limit that is for trials; the rest is to train the best with all rows.</summary>
    const double SearchShare = 0.85;

    readonly DataArgument _data = new("A CSV file, or a Parquet file (.parquet).");
    readonly Option<string?> _target = Given.Text("--target", "COLUMN", "The column to predict.", "-t");
    readonly Option<TabularTask?> _task = Given.Word<TabularTask>("--task", "Default: by the target's cells, and said.");
    readonly Option<string[]> _ignore = Given.Many("--ignore", "COLUMN", "A column to leave out, such as an identifier. Repeatable.");
    readonly DataOptions _reading = new();
    readonly FoldChoice _folds = new();
    readonly Option<SearchMetric?> _metric = Given.Word<SearchMetric>("--metric", "What is made better. Default: logloss for classes, rmse for numbers.");
    readonly Option<int?> _trials = Given.Whole("--trials", "N", "Settings to try, with those of a journal; the first are the defaults. Default: 40.", 2, 100_000);
    readonly Option<double?> _limit = Given.Number("--time-limit", "SECONDS", "Ends within about this time, the last training included. Default: none.", seconds => seconds is > 0 and <= 1e6, "greater than 0 and at most 1000000");
    readonly Option<double?> _test = Given.Number("--test", "SHARE",
        "Share of all rows held out from every trial, to compare the best with the defaults at the end. Default: 0.2 where there are 100 rows or more.",
        share => share is >= 0 and < 1, "of at least 0 and below 1");
    readonly Option<ulong?> _seed = Given.Seed("--seed", "The same seed tries the same settings. Default: 1.");
    readonly Option<int?> _threads = Given.Whole("--threads", "N", "Changes the time, not the result. Default: as many as pay.", 1, 1024);
    readonly Option<string?> _journal = Given.Text("--journal", "FILE", "Where trials are kept, a line each; a search goes on where it was stopped. Default: the data's name with .tune.jsonl, in this folder.");
    readonly Option<string?> _output = Given.Text("--output", "MODEL", "The best model's file. Default: the data's name with .safetensors, in this folder.", "-o");
    readonly Option<bool> _json = Given.Flag("--json", "Write what was found as JSON, when it is done.");

    public TuneCommand() : base("tune", "Try settings on the same folds, say what the best has won and how much of it is luck, and save its model.")
    {
        Add(_data.File);
        Group("what to learn", _target, _task, _reading.DropMissingTarget, _reading.Weight, _ignore, _reading.Columns);
        Group("search", _metric, _trials, _limit, _folds.Count, _folds.Group, _folds.Time, _test, _seed, _threads);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("output", _journal, _output, OutputFile.Force, _json);
        Example("myelin tune houses.csv --target price --time-limit 600", "as many settings as ten minutes allow; run it again with more trials to go on");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        var watch = Stopwatch.StartNew();
        DataSource data = _data.Of(line);
        if (data.IsStandardInput) throw CommandException.WrongUse("myelin tune needs a file, not standard input: a search that is taken up again reads it again.");
        if (line.GetValue(_target) is not { } column) throw CommandException.WrongUse("myelin tune needs --target COLUMN, the column to predict.");
        OutputFile output = OutputFile.Of(line, _output, OutputKind.Model, ModelPath.For(data));
        string log = OutputFile.Of(line, _journal, OutputKind.Journal, data.Stem + ".tune.jsonl").Path;
        // a journal grows; with --force another file makes room for one
        if (line.GetValue(OutputFile.Force) && File.Exists(log) && !OutputKind.Journal.Wrote(log)) File.Delete(log);
        if (line.GetValue(_json)) screen = new PlainScreen(TextWriter.Null);

        ulong seed = line.GetValue(_seed) ?? 1;
        FoldOptions folding = _folds.Read(line, DefaultFolds, seed);
        if (_folds.Columns(line).Contains(column)) throw CommandException.WrongUse($"{column} is the target, so rows cannot be dealt by it.");
        string[] ignored = line.GetValue(_ignore) ?? [];
        if (ignored.Contains(column)) throw CommandException.WrongUse($"{column} is both the target and ignored.");
        Table table = data.Read(_reading.Weighted(line, column, _reading.Read(line, columns: true) with { Ignore = [.. ignored.Except(_folds.Columns(line))] }));
        table = _reading.WithTarget(line, screen, table, column);
        var target = Target.Of(table, column, line.GetValue(_task));
        SearchMetric metric = line.GetValue(_metric) ?? SearchLoss.Default(target);
        SearchLoss.Check(metric, target);
        double share = line.GetValue(_test) ?? (table.Rows < FewRows ? 0 : 0.2);
        (Table rows, Table? test) = share == 0 ? (table, null) : _folds.SetAside(line, table, target, share, seed);
        var options = new TabularOptions
        {
            Task = target.Task,
            Weight = line.GetValue(_reading.Weight),
            Seed = seed,
            Threads = line.GetValue(_threads) ?? 0,
            GroupBy = folding.Group,
            TimeBy = folding.Time,
            Ignore = [.. ignored.Intersect(_folds.Columns(line)).Union(folding.Group is { } group ? [group] : [])],
        };
        _ = new TabularTraining(rows, column, options); // says what is wrong with the table before anything is tried
        folding = folding with { Count = line.GetValue(_folds.Count) ?? FoldChoice.Usual(rows, folding, DefaultFolds) };
        IReadOnlyList<Fold> folds = FoldChoice.Deal(rows, target, folding, test is not null);

        using Journal journal = Journal.Open(log, Identity(line, data.Digest(table), target, metric, folding, share, ignored));
        Introduce(screen, data, target, rows, test, metric, folding, journal, log);
        IReadOnlyList<Trial> trials = Search(line, screen, journal, rows, target, metric, folds, options, seed);
        // the last training takes as long as many a trial
        if (StopSignal.IsAsked) throw new CommandException(ExitCode.Interrupted, $"Stopped. The trials are kept in {log}: the same command continues the search.");
        SearchGain gain = SearchGain.Of(trials) ?? throw new CommandException(ExitCode.Failed, trials is [{ Failure: { } failure }, ..]
            ? $"The defaults failed, so there is nothing to compare with: {failure}"
            : "Not even the defaults were tried within the time. Give a longer --time-limit, or fewer folds (--cv).");

        screen.Title("The best with all rows");
        TimeSpan searched = watch.Elapsed;
        TimeSpan? forModel = line.GetValue(_limit) is { } whole ? TimeSpan.FromSeconds(Math.Max(1, whole - searched.TotalSeconds)) : null;
        TabularModel? trained = null;
        try
        {
            trained = TabularModel.Train(rows, column, TabularSettings.Apply(options, gain.Best.Settings) with { TimeLimit = forModel });
        }
        catch (Exception end) when (end is TimeoutException or TrainingDivergedException)
        {
            throw WithoutModel(line, screen, data, metric, trials, gain, output, log, end);
        }
        using TabularModel model = trained;
        // one with the defaults takes about as long again, and has no longer
        TimeSpan? forDefaults = line.GetValue(_limit) is { } limit ? TimeSpan.FromSeconds(limit) - watch.Elapsed : null;
        bool timeLeft = forDefaults is not { } left || left > watch.Elapsed - searched;
        Comparison? tested = test is null ? null
            : Compare(test, model, metric, gain, rows, options with { TimeLimit = timeLeft ? forDefaults : null }, timeLeft);
        output.Save(model.Save);
        if (line.GetValue(_json)) WriteJson(data, metric, trials, gain, tested, model, output, log);
        else Conclude(screen, metric, trials, gain, tested, model, output);
        return ExitCode.Success;
    }

    /// <summary>Says what the search has found where its last training gave no model; the error of that.</summary>
    CommandException WithoutModel(
        ParseResult line, Screen screen, DataSource data, SearchMetric metric, IReadOnlyList<Trial> trials, SearchGain gain,
        OutputFile output, string log, Exception failure)
    {
        string command = TrainLine.Of(line, gain.Best.Settings, output.Path);
        bool isLate = failure is TimeoutException;
        if (line.GetValue(_json)) WriteJson(data, metric, trials, gain, null, null, output, log, command);
        else
        {
            Found(screen, metric, trials, gain, ".");
            screen.Line("Next:  ", new Piece(command, Ink.Forward));
        }
        string why = isLate ? "No time was left to train the best settings with all rows" : $"The best settings failed with all rows ({failure.Message})";
        string remedy = isLate ? "the same command with a longer --time-limit continues from there" : "train other settings with --set";
        return new(isLate ? ExitCode.WrongUse : ExitCode.Failed,
            $"{why}, so no model is saved. " +
            $"The trials are kept in {log}: {remedy}, and 'myelin train' with the best settings is shown above.");
    }

    IReadOnlyList<Trial> Search(
        ParseResult line, Screen screen, Journal journal, Table rows, Target target, SearchMetric metric, IReadOnlyList<Fold> folds, TabularOptions options, ulong seed)
    {
        int count = line.GetValue(_trials) ?? DefaultTrials;
        WorkView view = screen.Work();
        var search = new Search(TabularSettings.Space, journal, seed, (settings, cancellation) =>
        {
            // one network a fold: settings are compared, and that needs no five of each
            TabularOptions tried = TabularSettings.Apply(options, settings) with { Quality = Quality.Fast };
            CrossValidation found = CrossValidation.Run(rows, target, folds, part => TabularModel.Train(part, target.Column, tried, null, cancellation), null, options.Weight, cancellation);
            return [.. found.Folds.Select(fold => SearchLoss.Of(metric, fold.Scores))];
        });
        double best = journal.Trials.Select(trial => trial.Loss).DefaultIfEmpty(double.PositiveInfinity).Min();
        TimeSpan? limit = line.GetValue(_limit) is { } seconds ? TimeSpan.FromSeconds(SearchShare * seconds) : null;
        return view.Show("trials", () => search.Run(count, limit, new Told(trial =>
        {
            view.Tell(string.Create(CultureInfo.InvariantCulture,
                $"{trial.Number + 1,3}/{count}  {SearchLoss.Name(metric)} {(trial.Failure is null ? Reports.Value(trial.Loss) : "failed")}{(trial.Loss < best ? " *" : "  ")}  {trial}  ({trial.Seconds:0.0} s)"));
            best = Math.Min(best, trial.Loss);
            view.Report((trial.Number + 1.0) / count);
        }), StopSignal.Token));
    }

    /// <summary>All that a journal's search must have in common with this one.</summary>
    Dictionary<string, string> Identity(ParseResult line, string digest, Target target, SearchMetric metric, FoldOptions folds, double test, string[] ignored)
    {
        var identity = new Dictionary<string, string>
        {
            ["program"] = $"myelin tune {typeof(Network).Assembly.GetName().Version!.ToString(3)}",
            ["data"] = digest,
            ["target"] = target.Column,
            ["task"] = Reports.Lower(target.Task),
            ["metric"] = Reports.Lower(metric),
            ["folds"] = folds.Count.ToString(CultureInfo.InvariantCulture),
            ["test share"] = test.ToString("R", CultureInfo.InvariantCulture),
            ["seed"] = folds.Seed.ToString(CultureInfo.InvariantCulture),
            ["space"] = TabularSettings.Space.ToString(),
        };
        if (line.GetValue(_reading.Weight) is { } weight) identity["row weight"] = weight;
        if (folds.Group is { } group) identity["group"] = group;
        if (folds.Time is { } time) identity["time"] = time;
        if (ignored.Length > 0) identity["ignored columns"] = string.Join(", ", ignored.Order(StringComparer.Ordinal));
        return identity;
    }

    static void Introduce(Screen screen, DataSource data, Target target, Table rows, Table? test, SearchMetric metric, FoldOptions folding, Journal journal, string log)
    {
        screen.Line(new Piece(data.Name, Ink.Strong), $"  {Reports.Count(rows.Rows)} rows in {folding.Count} folds{(test is null ? "" : $", {Reports.Count(test.Rows)} test rows")}");
        Reports.Target(screen, target);
        screen.Fact("made small", $"{SearchLoss.Name(metric)}, the mean of the folds");
        foreach (Setting setting in TabularSettings.Space.Settings) screen.Fact(setting.Name, setting.Values.ToString()!);
        screen.Fact("journal", journal.Trials.Count == 0 ? log : $"{log}, with {journal.Trials.Count} trials: the search goes on");
        screen.Title("Trials");
    }

    /// <summary>How good the model is on the test rows, and one with the defaults: null where no time is left to train it.</summary>
    static Comparison Compare(Table test, TabularModel model, SearchMetric metric, SearchGain gain, Table rows, TabularOptions options, bool timeLeft)
    {
        Evaluation found = model.Evaluate(test, options.Weight);
        model.Record("test", found);
        double best = SearchLoss.Of(metric, [.. found.Scores()]);
        if (gain.Best.Number == 0) return new(found, test.Rows, best, best);
        if (!timeLeft) return new(found, test.Rows, best, null);
        try
        {
            using TabularModel first = TabularModel.Train(rows, model.Target.Column, options);
            return new(found, test.Rows, best, SearchLoss.Of(metric, [.. first.Evaluate(test, options.Weight).Scores()]));
        }
        catch (Exception failure) when (failure is TimeoutException or TrainingDivergedException)
        {
            // the best model is not lost with it
            return new(found, test.Rows, best, null, failure is TrainingDivergedException);
        }
    }

    static void Conclude(Screen screen, SearchMetric metric, IReadOnlyList<Trial> trials, SearchGain gain, Comparison? tested, TabularModel model, OutputFile output)
    {
        foreach ((string fact, string value) in Reports.Making(model)) screen.Fact(fact, value);
        screen.Blank();
        Found(screen, metric, trials, gain, ", so the model is trained with them.");
        Tested(screen, metric, gain, tested);
        screen.Line(output.Replaces ? "Replaced " : "Saved ", new Piece(output.Path, Ink.Strong), $"{output.Size}.");
    }

    /// <summary>The best trials, and what of the best's gain is luck.</summary>
    /// <param name="soOn">ends the sentence that the defaults are the best</param>
    static void Found(Screen screen, SearchMetric metric, IReadOnlyList<Trial> trials, SearchGain gain, string soOn)
    {
        string name = SearchLoss.Name(metric);
        var grid = new Grid("", $">{name}", ">fold by fold", "settings");
        foreach (Trial trial in trials.OrderBy(trial => trial.Loss).Take(5).Append(trials[0]).DistinctBy(trial => trial.Number).Where(trial => trial.Losses.Count > 0))
            grid.Add($"trial {trial.Number + 1}", new(Reports.Value(trial.Loss), Ink.Strong), $"{Reports.Value(trial.Losses.Min())} to {Reports.Value(trial.Losses.Max())}", trial.ToString());
        screen.Table(grid);
        screen.Blank();
        if (gain.Best.Number == 0) screen.Line($"No setting was better than the defaults{soOn}");
        else
        {
            screen.Line("Best: ", new Piece(gain.Best.ToString(), Ink.Strong));
            screen.Line($"It lowers the {name} of the folds by {Reports.Value(gain.Gain)} ± {Reports.Value(gain.Error)} (standard error, paired over folds).");
            screen.Line($"Luck alone makes the best of {Reports.Count(trials.Count)} equally good trials look better by about {Reports.Value(gain.Luck)}: {Verdict(gain)}.");
        }
    }

    static void Tested(Screen screen, SearchMetric metric, SearchGain gain, Comparison? tested)
    {
        if (tested is not { } found) return;
        string defaults = gain.Best.Number == 0 ? "" : found.First is { } first ? $", and {Reports.Value(first)} with the defaults"
            : found.HasDiverged ? "; the defaults diverged when they were trained with all rows" : "; no time was left to train the defaults, too";
        double baseline = found.Evaluation.Baseline is { } reached ? SearchLoss.Of(metric, reached.Scores) : double.NaN;
        string beside = double.IsNaN(baseline) ? "" : $"; baseline {Reports.Value(baseline)}";
        screen.Line($"On {Reports.Count(found.Rows)} test rows: {SearchLoss.Name(metric)} {Reports.Value(found.Best)}{defaults}{beside}.");
        if (found.Evaluation.Baseline?.Verdict is { } verdict) screen.Line(new Piece(verdict, Ink.Bad));
    }

    static string Verdict(SearchGain gain) => gain.LuckShare >= 1
        ? "nothing shows that it is better than the defaults"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * gain.LuckShare:0} % of the gain may be luck");

    /// <param name="command">trains the best settings, where there is no model</param>
    static void WriteJson(
        DataSource data, SearchMetric metric, IReadOnlyList<Trial> trials, SearchGain gain, Comparison? tested, TabularModel? model,
        OutputFile output, string log, string? command = null) => JsonOutput.Write(json =>
    {
        json.WriteString("data", data.Name);
        json.WriteString("metric", Reports.Lower(metric));
        json.WriteNumber("trials", trials.Count);
        json.WriteNumber("bestTrial", gain.Best.Number);
        json.WriteStartObject("settings");
        foreach ((string key, string value) in gain.Best.Settings) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteFinite("loss", gain.Best.Loss);
        json.WriteFinite("defaultLoss", trials[0].Loss);
        json.WriteFinite("gain", gain.Gain);
        json.WriteFinite("gainError", gain.Error);
        json.WriteFinite("luck", gain.Luck);
        if (tested is { } found)
        {
            json.WriteFinite("testLoss", found.Best);
            if (found.First is { } first) json.WriteFinite("defaultTestLoss", first);
            json.WriteBaseline(found.Evaluation.Baseline);
        }
        json.WriteString("journal", log);
        if (command is not null) json.WriteString("command", command);
        if (model is null)
        {
            json.WriteNull("model");
            return;
        }
        json.WriteNumber("networks", model.Members.Count);
        if (model.Plan is { } plan) json.WriteNumber("plannedNetworks", plan.Members);
        json.WriteString("model", output.Path);
        json.WriteBoolean("replaced", output.Replaces);
    });

    /// <summary>The best settings on the test rows, and the defaults; null where no time was left to train these.</summary>
    /// <param name="HasDiverged">whether the defaults' training failed</param>
    sealed record Comparison(Evaluation Evaluation, int Rows, double Best, double? First, bool HasDiverged = false);

    sealed class Told(Action<Trial> report) : IProgress<Trial>
    {
        public void Report(Trial value) => report(value);
    }
}
