namespace Myelin.Tabular;

/// <summary>Suffixes of numbers: 1.2K is 1,200, and $88M 88,000,000.</summary>
static class Suffix
{
    /// <summary>How many zeros it stands for; 0 for any other text.</summary>
    public static int Power(ReadOnlySpan<char> text) => text switch
    {
        "K" or "k" => 3,
        "M" or "m" => 6,
        "B" or "b" or "bn" or "Bn" => 9,
        "T" or "t" => 12,
        _ => 0,
    };
}
