using System.Diagnostics;
using System.Globalization;

namespace Myelin.Tabular;

/// <summary>A tabular model in the making: all that is decided about it before it is trained, to be seen and printed.</summary>
public sealed class TabularTraining
{
    readonly TrainingDesign _design;
    TrainingPlan? _timed;
    Samples<float>? _samples;
    TimeSpan _spent;

    /// <param name="table">rows to learn from; those that decide which epoch is best are taken from them</param>
    /// <param name="target">the column to predict</param>
    /// <exception cref="InvalidFileException">The table cannot be learned from; the message says why, and where.</exception>
    /// <exception cref="ArgumentException">The options do not fit together.</exception>
    /// <exception cref="FormatException">There is no such recipe, or it has no such setting.</exception>
    public TabularTraining(Table table, string target, TabularOptions? options = null) : this(table, target, options, null) { }

    /// <summary>The same with the rows of a stream: one network, whose encoders are fitted to those of them that are in memory.</summary>
    public TabularTraining(StreamedRows rows, TabularOptions? options = null)
        : this((rows ?? throw new ArgumentNullException(nameof(rows))).Sample, rows.Target, options, rows) { }

    TabularTraining(Table table, string target, TabularOptions? options, StreamedRows? stream)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        long start = Stopwatch.GetTimestamp();
        _design = new(table, target, options ?? new(), stream);
        Folds = _design.Folds;
        Optimizer = Member(Plan).Optimizer;
        _spent = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The table; of a stream, the rows that are in memory.</summary>
    public Table Source => _design.Source;

    /// <summary>Is told how many rows of an epoch have been read, where they are streamed.</summary>
    public IProgress<StreamProgress>? Reading { get; set; }

    public Target Target => _design.Target;

    public TableEncoder Encoder => _design.Encoder;

    public IReadOnlyList<DroppedColumn> Dropped => _design.Dropped;

    /// <summary>What is odd about the table, in sentences.</summary>
    public IReadOnlyList<Advice> Notes => _design.Notes;

    /// <summary>How networks are built and trained; null where layers of your own are given.</summary>
    public Recipe? Recipe => _design.Recipe;

    /// <summary>How many networks are trained, and how long, without a time limit and an estimate (<see cref="PlanInTime"/>).</summary>
    public TrainingPlan Plan => _design.Plan;

    /// <summary>For each network the rows that it learns from, and those that decide which of its epochs is best.</summary>
    public IReadOnlyList<Fold> Folds { get; private set; }

    /// <summary>The network, or each of several; of two kinds the first.</summary>
    public Network Network => _design.Networks[0];

    public ILoss Loss => _design.Loss;

    public Optimizer Optimizer { get; }

    /// <summary>Bytes that training takes, about: the table's numbers, and all networks that are trained at once.</summary>
    public double Memory => _design.Memory;

    public int TrainingRows => _design.Stream is { } stream ? stream.Rows - ValidationRows : Folds[0].Training.Count;

    /// <summary>Rows that decide which epoch is best; 0 where none are held out.</summary>
    public int ValidationRows => Folds[0].Test.Count;

    public int BatchSize => Plan.BatchSize;

    /// <summary>Epochs at most.</summary>
    public int Epochs => (_timed ?? Plan).Epochs;

    TabularOptions Options => _design.Options;

    /// <summary>The plan within the time limit, if there is one, and how long it takes, by a few measured steps of one network.</summary>
    public TrainingPlan PlanInTime()
    {
        if (_timed is not null) return _timed;
        long start = Stopwatch.GetTimestamp();
        int together = Plan.Together(Options.Threads);
        if (Options.TimeLimit is not { } limit) _timed = PlanChoice.Timed(Plan, EpochSeconds(together), together);
        // a training that goes on has the plan that it began with: a measured time is never the same twice
        else if ((_timed = PlanFile.Of(Options.Checkpoints, Plan)) is null)
        {
            _timed = PlanChoice.Within(Plan, limit - _spent, EpochSeconds(together), together);
            PlanFile.Keep(Options.Checkpoints, Plan, _timed);
        }
        if (_timed.Members != Plan.Members) Folds = _design.FoldsOf(Target, _timed);
        _spent += Stopwatch.GetElapsedTime(start);
        return _timed;
    }

