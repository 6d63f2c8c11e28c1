using System.Diagnostics;

namespace Myelin.Tabular;

/// <summary>
/// Tries settings, all on the same folds, and keeps a journal; the first trial is of the settings that are there without a search.
/// </summary>
/// <param name="measure">the loss of each fold with these settings; it may throw
/// <see cref="OperationCanceledException"/> when it is cancelled</param>
public sealed class Search(SearchSpace space, Journal journal, ulong seed,
    Func<IReadOnlyDictionary<string, string>, CancellationToken, IReadOnlyList<double>> measure)
{
    readonly SearchSpace _space = Refusal.IfNull(space, nameof(space));
    readonly Journal _journal = Refusal.IfNull(journal, nameof(journal));
    readonly Func<IReadOnlyDictionary<string, string>, CancellationToken, IReadOnlyList<double>> _measure =
        Refusal.IfNull(measure, nameof(measure));

    /// <summary>
    /// Trials until there are so many in the journal, or time is up, or it is cancelled: a trial that is not done then is not counted.
    /// </summary>
    /// <param name="limit">null for none</param>
    /// <param name="progress">is told of each trial when it is done</param>
    public IReadOnlyList<Trial> Run(int trials, TimeSpan? limit = null, IProgress<Trial>? progress = null,
        CancellationToken cancellation = default)
    {
        Refusal.IfBelow(trials, 0, nameof(trials));
        Refusal.IfNoWait(limit, nameof(limit));
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limit is { } time) source.CancelAfter(time);
        while (_journal.Trials.Count < trials && !source.IsCancellationRequested)
        {
            IReadOnlyDictionary<string, string> settings = _journal.Trials.Count == 0
                ? new Dictionary<string, string>()
                : TreeParzen.Propose(_space, _journal.Trials, seed);
            var watch = Stopwatch.StartNew();
            Trial trial;
            try
            {
                IReadOnlyList<double> losses = _measure(settings, source.Token);
                trial = losses.All(double.IsFinite)
                    ? new(_journal.Trials.Count, settings, losses, null, watch.Elapsed.TotalSeconds)
                    : new(_journal.Trials.Count, settings, [], "a loss is not a finite number", watch.Elapsed.TotalSeconds);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (TrainingDivergedException diverged)
            {
                trial = new(_journal.Trials.Count, settings, [], diverged.Message, watch.Elapsed.TotalSeconds);
            }
            _journal.Add(trial);
            progress?.Report(trial);
        }
        return _journal.Trials;
    }
}
