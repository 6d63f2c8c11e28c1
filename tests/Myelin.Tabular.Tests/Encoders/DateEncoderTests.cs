using System.Text;

namespace Myelin.Tabular.Tests.Encoders;

public class DateEncoderTests
{
    static readonly EncoderSettings AsTheyAre = new() { Scaling = ScalingKind.None };

    [Fact]
    public void ADateIsItsPartsAndCirclesCloseUp()
    {
        // Sunday the first of January 2023 at 6:00, and Tuesday the second of July 2024 at 18:00
        Column column = Column.Of("d", new DateTime(2023, 1, 1, 6, 0, 0), new DateTime(2024, 7, 2, 18, 0, 0));
        TableEncoder encoder = TableEncoder.Fit(Table.Of(column), ["d"], AsTheyAre);
        Assert.Equal(
            ["d time", "d year", "d month sin", "d month cos", "d day", "d weekday sin", "d weekday cos", "d hour sin", "d hour cos"],
            encoder.Outputs);
        Assert.Equal((9, 0), (encoder.Layout.Numbers, encoder.Layout.Plain));
        float[] rows = encoder.Apply(Table.Of(column));
        // days since 1970: 53 years with 13 leap days; then 365 + 31 + 29 + 31 + 30 + 31 + 30 + 1 more
        double tuesday = 2 * Math.PI * 2 / 7;
        Assert.Equal([53 * 365 + 13.25f, 2023, 0, 1, 1, 0, 1, 1, 0], rows[..9], Near);
        Assert.Equal([53 * 365 + 13 + 548.75f, 2024, 0, -1, 2, (float)Math.Sin(tuesday), (float)Math.Cos(tuesday), -1, 0], rows[9..], Near);
    }

    [Fact]
    public void PartsThatAreTheSameInEveryRowAreLeftOut()
    {
        // days of one month of one year, without times
        Column column = Column.Of("d", [.. Enumerable.Range(1, 20).Select(day => (DateTime?)new DateTime(2026, 3, day))]);
        Assert.Equal(["d time", "d day", "d weekday sin", "d weekday cos"], TableEncoder.Fit(Table.Of(column), ["d"]).Outputs);
        // times of one day
        Assert.Equal(["t time", "t hour sin", "t hour cos"],
            TableEncoder.Fit(Table.Of(Column.Of("t", new DateTime(1, 1, 1, 3, 0, 0), new DateTime(1, 1, 1, 9, 0, 0))), ["t"]).Outputs);
    }

    [Fact]
    public void AMissingDateIsMarkedAndInTheMiddle()
    {
        Column column = Column.Of("d", new DateTime(2024, 1, 1), null, new DateTime(2024, 1, 3));
        TableEncoder encoder = TableEncoder.Fit(Table.Of(column), ["d"], AsTheyAre);
        Assert.Equal(["d time", "d day", "d weekday sin", "d weekday cos", "d missing"], encoder.Outputs);
        float[] missing = encoder.Apply(Table.Of(column))[5..10];
        Assert.Equal([54 * 365 + 13 + 1, 2, 0, 0, 1], missing);
        // a row of a dictionary has a number for a missing cell
        Assert.Equal(missing, encoder.Apply(Table.Of(Column.Of("d", double.NaN))));
        Assert.Contains("\"5\" is not a date",
            Assert.Throws<InvalidFileException>(() => encoder.Apply(Table.Of(Column.Of("d", 5.0)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-22")]
    [InlineData("2026/11/22")]
    [InlineData("2026.11.22")]
    [InlineData("22 Nov 2026")]
    [InlineData("22-Nov-2026")]
    [InlineData("22 November 2026")]
    [InlineData("Nov 22, 2026")]
    [InlineData("November 22, 2026")]
    [InlineData("2026-11-22 00:00")]
    [InlineData("2026/11/22 00:00:00")]
    [InlineData("Nov 22, 2026 00:00")]
    [InlineData("2026-11-22T02:00:00+02:00")]
    public void FormsThatSayWhichNumberIsWhichAreDates(string cell) =>
        Assert.Equal(new DateTime(2026, 11, 22), Assert.IsType<DateColumn>(Read(cell)["d"])[0]);

    [Theory]
    [InlineData("3/4/2026")]
    [InlineData("25:00")]
    [InlineData("7:5")]
    [InlineData("B20")]
    public void OtherWordsAreWords(string cell) => Assert.IsType<CategoryColumn>(Read(cell)["d"]);

    [Fact]
    public void ADayThatIsNotInTheCalendarIsRefused() => Assert.StartsWith(
        "data.csv: line 2, column d: \"2026-02-30\" looks like a date",
        Assert.Throws<InvalidFileException>(() => Read("2026-02-30")).Message, StringComparison.Ordinal);

    [Fact]
    public void ATimeAloneIsATimeOfTheFirstDay()
    {
        var column = Assert.IsType<DateColumn>(Read("18:30")["d"]);
        Assert.Equal((new DateTime(1, 1, 1, 18, 30, 0), "18:30:00"), (column[0]!.Value, column.Text(0)));
    }

    static Table Read(string cell) =>
        Table.Read(new MemoryStream(Encoding.UTF8.GetBytes($"d,x\n\"{cell}\",1\n\"{cell}\",2\n")), "data.csv");

    static bool Near(float a, float b) => Math.Abs(a - b) <= 1e-6f * Math.Max(1, Math.Abs(b));
}
