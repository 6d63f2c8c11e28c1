namespace Myelin;

/// <summary>Tells whoever listens what happens in a training; where nobody does, nothing is made to be told.</summary>
/// <param name="turn">of the training: parameters rest while listeners are told, so that they may be read on any thread</param>
internal sealed class TrainingStream(Turn turn)
{
    readonly List<Func<TrainingEvent, bool>> _listeners = [];

    public bool IsHeard => _listeners.Count > 0;

    /// <param name="listener">returns false to stop the training after an epoch</param>
    public void Add(Func<TrainingEvent, bool> listener) => _listeners.Add(listener);

    public void Add(Action<TrainingEvent> listener) => Add(happened =>
    {
        listener(happened);
        return true;
    });

    /// <summary>A listener to events of one kind.</summary>
    public void Add<TEvent>(Action<TEvent> listener) where TEvent : TrainingEvent => Add(happened =>
    {
        if (happened is TEvent one) listener(one);
    });

    /// <returns>whether a listener stops the training</returns>
    public bool Tell(TrainingEvent happened)
    {
        bool stopped = false;
        int told = 0;
        turn.Rest();
        try
        {
            for (; told < _listeners.Count; told++) stopped |= !_listeners[told](happened);
            return stopped;
        }
        catch
        {
            // whoever has thrown ends the training, and is told no more; others learn how it ends
            _listeners.RemoveAt(told);
            throw;
        }
        finally
        {
            turn.Resume();
        }
    }
}
