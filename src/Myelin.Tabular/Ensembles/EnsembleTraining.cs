using System.Diagnostics;

namespace Myelin.Tabular;

/// <summary>
/// Trains the networks of a model, several at once where there are several cores; the same bits whatever runs beside what.
/// </summary>
/// <param name="networks">of each kind, in turns</param>
/// <param name="threads">0 for all cores</param>
/// <param name="unit">what a root mean squared error is multiplied by to be in the target's unit</param>
sealed class EnsembleTraining(
    MemberTraining member, IReadOnlyList<Network> networks, EnsembleRows rows, ulong seed, int threads, double unit) : IDisposable
{
    /// <summary>
    /// A recipe's rate is too high for some loss or table: a network that diverges begins anew with a quarter of it, so often.
    /// </summary>
    const int Retries = 3;

    readonly object _gate = new();
    readonly TrainingHistory?[] _histories = new TrainingHistory?[rows.Folds.Count];
    readonly Model<float>?[] _models = new Model<float>?[rows.Folds.Count];
    readonly int[] _epochs = new int[rows.Folds.Count];

    // null where a network has told of no epoch yet
    readonly int?[] _before = new int?[rows.Folds.Count];
    readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>null for networks that were not begun when training was stopped.</summary>
    public IReadOnlyList<Model<float>?> Models => _models;

    /// <summary>What the training of each did.</summary>
    public IReadOnlyList<TrainingHistory> Histories => [.. _histories.Select(history => history!)];

    /// <inheritdoc cref="TabularOptions.Begins"/>
    public Action<NetworkTraining>? Begins { get; init; }

    public void Run(IProgress<TabularProgress>? progress, CancellationToken cancellation)
    {
        int members = rows.Folds.Count, cores = TrainingPlan.Cores(threads), together = Math.Min(members, cores);
        try
        {
            if (together == 1)
                for (int i = 0; i < members; i++) Train(i, threads, progress, cancellation);
            else
            {
                // each has a core of its own; the last ones share the cores that would have nothing to do
                int next = 0, rest = members % together;
                // where one fails there will be no model: the others keep their state and leave
                using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                Task[] tasks = [.. Enumerable.Range(0, together).Select(_ => Task.Run(() =>
                {
                    try
                    {
                        for (int i; (i = Interlocked.Increment(ref next) - 1) < members;)
                            Train(i, Math.Max(1, cores / (i >= members - rest ? rest : together)), progress, all.Token);
                    }
                    catch
                    {
                        all.Cancel();
                        throw;
                    }
                }, CancellationToken.None))];
                Task.WhenAll(tasks).GetAwaiter().GetResult();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>For those who take none of the models.</summary>
    public void Dispose()
    {
        foreach (Model<float>? model in _models) model?.Dispose();
    }

    void Train(int i, int cores, IProgress<TabularProgress>? progress, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested || member.StopToken.IsCancellationRequested)
        {
            _histories[i] = new([], 0, TrainingEnd.Stopped);
            return;
        }
        MemberRows own = rows.Of(i);
        // far apart, so that no member of another seed's ensemble is the same
        ulong ownSeed = unchecked(seed + (ulong)i * 0x9E3779B97F4A7C15);
        // each goes on by itself; one that diverged does so again within a state's time, and then goes on with the lower rate
        Checkpoints? checkpoints = member.Checkpoints?.In(FormattableString.Invariant($"network-{i + 1}"));
        MemberTraining calmer = member with
        {
            Network = networks[i % networks.Count],
            Checkpoints = checkpoints,
            Begins = Begins is null ? null
                : trainer => Begins(new(trainer, i + 1, rows.Folds.Count, epoch => ScoreOf(epoch)?.Without(Score.Validation))),
        };
        for (int left = Retries; ; left--)
        {
            Model<float> model = _models[i] = calmer.Create(own.Training, ownSeed);
            try
            {
                Func<TrainingProgress, bool>? report = progress is null ? null : epoch => Report(i, epoch, progress);
                _histories[i] = calmer.Fit(model, own, ownSeed, cores, report, cancellation);
                break;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // none of its epochs was done
                model.Dispose();
                (_models[i], _histories[i]) = (null, new([], 0, TrainingEnd.Stopped));
                return;
            }
            catch (TrainingDivergedException) when (left > 0 && member.Recipe is not null)
            {
                model.Dispose();
                calmer = calmer with
                {
                    Optimizer = calmer.Optimizer with { LearningRate = calmer.Optimizer.LearningRate / 4 },
                    Checkpoints = checkpoints?.In(FormattableString.Invariant($"retry-{Retries - left + 1}")),
                };
            }
        }
        lock (_gate)
        {
            _epochs[i] = member.Epochs;
            _before[i] ??= member.Epochs;
        }
    }

    bool Report(int i, TrainingProgress epoch, IProgress<TabularProgress> progress)
    {
        // networks report one at a time
        lock (_gate)
        {
            _epochs[i] = epoch.Epoch;
            _before[i] ??= epoch.Epoch - 1;
            double all = rows.Folds.Count * member.Epochs;
            progress.Report(new(epoch, ScoreOf(epoch))
            {
                Member = i + 1,
                Members = rows.Folds.Count,
                Done = _epochs.Sum() / all,
                Before = (_before.Sum() ?? 0) / all,
                Elapsed = Stopwatch.GetElapsedTime(_start),
            });
        }
        return true;
    }

    Score? ScoreOf(TrainingProgress epoch) =>
        epoch.Measure is { } measure ? EpochMetric.Score(member.Options.BestBy, measure, unit).Of(Score.Validation) : null;
}