    double EpochSeconds(int together) => EpochClock.Seconds(
        Member(Plan), _design.Networks.Take(Plan.Kinds), Encode(), Folds[0], TrainingRows, Options.Seed,
        Math.Max(1, TrainingPlan.Cores(Options.Threads) / together));

    /// <summary>Trains, and gives the model of the best epochs.</summary>
    /// <remarks>The same table, options and seed give the same bits, unless time is limited.</remarks>
    /// <param name="cancellation">ends training early: the model is of the networks that are done, or if none is, the best so far</param>
    /// <exception cref="TrainingDivergedException">The loss stopped being a finite number.</exception>
    /// <exception cref="OperationCanceledException">
    /// It was cancelled before an epoch was done, or its state is kept: there is no model before it is resumed.
    /// </exception>
    /// <exception cref="TimeoutException">The time limit ended before a step was made.</exception>
    public TabularModel Run(IProgress<TabularProgress>? progress = null, CancellationToken cancellation = default)
    {
        MemoryEstimate.RefuseUnjudgeable(_design);
        TrainingPlan plan = _timed ?? (Options.TimeLimit is null ? Plan : PlanInTime());
        using var grace = new Grace(cancellation);
        using var deadline = new CancellationTokenSource();
        if (Options.TimeLimit is { } limit) deadline.CancelAfter(Left(limit));
        EncodedBlocks? blocks = _design.Stream?.Blocks(Encoder, Target, Loss, Folds[0].Test, Reading);
        var rows = new EnsembleRows(Encode(), blocks, Folds);
        double unit = Target.Scaling is { } scaling ? Math.Abs(scaling.Invert(1) - scaling.Invert(0)) : 1;
        MemberTraining member = Member(plan) with { StopToken = deadline.Token };
        Network[] networks = [.. _design.Networks.Take(plan.Kinds)];
        var ensemble = new EnsembleTraining(member, networks, rows, Options.Seed, Options.Threads, unit) { Begins = Options.Begins };
        ensemble.Run(progress, cancellation);
        RefuseUndone(ensemble, cancellation);
        return new ModelAssembly(_design, plan, rows).Of(ensemble, grace.Token, cancellation);
    }

    void RefuseUndone(EnsembleTraining ensemble, CancellationToken cancellation)
    {
        bool isStopped = ensemble.Histories.Any(history => history.End == TrainingEnd.Stopped);
        Exception? undone = Options.Checkpoints is not null && cancellation.IsCancellationRequested && isStopped
            ? new OperationCanceledException("The training was stopped; its state is kept.", cancellation)
            : ensemble.Histories.Any(history => history.Epochs.Count > 0) ? null
            : cancellation.IsCancellationRequested
            ? new OperationCanceledException(
                "The training was cancelled before its first epoch was done, so there is no model.", cancellation)
            : new TimeoutException(string.Create(CultureInfo.InvariantCulture,
                $"The {Options.TimeLimit!.Value.TotalSeconds:0.#######} s that this training was given ended before an epoch was done. " +
                $"Give a longer time limit, or fewer rows."));
        if (undone is null) return;
        ensemble.Dispose();
        throw undone;
    }

    // a tenth of the limit at least, so that something is learned where reading the columns took long
    TimeSpan Left(TimeSpan limit) => limit - _spent > limit / 10 ? limit - _spent : limit / 10;

    MemberTraining Member(TrainingPlan plan) => MemberTraining.Of(_design, plan);

    Samples<float> Encode() => _samples ??= new(Encoder.Apply(Source), Encoder.Width, TargetForm.Encode(Target, Source, Loss),
        TargetForm.Of(Loss, Target).Columns, _design.Weights is { } weights ? RowWeights.Scaled(weights) : default);
}
