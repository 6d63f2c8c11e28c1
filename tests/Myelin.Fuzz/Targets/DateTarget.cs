using Myelin.Tabular;

namespace Myelin.Fuzz.Targets;

/// <summary>Dates in cells: what is taken is written again to the same date.</summary>
public sealed class DateTarget : Target
{
    public override string Name => "date";

    public override int LongestInput => 64;

    public override IReadOnlyList<string> Words =>
        ["T", "Z", "+02:00", "-14:00", " ", "Nov", "November", ":", "2026", "0001", "9999", "12-31", "23:59:60", "24:00", ".0000001"];

    public override IEnumerable<byte[]> Seeds() =>
        new[] { "2026-11-22", "2026/11/22", "2026.11.22", "22 Nov 2026", "Nov 22, 2026", "22-Nov-2026", "2026-11-22T18:30:00+02:00",
            "18:30", "18:30:15.1234567", "0001-01-01", "9999-12-31T23:59:59-01:00", "2024-02-29" }.Select(Bytes);

    public override string Try(byte[] input)
    {
        if (!DateText.TryParse(Text(input), out DateTime date)) return "no date";
        string written = DateText.Format(date);
        Demand(DateText.TryParse(written, out DateTime again) && again == date, $"{date:O} is written {written}, which is another date.");
        Demand(!Text(input).Contains('\0', StringComparison.Ordinal), "A NUL was taken in a date.");
        return $"a date as {new string([.. Text(input).Select(c => char.IsAsciiDigit(c) ? '0' : char.IsAsciiLetter(c) ? 'a' : c)])}";
    }
}
