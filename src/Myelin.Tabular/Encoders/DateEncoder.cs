using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// A date as numbers: time, year and day of the month scaled, month, weekday and hour as places on a circle; those of them that are not
/// the same in all training rows. Where training rows had missing dates a mark tells them from others.
/// </summary>
/// <param name="Mark">scales the mark, which is 1 for a missing cell and 0 for others; null where there is none</param>
public sealed record DateEncoder(string Column, EquatableArray<EncodedDatePart> Parts, Scaling? Mark)
    : ColumnEncoder(Column, ColumnType.Date)
{
    internal static readonly EncoderKind OfFiles = new("date", ["parts", "mark"], entry => ReadFields(entry.Json));

    public override EncoderKind Kind => OfFiles;

    static readonly Dictionary<string, DatePart> Known = Enum.GetValues<DatePart>()
        .ToDictionary(part => part.ToString().ToLowerInvariant());

    public override IReadOnlyList<string> Numbers => [.. Parts.SelectMany(part => part.Names(Column))];

    public override IReadOnlyList<string> Plain => Mark is null ? [] : [$"{Column} missing"];

    /// <exception cref="ArgumentException">All cells are missing.</exception>
    public static DateEncoder Fit(DateColumn column, EncoderSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        settings ??= new();
        DateTime[] dates = [.. Enumerable.Range(0, column.Count).Select(row => column[row]).OfType<DateTime>()];
        if (dates.Length == 0) throw new ArgumentException($"Column {column.Name} has no cell that is not missing.", nameof(column));
        EncodedDatePart[] parts =
            [.. Enum.GetValues<DatePart>().Select(part => EncodedDatePart.Fit(part, dates, settings.Scaling)).OfType<EncodedDatePart>()];
        double[] missing = [.. Enumerable.Range(0, column.Count).Select(row => column.IsMissing(row) ? 1.0 : 0)];
        Scaling? mark = dates.Length == column.Count ? null
            : settings.ScaleOneHot ? Scaling.Fit(settings.Scaling, missing) : new NoScaling();
        double[] days = [.. Enumerable.Range(0, column.Count).Select(column.Number).Where(day => !double.IsNaN(day))];
        return new(column.Name, parts, mark) { Range = new(days.Min(), days.Max()) };
    }

    internal override void Apply(Table table, Column column, EncodedRows rows)
    {
        var dates = column as DateColumn;
        float there = (float)(Mark?.Apply(0) ?? 0), missing = (float)(Mark?.Apply(1) ?? 0);
        Span<float> numbers = stackalloc float[2];
        for (int row = 0; row < column.Count; row++)
        {
            if (dates is null && !column.IsMissing(row))
                throw table.Invalid(row, Column, $"{Cell.Quote(column.Text(row))} is not a date, as the model was trained on");
            DateTime? date = dates?[row];
            int number = 0;
            foreach (EncodedDatePart part in Parts.AsSpan())
            {
                part.Apply(date, numbers);
                for (int i = 0; i < part.Count; i++) rows.Number(row, number++) = numbers[i];
            }
            if (Mark is not null) rows.Plain(row, 0, 1)[0] = date is null ? missing : there;
        }
    }

    internal override IEnumerable<CellRule> Rules(int number, int plain, int code)
    {
        foreach (EncodedDatePart part in Parts)
        {
            yield return part.Rule(Column, number);
            number += part.Count;
        }
        if (Mark is not null) yield return NumberEncoder.MarkOf(Column, plain, Mark);
    }

    private protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteStartArray("parts");
        foreach (EncodedDatePart part in Parts)
        {
            json.WriteStartObject();
            json.WriteString("part", part.Part.ToString().ToLowerInvariant());
            if (!part.IsCyclic)
            {
                json.WriteNumber("median", part.Median);
                json.WritePropertyName("scaling");
                part.Scaling.Write(json);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (Mark is null) return;
        json.WritePropertyName("mark");
        Mark.Write(json);
    }

    static DateEncoder ReadFields(StrictJson json)
    {
        if (ColumnTypeName.Read(json["type"]) != ColumnType.Date) throw json["type"].Invalid("must be date");
        EncodedDatePart[] parts = [.. json["parts"].Items().Select(ReadPart)];
        if (parts.DistinctBy(part => part.Part).Count() < parts.Length) throw json["parts"].Invalid("has a part twice");
        return new(json["column"].Text(), parts, json.Find("mark") is { } mark ? Scaling.Read(mark) : null);
    }

    static EncodedDatePart ReadPart(StrictJson json)
    {
        if (!Known.TryGetValue(json["part"].Text(), out DatePart part))
            throw json["part"].Invalid($"is no part of a date. Known are {string.Join(", ", Known.Keys)}");
        var cyclic = new EncodedDatePart(part, 0, new NoScaling());
        json.OnlyKeys(cyclic.IsCyclic ? ["part"] : ["part", "median", "scaling"]);
        return cyclic.IsCyclic ? cyclic : new(part, json["median"].Number(), Scaling.Read(json["scaling"]));
    }
}
