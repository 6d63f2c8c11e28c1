namespace Myelin.Basis;

/// <summary>The known word that a misspelt one was meant to be.</summary>
internal static class NearMiss
{
    /// <summary>The nearest known word, or null where none is near: at most a third of the letters apart, whatever their case.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        // an absurdly long word is near to nothing
        if (word.Length > 100) return null;
        string folded = Folded(word);
        (string? nearest, int least) = (null, int.MaxValue);
        foreach (string candidate in known)
        {
            int distance = Distance(folded, Folded(candidate));
            if (distance < least && distance <= Math.Max(1, candidate.Length / 3)) (nearest, least) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>" Did you mean X?", or " Known are A, B, C." where nothing is near.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        Of(word, known) is string nearest ? $" Did you mean {nearest}?" : $" Known are {string.Join(", ", known)}.";

    // leaky_relu, leaky-relu and LeakyReLU are one word
    static string Folded(string word) => new([.. word.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    /// <summary>Insertions, deletions, replacements and exchanges of neighbors that make one word of the other (Damerau 1964).</summary>
    static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
            for (int j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
