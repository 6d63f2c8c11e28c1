using System.Text;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>A header without rows is a table where the caller says so, and an error where not.</summary>
public class EmptyTableTests
{
    [Fact]
    public void AHeaderAloneIsATableOfNoRowsWhereThatIsAllowed()
    {
        Table table = Table.Read(Stream(), "new.csv", new() { AllowEmpty = true });
        Assert.Equal(0, table.Rows);
        Assert.Equal(["x1", "x2"], table.Columns.Select(column => column.Name));
        Assert.Equal("new.csv: has a header but no rows",
            Assert.Throws<InvalidFileException>(() => Table.Read(Stream(), "new.csv")).Message);
    }

    [Fact]
    public void BlockByBlockItIsOneEmptyBlock()
    {
        TableOptions typed =
            new() { Columns = new Dictionary<string, ColumnType> { ["x1"] = ColumnType.Number, ["x2"] = ColumnType.Date } };
        Table block = Assert.Single(TableBlocks.Read(Stream(), "new.csv", typed with { AllowEmpty = true }));
        Assert.Equal(0, block.Rows);
        Assert.Equal([ColumnType.Number, ColumnType.Date], block.Columns.Select(column => column.Type));
        Assert.Throws<InvalidFileException>(() => TableBlocks.Read(Stream(), "new.csv", typed).Count());
    }

    [Fact]
    public void AModelPredictsNoRowsForIt()
    {
        using TabularModel model = TabularModel.Train(Table.Of(new NumberColumn("x1", [1, 2, 3, 4]), new NumberColumn("x2", [4, 3, 2, 1]),
            new NumberColumn("y", [1.5, 2.5, 3.5, 4.5])), "y", new() { Epochs = 1, Quality = Quality.Fast },
            cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(model.Predict(Table.Read(Stream(), "new.csv", model.Reading() with { AllowEmpty = true })));
    }

    static MemoryStream Stream() => new(Encoding.UTF8.GetBytes("x1,x2\n"));
}
