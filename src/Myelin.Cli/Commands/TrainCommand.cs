using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Layers;
using Myelin.Losses;
using Myelin.Optimizers;
using Myelin.Schedules;
using Myelin.Tabular;
using Myelin.Text;

namespace Myelin.Cli.Commands;

/// <summary>myelin train: from a table to a model file.</summary>
sealed class TrainCommand : Verb
{
    readonly Argument<string> _data = new("DATA") { Description = "A CSV file with a header line." };
    readonly Option<string?> _target = Given.Text("--target", "COLUMN", "The column to predict.", "-t");
    readonly TableOptionsGiven _table = new();
    readonly Option<string?> _task = Given.Text("--task", "TASK", "classification or regression. Default: by the target's cells.");
    readonly Option<IReadOnlyList<Layer>?> _layers = Given.Value<IReadOnlyList<Layer>>("--layers", "LAYERS", "Hidden layers. Default: 64:relu,64:relu.", LayerList.Parse);
    readonly Option<ILoss?> _loss = Given.Value<ILoss>("--loss", "LOSS", "Default: softmax-cross-entropy for classes, mean-squared-error for numbers.", LossNames.Parse);
    readonly Option<Optimizer?> _optimizer = Given.Value<Optimizer>("--optimizer", "RULE", "Default: adam(learning-rate=0.002).", OptimizerNames.Parse);
    readonly Option<double?> _rate = Given.Number("--learning-rate", "A", "The optimizer's learning rate.", a => a >= 0, "of 0 or more");
    readonly Option<Schedule?> _schedule = Given.Value<Schedule>("--schedule", "SCHEDULE", "How the learning rate changes. Default: a cosine to a twentieth.", ScheduleNames.Parse);
    readonly Option<int?> _epochs = Given.Whole("--epochs", "N", "At most so many passes over the rows. Default: 20 to 200, by the number of rows.", 1);
    readonly Option<int?> _batch = Given.Whole("--batch", "N", "Rows of one step. Default: 32 to 512, by the number of rows.", 1);
    readonly Option<int?> _seed = Given.Whole("--seed", "N", "Seeds weights, shuffles and splits. Default: 1.", 0);
    readonly Option<int?> _threads = Given.Whole("--threads", "N", "The model is the same bits with any number. Default: as many as pay.", 1, 1024);
    readonly Option<double?> _validation = Given.Number("--validation", "SHARE", "Share of the training rows that decides which epoch was best. Default: 0.15.", s => s is >= 0 and < 1, "from 0 to below 1");
    readonly Option<int?> _patience = Given.Whole("--patience", "N", "Epochs without a better validation loss after which training stops; 0 for never. Default: a quarter of the epochs.", 0);
    readonly Option<double?> _test = Given.Number("--test", "SHARE", "Share of all rows that the result is measured on. Default: 0.2.", s => s is >= 0 and < 1, "from 0 to below 1");
    readonly Option<string?> _output = Given.Text("--output", "MODEL", "The model file. Default: the data's name with .safetensors, in this folder.", "-o");
    readonly Option<string?> _plot = Given.Text("--plot", "FILE", "Draw the learning curve and the result: a .svg or .png file.");
    readonly Option<bool> _json = Given.Flag("--json", "Write the result as JSON.");
    readonly Option<bool> _quiet = Given.Flag("--quiet", "Write errors only.", "-q");

    public TrainCommand() : base("train", "Train a network to predict a column of a table from the others, and save it as one file.")
    {
        Add(_data);
        Group("data", _target, _table.Column, _table.Ignore, _table.Missing, _table.Delimiter, _task, _test);
        Group("network", _layers, _loss);
        Group("training", _optimizer, _rate, _schedule, _epochs, _batch, _validation, _patience, _seed, _threads);
        Group("output", _output, _plot, _json, _quiet);
        Example("myelin train housing.csv --target price", "reads, trains, measures and saves housing.safetensors");
        Example("myelin train iris.csv --target species --layers 32:tanh --epochs 100 --plot iris.svg", "with another network, and a picture");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string data = line.GetValue(_data)!;
        bool json = line.GetValue(_json), quiet = line.GetValue(_quiet) || json;
        FileCheck.Readable(data);
        string output = line.GetValue(_output) ?? Path.ChangeExtension(Path.GetFileName(data), ".safetensors");
        FileCheck.Writable(output);
        string? plot = line.GetValue(_plot);
        if (plot is not null && Path.GetExtension(plot).ToLowerInvariant() is not (".svg" or ".png"))
            throw CommandException.WrongUse($"--plot must end with .svg or .png, but is '{plot}'.");
        if (plot is not null) FileCheck.Writable(plot);

        Table table = Table.Read(data, _table.Read(line));
        string target = line.GetValue(_target)
            ?? throw CommandException.WrongUse($"--target is missing: which column shall be predicted? {table.Name} has {string.Join(", ", table.Columns.Select(column => column.Name))}.");
        TabularOptions options = Training(line);
        Target described = Target.Of(table, target, options.Task);
        double share = line.GetValue(_test) ?? 0.2;
        (Table train, Table? test) = share == 0 ? (table, null) : table.Split(1 - share, options.Seed, described.Task == TabularTask.Classification ? target : null);
        var training = new TabularTraining(train, target, options);
        if (!quiet) Understood(screen, table, training, test?.Rows ?? 0);

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            if (stop.IsCancellationRequested) Environment.Exit(ExitCode.Interrupted);
            e.Cancel = true;
            stop.Cancel();
        };
        using TabularModel model = TrainingProgressBar.Run(training, quiet, stop.Token);
        Evaluation? result = test is null ? null : model.Evaluate(test);
        if (result is not null) model.Record("test", result);
        model.Save(output);
        if (plot is not null) ResultPlot.Draw(plot, model, test, result);

