namespace Myelin.Tabular.Reading;

/// <summary>How many different words of a column are kept, and how many characters in all; those beyond are only counted.</summary>
readonly record struct WordBound(int Words, long Characters)
{
    /// <summary>All columns together keep words of at most 128 MB, and one at most 100,000.</summary>
    public static WordBound Of(int columns)
    {
        int words = Math.Clamp(2_000_000 / columns, 256, 100_000);
        return new(words, 32L * words);
    }
}
