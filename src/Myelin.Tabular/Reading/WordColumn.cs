namespace Myelin.Tabular;

/// <summary>The distinct words of a column whose cells are not plain numbers, as those look at them who ask what they are.</summary>
/// <param name="Present">cells that are not missing</param>
/// <param name="Invalid">makes the error of a row and what is wrong in it</param>
sealed record WordColumn(string Name, IReadOnlyList<KnownWord> Words, int Present, CellForm Form, Func<int, Advice, Exception> Invalid)
{
    /// <summary>
    /// Cells of another kind that are slips, and make the column an error, unless they are so many and a tenth of all besides.
    /// </summary>
    const int FewSlips = 10;

    /// <summary>Cells whose words are not among those that are kept.</summary>
    public long Uncounted => Present - Words.Sum(word => (long)word.Count);

    /// <summary>Whether the words are all that there are.</summary>
    public bool IsWhole => Uncounted == 0;

    /// <summary>Whether so many cells of another kind among the present ones are slips.</summary>
    public static bool AreSlips(long others, long present) =>
        2 * (present - others) >= present && (others < FewSlips || 10 * others < present);

    /// <summary>The same of this column.</summary>
    public bool AreSlips(long others) => AreSlips(others, Present);

    /// <summary>Cells whose words a condition is true for.</summary>
    public long Count(Func<string, bool> condition)
    {
        long count = 0;
        foreach (KnownWord word in Words)
            if (condition(word.Text)) count += word.Count;
        return count;
    }

    /// <summary>
    /// The word that stands in most of the cells for which a condition is not true, such as none; null where
    /// those are more than half of all.
    /// </summary>
    public KnownWord? Filler(Func<string, bool> condition)
    {
        long others = Uncounted;
        KnownWord? most = null;
        foreach (KnownWord word in Words)
        {
            if (condition(word.Text)) continue;
            if ((others += word.Count) * 2 > Present) return null;
            if (most is null || word.Count > most.Value.Count) most = word;
        }
        return most is { } filler && 2L * filler.Count >= others && !filler.Text.AsSpan().ContainsAnyInRange('0', '9') ? filler : null;
    }

    /// <summary>The error of a word's first cell.</summary>
    public Exception Error(KnownWord word, Advice problem) => Invalid(word.Row, problem);
}
