namespace Myelin;

/// <summary>
/// Where a training keeps its state, so that whatever stops the program, the training goes on from there with the bits of one that
/// was never stopped.
/// </summary>
/// <remarks>
/// The folder holds the last <see cref="Kept"/> states, each with the best parameters so far, and each a model's file too. One is
/// written, flushed to disk and only then given its name, so that whole ones alone are ever found.
/// </remarks>
/// <param name="Folder">of one training; made if it does not exist</param>
/// <example><code>
/// trainer.Checkpoints = new("run") { Resume = true };
/// trainer.Fit(inputs, targets, epochs: 1000);
/// </code></example>
public sealed record Checkpoints(string Folder)
{
    /// <summary>States that a folder holds at most.</summary>
    public const int Kept = 3;

    /// <summary>A clock is no finer.</summary>
    static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(10);

    public string Folder { get; init => field = Named(value); } = Named(Folder);

    /// <summary>Time between two states, also within an epoch; longer where writing one takes more than a hundredth of it.</summary>
    public TimeSpan Every { get; init => field = NotTooShort(value); } = TimeSpan.FromSeconds(30);

    /// <summary>Epochs between two states, in place of a time; 0 for by time.</summary>
    public int EveryEpochs
    {
        get;
        init => field = (int)Throw.IfLengthNegative(value, "the epochs between two checkpoints", nameof(EveryEpochs))!.Value;
    }

    /// <summary>
    /// Whether a training that the folder holds goes on; without one it begins. Otherwise a folder that holds one is refused.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// Whether it goes on although data, settings or the program differ: more epochs, another rate. The epoch under way begins anew.
    /// </summary>
    public bool ResumeAnyway { get; init; }

    /// <summary>Is told of each state that is written, gone on from, or found damaged.</summary>
    public Action<CheckpointNotice>? Told { get; init; }

    /// <summary>The same for one part of a training that has several: a network, a fold.</summary>
    public Checkpoints In(string part) => this with { Folder = Path.Combine(Folder, part) };

    /// <summary>Throws what would fail later, before hours of work depend on it: makes the folder, writes in it, asks for space.</summary>
    /// <param name="parameters">numbers of a network</param>
    /// <param name="parts">networks whose states are kept in folders of this one</param>
    /// <exception cref="IOException">The folder cannot be made or written in, or the disk has no space for what is kept.</exception>
    /// <exception cref="InvalidFileException">It holds a training, which is not to go on.</exception>
    public void Check(long parameters, int parts = 1)
    {
        var folder = new CheckpointFolder(Folder);
        if (!Resume && !ResumeAnyway && CheckpointFolder.HoldsAny(Folder))
            throw new InvalidFileException(Folder, HoldsAnother);
        folder.Prepare(parts * CheckpointFolder.SizeOfAll(CheckpointFile.MostOfOne(parameters)));
    }

    /// <summary>The problem of a folder that holds a training, which is not to go on.</summary>
    internal static Advice HoldsAnother { get; } =
        new Advice("holds checkpoints of a training").Or("resume it", SettingNames.Resume, "true").Or("name another folder");

    /// <summary>The problem of a state that another training wrote.</summary>
    /// <param name="differences">what was, and what is now</param>
    public static Advice IsOfAnother(string differences) => new Advice($"is of another training: {differences}")
        .Or("train as before to go on").Or("resume anyway", SettingNames.ResumeAnyway, "true").Or("name another folder");

    static string Named(string folder) => string.IsNullOrWhiteSpace(folder) ? Throw.Argument<string>("Checkpoints need a folder.",
        nameof(Folder)) : folder;

    static TimeSpan NotTooShort(TimeSpan time) =>
        time >= s_shortest
        ? time
        : Throw.OutOfRange<TimeSpan>($"The time between two checkpoints must be at least 10 ms, but {time} was given.", nameof(Every));
}
