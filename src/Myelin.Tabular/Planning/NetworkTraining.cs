namespace Myelin.Tabular;

/// <summary>The training of one network of a model, before it begins.</summary>
public sealed class NetworkTraining
{
    readonly Func<TrainingProgress, Score?> _score;

    internal NetworkTraining(Trainer trainer, int member, int members, Func<TrainingProgress, Score?> score) =>
        (Trainer, Member, Members, _score) = (trainer, member, members, score);

    /// <summary>The trainer of this network; it is disposed of when the training ends.</summary>
    public Trainer Trainer { get; }

    /// <summary>The network's number, from 1.</summary>
    public int Member { get; }

    /// <summary>Networks that are trained.</summary>
    public int Members { get; }

    /// <summary>What decides which epoch is best, as a score in the target's unit; null without validation rows.</summary>
    public Score? Score(TrainingProgress epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        return _score(epoch);
    }
}