        if (json) Console.WriteLine(ResultJson.Of(training, model, result, test?.Rows ?? 0, output));
        else if (!quiet) Finished(screen, model, result, test, data, output, plot);
        return ExitCode.Success;
    }

    TabularOptions Training(ParseResult line)
    {
        return new()
        {
            Task = line.GetValue(_task) switch
            {
                null => null,
                "classification" => TabularTask.Classification,
                "regression" => TabularTask.Regression,
                string other => throw CommandException.WrongUse($"--task must be classification or regression, but is '{other}'."),
            },
            Hidden = line.GetValue(_layers),
            Loss = line.GetValue(_loss),
            Optimizer = line.GetValue(_optimizer),
            LearningRate = line.GetValue(_rate),
            Schedule = line.GetValue(_schedule),
            Epochs = line.GetValue(_epochs) ?? 0,
            BatchSize = line.GetValue(_batch) ?? 0,
            Seed = (ulong)(line.GetValue(_seed) ?? 1),
            Threads = line.GetValue(_threads) ?? 0,
            Validation = line.GetValue(_validation),
            Patience = line.GetValue(_patience),
        };
    }

    static void Understood(Screen screen, Table table, TabularTraining training, int test)
    {
        screen.Title($"{table.Name}: {Count(table.Rows)} rows, {table.Columns.Count} columns");
        var grid = new Grid("column", "type", ">missing", ">distinct", "used as");
        foreach (Column column in table.Columns)
        {
            string? reason = training.Dropped.Where(dropped => dropped.Name == column.Name).Select(dropped => dropped.Reason).FirstOrDefault();
            string use = column.Name == training.Target.Column ? "target"
                : reason is not null ? $"dropped: {reason}"
                : training.Encoder.Columns.First(encoder => encoder.Column == column.Name).Outputs.Count is var inputs && inputs == 1 ? "1 input" : $"{inputs} inputs";
            grid.Add(column.Name, column.Type.ToString().ToLowerInvariant(), Count(column.Missing), Count(column.Distinct),
                new Piece(use, reason is null ? Ink.Plain : Ink.Faint));
        }
        screen.Table(grid);
        screen.Blank();
        Target target = training.Target;
        screen.Fact("task", $"{target.Task.ToString().ToLowerInvariant()} of {target.Column}, since {target.Reason}");
        if (target.Classes is { } classes) screen.Fact("classes", $"{classes.Count}, sorted: {string.Join(", ", classes.Names.Take(12))}{(classes.Count > 12 ? ", …" : "")}");
        foreach (string note in training.Notes) screen.Fact("note", note);
        screen.Fact("rows", $"{Count(training.TrainingRows)} to train, {Count(training.ValidationRows)} to choose the best epoch, {Count(test)} to measure");
        screen.Fact("network", $"{training.Network}");
        screen.Fact("parameters", $"{Count((int)training.Network.ParameterCount)}: {string.Join(", ", training.Network.Blocks().Select(block => $"{block.Rows} × {block.Columns}"))}");
        screen.Fact("loss", LossNames.Format(training.Loss));
        screen.Fact("steps", $"of {training.BatchSize} rows");
        screen.Blank();
    }

    static void Finished(Screen screen, TabularModel model, Evaluation? result, Table? test, string data, string output, string? plot)
    {
        TrainingHistory history = model.History!;
        string end = history.End switch
        {
            TrainingEnd.EarlyStop => "stopped early: the validation loss got no better",
            TrainingEnd.Stopped => "stopped as asked, with the best so far",
            TrainingEnd.Converged => "converged",
            _ => "all epochs made",
        };
        screen.Blank();
        screen.Fact("trained", $"{history.Epochs.Count} epochs in {history.Epochs[^1].Elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s, {end}; best is epoch {history.BestEpoch}");
        if (result is not null)
        {
            screen.Title($"on {Count(test!.Rows)} rows that it has not seen");
            foreach (string text in result.ToString().Split('\n')) screen.Line(text.TrimEnd());
        }
        screen.Blank();
        screen.Fact("saved", new Piece(output, Ink.Good), plot is null ? "" : $" and {plot}");
        screen.Fact("next", $"myelin predict {output} {data}");
    }

    static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
