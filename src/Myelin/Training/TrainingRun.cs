using System.Numerics;

namespace Myelin;

/// <summary>
/// A training from epoch to epoch: rows, measure, keep the best, stop. All that it remembers is in its <see cref="TrainingState"/>.
/// </summary>
internal sealed class TrainingRun<T>(
    Model<T> model, Optimizer optimizer, TrainingOptions options, IEngine<T> engine, TrainingData<T> data, TrainingState state)
    : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly TrainingParts<T> _parts = new(model, Copy(model.Parameters), engine, state);
    CheckpointKeeper<T>? _keeper;

    // whether the epoch under way was ended early, and whether what it learned is not kept
    bool _cut, _undone;

    /// <summary>Where all rows are one batch; null for steps over batches.</summary>
    public FullBatch<T>? FullBatch { get; init; }

    /// <summary>Measures the rows that decide which epoch is best; null without them.</summary>
    public IJudge? Judge { get; init; }

    /// <summary>Throws where no epoch is done.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <summary>What is told of it.</summary>
    public required TrainingStream Told { get; init; }

    /// <summary>Keeps what has been learned, also of a first epoch that is not done.</summary>
    public CancellationToken Stopped { get; init; }

    Parameters<T> Best => _parts.Best;

    /// <summary>Keeps the training's state, and goes on from what is there.</summary>
    public void Keep(Checkpoints checkpoints, IReadOnlyDictionary<string, string> identity, CancellationToken cancellation)
    {
        _keeper = new(checkpoints, _parts, identity, Told, cancellation);
        _keeper.Resume(data.Epochs);
    }

    /// <summary>Trains from where the state is to the end.</summary>
    /// <param name="cancellation">ends it within a step, for whatever reason</param>
    /// <exception cref="OperationCanceledException">It was cancelled before an epoch was done; the parameters are as before.</exception>
    public TrainingHistory Run(CancellationToken cancellation)
    {
        try
        {
            return RunEpochs(cancellation);
        }
        catch when (state.BestEpoch > 0 && !model.Parameters.IsDisposed)
        {
            // whatever ends it, a listener that throws too: the best is kept
            Best.CopyTo(model.Parameters);
            throw;
        }
    }

    TrainingHistory RunEpochs(CancellationToken cancellation)
    {
        bool stopped = false;
        while (state.End is null && !stopped && !cancellation.IsCancellationRequested)
        {
            if (MakeEpoch(cancellation) is not { } descent) break;
            stopped = Told.IsHeard && Told.Tell(new TrainingEvent.EpochEnded(state.History[^1]));
            stopped |= cancellation.IsCancellationRequested;
            // also where it is stopped just then: a training that goes on makes no epoch too many
            state.End = EndAfter(state.History.Count, descent);
            if (_keeper is { } keeper && !_cut && (stopped || state.End is not null || keeper.IsDue)) keeper.Write();
        }
        if (state.BestEpoch < state.History.Count || _undone) Best.CopyTo(model.Parameters);
        if (state.History.Count == 0 && Cancelled.IsCancellationRequested)
            throw new OperationCanceledException(
                "The training was cancelled before its first epoch was done. The model is as before.", Cancelled);
        return new(state.History, state.BestEpoch, stopped ? TrainingEnd.Stopped : state.End ?? TrainingEnd.Stopped);
    }

    public void Dispose()
    {
        _keeper?.Dispose();
        Best.Dispose();
    }

    // null where it was cancelled before the first was done
    DescentState? MakeEpoch(CancellationToken cancellation)
    {
        int epoch = state.History.Count + 1;
        if (state.Step == 0) state.StepsBefore = engine.State.Steps;
        SetFactors(epoch - 1);
        (double trainingLoss, DescentState descent) = FullBatch?.Step() ?? (Learn(cancellation), DescentState.Descending);
        if (FullBatch is not null) TellSteps(1, trainingLoss);
        _undone = _cut && (epoch == 1 ? Cancelled.IsCancellationRequested || !Stopped.IsCancellationRequested : MayNotJudge);
        if (_undone) return null;
        (double Loss, double Measure)? judged = Judged();
        // the best is known; an epoch that nothing was measured of is taken only where there is none
        _undone = judged is null && epoch > 1 && MayNotJudge;
        if (_undone) return null;
        if (judged is var (loss, measure) && Told.IsHeard) Told.Tell(new TrainingEvent.Validated(epoch, loss, measure));
        state.EpochsMade++;
        state.Step = 0;
        Measure(epoch, trainingLoss, judged);
        return descent;
    }

    bool MayNotJudge => Judge is not null && Cancelled.IsCancellationRequested;

    // null without rows that judge, and where it was cancelled meanwhile
    (double Loss, double Measure)? Judged()
    {
        try
        {
            return Judge?.Evaluate(Cancelled);
        }
        catch (OperationCanceledException) when (Cancelled.IsCancellationRequested)
        {
            // all steps of the epoch are made: whoever goes on from there measures it then
            if (!_cut) _keeper?.Write();
            _cut = true;
            return null;
        }
    }

    /// <summary>The rest of the epoch, up to where it is cancelled; gives the mean loss of all its steps.</summary>
    double Learn(CancellationToken cancellation)
    {
        if (state.Step == 0) engine.BeginEpoch();
        int before = 0;
        foreach (RowBlock<T> block in data.Rows.Of(state.EpochsMade))
        {
            int steps = engine.StepsFor(block.Count);
            // parts that were learned from before a stop are passed over, and may be many
            if (state.Step >= before + steps && !block.EndsEpoch && cancellation.IsCancellationRequested)
            {
                _cut = true;
                _keeper?.Write();
                break;
            }
            while (state.Step < before + steps && !_cut)
            {
                state.Step = before + engine.Run(block, state.Step - before, _keeper?.Pause ?? cancellation);
                Throw.IfDisposed(model.Parameters.IsDisposed, nameof(Model));
                TellSteps(state.Step, engine.Loss);
                // the last step of an epoch is its end, whatever came meanwhile
                _cut = cancellation.IsCancellationRequested && !(block.EndsEpoch && state.Step == before + steps);
                if (_cut || state.Step < before + steps) _keeper?.Write();
            }
            if (_cut) break;
            before += steps;
        }
        return engine.Loss;
    }

    // L-BFGS counts none, and makes one an epoch
    long StepsMade(int epoch) => engine.State.Steps is > 0 and var steps ? steps : epoch;

    void TellSteps(int made, double loss)
    {
        if (!Told.IsHeard) return;
        int epoch = state.History.Count + 1;
        Told.Tell(new TrainingEvent.Stepped(epoch, made, loss) { Steps = StepsMade(epoch) });
    }

    void Measure(int epoch, double trainingLoss, (double Loss, double Measure)? judged)
    {
        double? validationLoss = judged?.Loss;
        // an epoch's loss is that before its steps: the last of them may have gone too far
        bool finite = double.IsFinite(trainingLoss) && double.IsFinite(validationLoss ?? 0) && model.Parameters.AreFinite();
        bool better = finite && (judged is not { Measure: double measure } || state.BestEpoch == 0 ||
            (options.LastOfTies ? measure <= state.BestMeasure : measure < state.BestMeasure - options.MinimumImprovement));
        state.History.Add(new(epoch, data.Epochs, StepsMade(epoch), trainingLoss, validationLoss,
            optimizer.LearningRate * engine.LastRateFactor, _parts.Elapsed)
        {
            IsBest = better,
            Measure = judged?.Measure,
        });
        if (!finite)
        {
            Best.CopyTo(model.Parameters);
            throw new TrainingDivergedException(Diverged(epoch), new(state.History, state.BestEpoch, TrainingEnd.Stopped));
        }
        if (better)
        {
            (state.BestEpoch, state.BestMeasure) = (epoch, judged?.Measure ?? trainingLoss);
            model.Parameters.CopyTo(Best);
        }
        if (options.Plateau is { } plateau) state.Plateau = plateau.Next(state.Plateau, validationLoss ?? trainingLoss);
    }

    TrainingEnd? EndAfter(int epoch, DescentState descent) =>
        descent != DescentState.Descending ? TrainingEnd.Converged
        : options.Patience > 0 && Judge is not null && epoch - state.BestEpoch >= options.Patience ? TrainingEnd.EarlyStop
        : epoch >= data.Epochs ? TrainingEnd.AllEpochs
        : null;

    void SetFactors(int epoch)
    {
        double plateau = state.Plateau.Factor;
        long batches = engine.StepsFor(data.Rows.Rows), before = state.StepsBefore;
        long steps = (batches + options.AccumulateBatches - 1) / options.AccumulateBatches;
        Func<long, double>? rate = FactorOf(options.Schedule);
        engine.Factors = new(
            rate is null ? _ => plateau : step => plateau * rate(step), FactorOf(options.DecaySchedule), FactorOf(options.DropoutSchedule));

        Func<long, double>? FactorOf(Schedule? schedule) => schedule is null ? null
            : schedule.Unit == ScheduleUnit.Epoch ? _ => schedule.Factor(new(epoch, data.Epochs))
            : step => schedule.Factor(new(epoch * steps + step - before, data.Epochs * steps));
    }

    static Parameters<T> Copy(Parameters<T> parameters)
    {
        Parameters<T> copy = parameters.Alike();
        parameters.CopyTo(copy);
        return copy;
    }

    string Diverged(int epoch) => FormattableString.Invariant(
            $"Training diverged: the loss or a parameter is not a finite number in epoch {epoch} at learning rate ") +
        FormattableString.Invariant(
            $"{optimizer.LearningRate:g4}. Try {optimizer.LearningRate / 10:g4}; the model keeps the last finite parameters.");
}
