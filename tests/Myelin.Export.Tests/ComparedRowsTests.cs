namespace Myelin.Export.Tests;

/// <summary>On which rows a program is compared with its model.</summary>
public class ComparedRowsTests
{
    [Fact]
    public void OfManyRowsTwoThousandAreComparedEvenlySpaced()
    {
        TabularModel model = TrainedModels.Of("number");
        Table rows = MadeRows.Of(model, 5000, 1);
        Table compared = ComparedRows.Of(model, rows).Table;
        Assert.Equal(rows.Place(0), compared.Place(0));
        Assert.Equal(rows.Place((int)(1999L * rows.Rows / 2000)), compared.Place(1999));
        ExportCheck check = ProgramCheck.Of(TabularProgram.Of(model), rows);
        Assert.Equal((2000, (int?)rows.Rows), (check.Rows, check.GivenRows));
        ExportCheck few = ProgramCheck.Of(TabularProgram.Of(model), rows.Take([0, 7, 9]));
        Assert.Equal((3, (int?)3), (few.Rows, few.GivenRows));
    }

    [Fact]
    public void MadeRowsAreAsManyAsEveryCategoryNeeds()
    {
        Table table = Table.Of(
            Column.Of("word", [.. Enumerable.Range(0, 4500).Select(i => (string?)$"w{i % 300}")]),
            Column.Of("y", [.. Enumerable.Range(0, 4500).Select(i => i % 300 * 0.5)]));
        using TabularModel model = TabularModel.Train(table, "y", new()
        {
            Quality = Quality.Fast,
            Set = ["epochs=1", "hidden=4"],
            Threads = 1,
        }, cancellation: TestContext.Current.CancellationToken);
        int words = model.Encoder.Columns[0].Categories!.Count;
        Assert.True(words > 256, $"{words} categories");
        ExportCheck check = ProgramCheck.Of(TabularProgram.Of(model), null);
        Assert.Equal((MadeRows.Needed(model), (int?)null, 0), (check.Rows, check.GivenRows, check.AbsentCategories));
        Assert.InRange(check.Rows, 2 * words, 2 * words + 12);
        Assert.True(MadeRows.AbsentCategories(model, MadeRows.Of(model, 256, 1)) > 0);
    }
}
