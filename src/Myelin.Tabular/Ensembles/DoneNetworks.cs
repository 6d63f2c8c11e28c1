namespace Myelin.Tabular;

/// <summary>Which networks of an ensemble make the model.</summary>
static class DoneNetworks
{
    /// <summary>
    /// All; where training was stopped, the networks that are done: of two kinds whole pairs, or of one kind where no pair is whole; if
    /// none is done, those that have begun.
    /// </summary>
    public static int[] Of(IReadOnlyList<TrainingHistory> histories, int kinds)
    {
        int[] done = [.. Enumerable.Range(0, histories.Count).Where(i => histories[i].End != TrainingEnd.Stopped)];
        int[] pairs = [.. done.GroupBy(i => i / kinds).Where(pair => pair.Count() == kinds).SelectMany(pair => pair)];
        if (pairs.Length > 0) return pairs;
        if (done.Length > 0) return [.. done.Where(i => i % kinds == done[0] % kinds)];
        return [.. Enumerable.Range(0, histories.Count).Where(i => histories[i].Epochs.Count > 0)];
    }
}
