namespace Myelin.Tabular;

/// <summary>Whether classes or categories look alike, and differ: by case, by blanks, or by characters that are not visible.</summary>
static class WordCheck
{
    /// <summary>A note for each such column.</summary>
    /// <param name="columns">what is learned from</param>
    public static IEnumerable<Advice> Of(Table table, Target target, IEnumerable<string> columns)
    {
        if (target.Classes is { } classes && Lookalikes.OfWords(target.Column, classes.Names, "classes") is { } note) yield return note;
        foreach (string name in columns)
            if (table[name] is CategoryColumn words && Lookalikes.OfWords(name, words.Words, "categories") is { } alike) yield return alike;
    }
}
