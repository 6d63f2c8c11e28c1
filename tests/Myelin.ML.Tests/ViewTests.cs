using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML.Tests;

/// <summary>Data views, tables and data frames, each from the other.</summary>
public class ViewTests
{
    readonly MLContext _context = new(1);

    static Table Mixed => Table.Of(
        Column.Of("number", 1.5, double.NaN, -3),
        Column.Of("word", "a", null, "a"),
        Column.Of("truth", true, false, true),
        Column.Of("maybe", true, null, false),
        Column.Of("date", new DateTime(2026, 11, 30, 1, 2, 3), null, new DateTime(1969, 1, 1)));

    [Fact]
    public void ATableComesBackFromADataView()
    {
        IDataView view = Mixed.ToDataView(_context);
        Assert.Equal(3, view.GetRowCount());
        Assert.Equal(
            ["number Double", "word String", "truth Boolean", "maybe String", "date DateTime"],
            view.Schema.Select(column => $"{column.Name} {column.Type}"));
        // twice, and through transformers
        IDataView cached = _context.Data.Cache(view);
        foreach (Table table in (Table[])[view.ToTable(), cached.ToTable()])
        {
            Assert.Equal(
                [ColumnType.Number, ColumnType.Category, ColumnType.Boolean, ColumnType.Text, ColumnType.Date],
                table.Columns.Select(column => column.Type));
            Assert.All(Mixed.Columns, column => Assert.Equal(Texts(column), Texts(table[column.Name])));
        }
    }

    [Fact]
    public void ATableComesBackFromADataFrame()
    {
        DataFrame frame = Mixed.ToDataFrame();
        Assert.Equal(1, frame["maybe"].NullCount);
        foreach (Table table in (Table[])[frame.ToMyelinTable(), ((IDataView)frame).ToTable()])
            Assert.All(Mixed.Columns, column => Assert.Equal(Texts(column), Texts(table[column.Name])));
        Assert.Equal(["date", "word"], ((IDataView)frame).ToTable("date", "word").Columns.Select(column => column.Name));
    }

    [Fact]
    public void NullsOfADataFrameAreMissingWhateverTheType()
    {
        var frame = new DataFrame(new Int32DataFrameColumn("n", [1, null, 3]), new DecimalDataFrameColumn("m", [1.25m, null, 3]));
        Table table = frame.ToMyelinTable();
        Assert.Equal(["1", null, "3"], Texts(table["n"]));
        Assert.Equal(["1.25", null, "3"], Texts(table["m"]));
    }

    [Fact]
    public void EveryTypeOfADataViewIsRead()
    {
        Visit visit = Visit.Some(1)[0];
        (visit.When, visit.Zoned) = (new(2024, 2, 29, 12, 0, 0), new(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(3)));
        (visit.Wait, visit.Int64) = (TimeSpan.FromSeconds(1.5), -5);
        IDataView data = _context.Data.LoadFromEnumerable([visit]);
        Table table = data.ToTable();
        Assert.Equal("2024-02-29T12:00:00", table["When"].Text(0));
        Assert.Equal("2024-02-29T09:00:00", table["Zoned"].Text(0));
        Assert.Equal("1.5", table["Wait"].Text(0));
        Assert.Equal("-5", table["Int64"].Text(0));
        Assert.Equal($"{data.GetColumn<uint>("Place").Single()}", table["Place"].Text(0) ?? "0");
        Assert.Equal(ColumnType.Category, table["Place"].Type);
        Assert.Equal(visit.Vector[1], table["Vector.1"].Number(0));
        Assert.Equal(visit.Words[1], table["Words.1"].Text(0));
    }

    [Fact]
    public void KeysAreTheirValuesAndSlotsHaveTheirNames()
    {
        IDataView data = Trained.Visits(_context, 40);
        data = _context.Transforms.Concatenate("Both", "Age", "Weight").Fit(data).Transform(data);
        Table table = data.ToTable("ZipKey", "CityKey", "Both");
        Assert.Equal(["ZipKey", "CityKey", "Both.Age", "Both.Weight"], table.Columns.Select(column => column.Name));
        Assert.Equal(data.GetColumn<int>("Zip").Select(zip => $"{zip}"), Texts(table["ZipKey"]));
        Assert.Equal(data.GetColumn<string>("City").Select(city => city.Length == 0 ? null : city), Texts(table["CityKey"]));
    }

    [Fact]
    public void ACursorKeepsItsPromises()
    {
        IDataView view = Mixed.ToDataView(_context);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["word"]]);
        Assert.Equal(-1, cursor.Position);
        Assert.Throws<ArgumentException>(() => cursor.GetGetter<double>(view.Schema["number"]));
        Assert.Throws<ArgumentException>(() => cursor.GetGetter<double>(view.Schema["word"]));
        ValueGetter<ReadOnlyMemory<char>> get = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["word"]);
        ReadOnlyMemory<char> word = default;
        Assert.Throws<InvalidOperationException>(() => get(ref word));
        for (int row = 0; row < 3; row++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(row, cursor.Position);
            get(ref word);
            Assert.Equal(Mixed["word"].Text(row) ?? "", word.ToString());
        }
        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
    }

    static string?[] Texts(Column column) => [.. Enumerable.Range(0, column.Count).Select(column.Text)];
}
