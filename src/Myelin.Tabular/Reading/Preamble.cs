using System.Globalization;

namespace Myelin.Tabular;

/// <summary>Finds the lines above a header: a title, comments, whatever has other fields than all that comes after.</summary>
static class Preamble
{
    const int MostRecords = 32;

    static readonly string[] Signs = ["#", "%", "//", "--", ";", "!", "*"];

    /// <summary>
    /// What a text that begins so has above its header, and in which line; null where its first record fits to the others.
    /// </summary>
    public static CsvFault? Of(CsvSample sample, char delimiter, bool hasHeader)
    {
        IReadOnlyList<CsvSample.Record> records = sample.Records;
        if (records.Count < 2) return null;
        int usual = records.Skip(1).CountBy(record => record.Fields.Length).MaxBy(count => count.Value).Key, first = records.Count;
        while (first > 0 && records[first - 1].Fields.Length == usual) first--;
        // all before have other fields, and at least a header and a row have these
        if (first is 0 or > MostRecords || records.Count - first < 2) return null;
        if (records.Take(first).Any(record => record.Fields.Length == usual)) return null;
        CsvSample.Record top = records[0], header = records[first];
        string what = string.Create(CultureInfo.InvariantCulture,
            $"has {Fields(top.Fields.Length)}, but line {header.Line} and those after it have {Fields(usual)}");
        if (Sign(records.Take(first)) is { } sign)
            return new(top.Line,
                OrSkipped(new Advice($"{what}. It looks like a comment").Or("say what a comment begins with", SettingNames.Comment, sign)));
        if (hasHeader && header.Fields.Any(field => NumberText.TryParse(field, '.', out _)))
            return new(top.Line, OrSkipped(new Advice($"{what}. Is a name missing in the header, such as that of an index of rows, " +
                $"or is a cell that holds the delimiter {Delimiter.Name(delimiter)} without quotes?").Or("write it")));
        return new(top.Line, OrSkipped(new Advice($"{what}. Is it a title?")).Or("say what they begin with", SettingNames.Comment));

        Advice OrSkipped(Advice advice) => advice.Or("leave out the lines above the header", SettingNames.SkipLines,
            (header.Line - 1).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What all of these records begin with, if that is a sign of comments.</summary>
    static string? Sign(IEnumerable<CsvSample.Record> records) =>
        Array.Find(Signs, sign => records.All(record => !record.Quoted[0] && record.Fields[0].StartsWith(sign, StringComparison.Ordinal)));

    /// <summary>The sign of comments that a record seems to begin with; null for none.</summary>
    public static string? SignOf(ReadOnlySpan<char> field)
    {
        foreach (string sign in Signs)
            if (field.StartsWith(sign, StringComparison.Ordinal)) return sign;
        return null;
    }

    public static string Fields(int count) => count == 1 ? "1 field" : $"{count} fields";
}
