using System.Buffers;
using System.Globalization;

namespace Myelin.Tabular;

/// <summary>A number with what stands before and after it: −$5, 12 km, ($1,200), 3.2%, USD 5, 1.2K.</summary>
readonly ref struct WrittenNumber
{
    const int Longest = 64, LongestUnit = 16;

    static readonly SearchValues<char> Inner = SearchValues.Create("0123456789.,'’ \u00A0\u2009\u202F");
    static readonly SearchValues<char> Blanks = SearchValues.Create(" \u00A0\u2009\u202F");

    WrittenNumber(ReadOnlySpan<char> digits, bool isNegative, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        Digits = digits;
        IsNegative = isNegative;
        Before = before;
        After = after;
    }

    /// <summary>The number's own signs: digits, decimal sign, groups, exponent.</summary>
    public ReadOnlySpan<char> Digits { get; }

    public bool IsNegative { get; }

    /// <summary>A currency, or nothing.</summary>
    public ReadOnlySpan<char> Before { get; }

    /// <summary>A unit, or nothing.</summary>
    public ReadOnlySpan<char> After { get; }

    /// <summary>The unit, whichever side it is on; the currency where there is one on each.</summary>
    public ReadOnlySpan<char> Unit => Before.IsEmpty ? After : Before;

    /// <summary>Takes a cell apart; whether its digits are a number is not looked at.</summary>
    public static bool TrySplit(ReadOnlySpan<char> cell, out WrittenNumber number)
    {
        number = default;
        if (cell.Length is < 2 or > Longest) return false;
        // brackets are a minus in accounts; without a currency they are none that one could be sure of
        bool brackets = cell[0] == '(' && cell[^1] == ')';
        bool isNegative = brackets;
        if (brackets) cell = cell[1..^1].Trim();
        int first = cell.IndexOfAnyInRange('0', '9');
        if (first < 0) return false;
        // .5
        if (first > 0 && cell[first - 1] is '.' or ',') first--;
        ReadOnlySpan<char> before = cell[..first];
        int signs = TakeSigns(ref before, ref isNegative);
        if (signs > (brackets ? 0 : 1)) return false;
        int end = EndOfDigits(cell, first);
        ReadOnlySpan<char> after = cell[end..];
        if (!after.IsEmpty && Blanks.Contains(after[0])) after = after[1..];
        if ((!before.IsEmpty && !Currency.Is(before)) || (!after.IsEmpty && !IsUnit(after))) return false;
        if (before.IsEmpty && after.IsEmpty || brackets && !Currency.Is(before) && !Currency.Is(after)) return false;
        number = new(cell[first..end], isNegative, before, after);
        return true;
    }

    // -$5, $ -5 and + likewise
    static int TakeSigns(ref ReadOnlySpan<char> before, ref bool isNegative)
    {
        int signs = 0;
        before = before.Trim();
        while (!before.IsEmpty && before[0] is '-' or '+')
        {
            (signs, isNegative) = (signs + 1, isNegative || before[0] == '-');
            before = before[1..].TrimStart();
        }
        while (!before.IsEmpty && before[^1] is '-' or '+')
        {
            (signs, isNegative) = (signs + 1, isNegative || before[^1] == '-');
            before = before[..^1].TrimEnd();
        }
        return signs;
    }

    static int EndOfDigits(ReadOnlySpan<char> cell, int first)
    {
        int end = first;
        while (end < cell.Length && Inner.Contains(cell[end]) &&
            (char.IsAsciiDigit(cell[end]) || cell[end] == '.' || FollowsDigit(cell, end))) end++;
        if (end >= cell.Length || cell[end] is not ('e' or 'E')) return end;
        int exponent = end + 1;
        if (exponent < cell.Length && cell[exponent] is '+' or '-') exponent++;
        int digits = exponent;
        while (digits < cell.Length && char.IsAsciiDigit(cell[digits])) digits++;
        return digits > exponent ? digits : end;
    }

    static bool FollowsDigit(ReadOnlySpan<char> cell, int sign) => sign + 1 < cell.Length && char.IsAsciiDigit(cell[sign + 1]);

    // km, m², kWh, °C, km/h, sq ft, m3: no digits but an exponent at the end
    static bool IsUnit(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestUnit || text[^1] == ' ') return false;
        if (!char.IsLetter(text[0]) && text[0] is not ('%' or '‰' or '°' or '"' or '\'' or '′' or '″') && !Currency.IsSign(text[0]))
            return false;
        for (int i = 1; i < text.Length; i++)
            if (!char.IsLetter(text[i]) && text[i] is not ('/' or '²' or '³' or '·' or '^' or '°' or '%' or ' ' or '.') &&
                !(i == text.Length - 1 && text[i] is '2' or '3'))
                return false;
        return true;
    }

    /// <summary>What it is worth; the unit is not looked at.</summary>
    /// <param name="power">how many zeros a suffix adds</param>
    public bool TryValue(CellForm form, int power, out double value)
    {
        if (power == 0)
        {
            if (!NumberText.TryParse(Digits, form.DecimalSign, form.Thousands, out value)) return false;
        }
        else
        {
            // 1.2K is 1.2e3, rounded once
            value = 0;
            if (Digits.ContainsAny('e', 'E') || !NumberText.TryParse(Digits, form.DecimalSign, form.Thousands, out _)) return false;
            string plain = NumberText.Plain(Digits, form.DecimalSign, form.Thousands);
            if (!NumberText.TryParse(string.Create(CultureInfo.InvariantCulture, $"{plain}e{power}"), '.', out value)) return false;
        }
        if (IsNegative) value = -value;
        return true;
    }
}
