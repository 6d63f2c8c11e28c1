using System.Diagnostics;
using System.Numerics;

namespace Myelin;

/// <summary>Writes a training's state when it is time, and finds the one to go on from.</summary>
internal sealed class CheckpointKeeper<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Times that writing a state takes, between two of them at least: so it costs a hundredth of the time at most.</summary>
    const int WorthWriting = 100;

    readonly Checkpoints _settings;
    readonly CheckpointFolder _folder;
    readonly TrainingParts<T> _parts;
    readonly IReadOnlyDictionary<string, string> _identity;
    readonly TrainingStream _told;
    readonly CancellationToken _cancellation;
    readonly FileStream _lock;
    CancellationTokenSource? _timer;
    TimeSpan _interval;
    int _number, _epoch;

    /// <exception cref="IOException">The folder cannot be written in, or the disk has no space for what is kept.</exception>
    public CheckpointKeeper(
        Checkpoints settings, TrainingParts<T> parts, IReadOnlyDictionary<string, string> identity, TrainingStream told,
        CancellationToken cancellation)
    {
        (_settings, _folder, _parts, _identity) = (settings, new(settings.Folder), parts, identity);
        (_told, _cancellation) = (told, cancellation);
        _folder.Prepare(CheckpointFolder.SizeOfAll(CheckpointFile.Size(parts)));
        _lock = _folder.Lock();
        _number = _folder.Newest;
        _interval = settings.Every;
        Rearm();
    }

    /// <summary>Cancelled when the training is, and when a state is due.</summary>
    public CancellationToken Pause => _timer?.Token ?? _cancellation;

    /// <summary>Whether a state is due after an epoch.</summary>
    public bool IsDue =>
        _settings.EveryEpochs > 0 ? _parts.State.History.Count >= _epoch + _settings.EveryEpochs : Pause.IsCancellationRequested;

    /// <summary>Writes the state, where all its numbers are finite: it is not the last good one otherwise.</summary>
    public void Write()
    {
        if (double.IsFinite(_parts.Engine.State.Total) && _parts.Model.Parameters.AreFinite())
        {
            long start = Stopwatch.GetTimestamp();
            string path = _folder.PathOf(++_number);
            CheckpointFile.Write(path, _parts, _identity);
            _folder.Prune();
            TimeSpan took = Stopwatch.GetElapsedTime(start), least = took * WorthWriting;
            _interval = least > _settings.Every ? least : _settings.Every;
            Tell(CheckpointEvent.Written, path,
                FormattableString.Invariant($"wrote {path} in {took.TotalMilliseconds:0.0} ms: {Position()}"));
        }
        _epoch = _parts.State.History.Count;
        Rearm();
    }

    /// <summary>Takes the newest state that is whole, if there is one and the training is to go on.</summary>
    /// <exception cref="InvalidFileException">The state is another training's, none is whole, or one is there
    /// that was not expected.</exception>
    public void Resume(int epochs)
    {
        if (!_settings.Resume && !_settings.ResumeAnyway)
        {
            if (_number > 0) throw new InvalidFileException(_settings.Folder, Checkpoints.HoldsAnother);
            return;
        }
        using SafetensorsFile? file = _folder.OpenNewest(damaged => Tell(CheckpointEvent.Damaged, damaged.Path, damaged.Message));
        if (file is null) return;
        StrictJson json = CheckpointFile.Describe(file) ??
            throw new InvalidFileException(file.Path, "is a model, and not the state of a training");
        RefuseOtherShape(file);
        IReadOnlyList<(string Key, string Was, string Is)> differences =
            TrainingIdentity.Differences(CheckpointFile.Identity(json), _identity);
        if (differences.Count > 0 && !_settings.ResumeAnyway) throw new InvalidFileException(file.Path,
            Checkpoints.IsOfAnother(Words(differences)));
        CheckpointFile.Read(file, json, _parts, epochs);
        if (differences.Count > 0) Adapt(differences, epochs, file.Path);
        _epoch = _parts.State.History.Count;
        Tell(CheckpointEvent.Resumed, file.Path, $"went on from {file.Path}: {Position()}");
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _lock.Dispose();
    }

    void Adapt(IReadOnlyList<(string Key, string Was, string Is)> differences, int epochs, string path)
    {
        TrainingState state = _parts.State;
        (state.Step, state.End) = (0, state.History.Count >= epochs ? TrainingEnd.AllEpochs : null);
        if (differences.Any(one => TrainingIdentity.OfBest.Contains(one.Key))) state.BestMeasure = double.PositiveInfinity;
        Tell(CheckpointEvent.Differs, path, $"goes on as another training: {Words(differences)}");
    }

    void RefuseOtherShape(SafetensorsFile file)
    {
        Network found = ModelFile.ReadNetwork(file), expected = _parts.Model.Network;
        if (!found.Blocks().Select(block => (block.Name, block.Rows, block.Columns))
            .SequenceEqual(expected.Blocks().Select(block => (block.Name, block.Rows, block.Columns))))
            throw new InvalidFileException(file.Path,
                $"is of the network {ModelFile.Short(found)}, but {ModelFile.Short(expected)} is trained. " +
                "Train that network, or name another folder");
        ElementType type = file.Tensors.First(tensor => !tensor.Name.StartsWith(ModelFile.StatePrefix, StringComparison.Ordinal)).Type;
        if (type != ElementTypes.Of<T>())
            throw new InvalidFileException(file.Path,
                $"holds numbers of {type}, but {ElementTypes.Of<T>()} is trained. Train with those numbers, or name another folder");
    }

    // a network's JSON is too long for a line
    static string Words(IReadOnlyList<(string Key, string Was, string Is)> differences) => string.Join("; ",
        differences.Select(
            one => one.Key == "network" ? "the network's layers are others" : $"the {one.Key} was {one.Was}, and now is {one.Is}"));

    string Position() => _parts.State switch
    {
        { End: { } } state => $"the training ended after epoch {state.History.Count}",
        { Step: > 0 } state => $"step {state.Step} of epoch {state.History.Count + 1}",
        var state => $"epoch {state.History.Count}",
    };

    void Rearm()
    {
        if (_settings.EveryEpochs > 0) return;
        _timer?.Dispose();
        _timer = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        // longer than a timer runs is never
        if (_interval.TotalMilliseconds < int.MaxValue) _timer.CancelAfter(_interval);
    }

    void Tell(CheckpointEvent what, string path, string text)
    {
        if (_told.IsHeard) _told.Tell(new TrainingEvent.Checkpointed(new(what, path, text)));
    }
}
