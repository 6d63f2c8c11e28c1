namespace Myelin.Tabular;

/// <summary>How many different words of a column are kept, and how many characters in all; those beyond are only counted.</summary>
readonly record struct WordBound(int Words, long Characters)
{
    /// <summary>All columns together keep two million words, or 16 each.</summary>
    /// <param name="most">words of a column at most</param>
    public static WordBound Of(int columns, int most)
    {
        int words = Math.Min(most, Math.Max(16, 2_000_000 / columns));
        return new(words, 32L * words);
    }
}
