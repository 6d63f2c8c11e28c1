using System.Globalization;

namespace Myelin.Tabular;

/// <summary>
/// Signs and codes of currencies, per cent and per mille, which are read of themselves where a whole column has the same one.
/// </summary>
static class Currency
{
    static readonly HashSet<string> Codes =
    [
        "AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF",
        "IDR", "ILS", "INR", "ISK",
        "JPY", "KRW", "MXN", "MYR", "NGN", "NOK", "NZD", "PEN", "PHP", "PKR", "PLN", "RON", "RUB", "SAR", "SEK", "SGD", "THB",
        "TRY", "TWD", "UAH", "USD",
        "VND", "ZAR",
    ];

    static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = Codes.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsSign(char sign) => char.GetUnicodeCategory(sign) == UnicodeCategory.CurrencySymbol;

    /// <summary>$, €, USD, and US$.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > 4) return false;
        if (Known.Contains(text)) return true;
        // R$, US$
        return IsSign(text[^1]) && !text[..^1].ContainsAnyExceptInRange('A', 'Z');
    }

    /// <summary>Whether numbers with it are read without being asked for.</summary>
    public static bool IsRead(string unit) => unit is "%" or "‰" || Is(unit);
}
