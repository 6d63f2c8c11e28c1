using Myelin.Basis;

namespace Myelin.Tabular;

/// <summary>The known category that an unseen one may have been meant to be.</summary>
static class NearCategory
{
    /// <summary>Shorter words are near to too much.</summary>
    const int ShortestMisspelt = 4;

    /// <summary>
    /// The same but for case and blanks; else the only one that it abbreviates; else one that is spelt alike; null for none.
    /// </summary>
    public static string? Of(string category, IReadOnlyList<string> known)
    {
        string plain = Plain(category);
        if (plain.Length == 0) return null;
        if (known.FirstOrDefault(word => Plain(word) == plain) is { } same) return same;
        // digits tell codes apart: 12345 is not a misspelt 12346
        if (!plain.Any(char.IsLetter) || plain.Any(char.IsDigit)) return null;
        string[] longer = [.. known.Where(word => Plain(word).StartsWith(plain, StringComparison.Ordinal)).Take(2)];
        if (longer.Length == 1) return longer[0];
        string[] shorter =
            [.. known.Where(word => Plain(word) is { Length: > 0 } start && plain.StartsWith(start, StringComparison.Ordinal)).Take(2)];
        if (shorter.Length == 1) return shorter[0];
        return plain.Length < ShortestMisspelt ? null : NearMiss.Of(category, known.Where(word => word.Length >= ShortestMisspelt));
    }

    // letters and digits alone, in one case: " male", "MALE" and "Male." are one
    static string Plain(string word) => new([.. word.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
