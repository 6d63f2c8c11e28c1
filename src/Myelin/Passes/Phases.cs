using Myelin.Kernels;

namespace Myelin;

/// <summary>
/// A step cut where a worker needs what the others have done: within a phase each works on its own rows, and the next phase begins
/// when every worker has ended.
/// </summary>
internal sealed class Phases
{
    readonly List<Action<Worker>> _phases = [];
    Action<Worker>? _open;

    /// <summary>Goes on in the same phase: a worker needs only its own rows of what came before.</summary>
    public void Then(Action<Worker> part) => _open += part;

    /// <summary>A phase of its own: a worker needs all rows, and others need what it does.</summary>
    public void Apart(Action<Worker> part)
    {
        Close();
        _phases.Add(part);
    }

    public Action<Worker>[] ToArray()
    {
        Close();
        return [.. _phases];
    }

    void Close()
    {
        if (_open is not null) _phases.Add(_open);
        _open = null;
    }
}
