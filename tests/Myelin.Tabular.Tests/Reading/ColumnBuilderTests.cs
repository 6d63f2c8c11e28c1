using System.Globalization;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>What a column is taken for while its cells come.</summary>
public class ColumnBuilderTests
{
    [Theory]
    [InlineData(1, 1024)]
    [InlineData(1_000, 1024)]
    [InlineData(100_000, 20)]
    [InlineData(1_000_000, 16)]
    public void FewerCellsDecideWhereColumnsAreMany(int columns, int cells) => Assert.Equal(cells, ColumnBuilder.ClearlyOf(columns));

    [Theory]
    [InlineData(16)]
    [InlineData(1024)]
    public void AColumnIsTheSameWhenItsKindIsDecidedEarly(int clearly)
    {
        ColumnBuilder Filled(ColumnType? asked)
        {
            var builder = new ColumnBuilder("x", asked, canReread: true, new CellForm('.', null, new()), clearly: clearly);
            for (int row = 0; row < 40; row++) builder.AddText(row.ToString(CultureInfo.InvariantCulture), row);
            for (int row = 40; row < 200; row++) builder.AddText($"word{row % 7}", row);
            return builder;
        }

        static Exception Invalid(int row, Advice problem) => new InvalidOperationException($"{row}: {problem}");
        static Column? Built(ColumnBuilder builder) => builder.Form(Invalid)?.Column(builder.Numbers, builder.Codes, builder.Ticks);
        ColumnBuilder first = Filled(null);
        Assert.Equal(ColumnType.Text, first.Verdict(Invalid));
        // the words of the first rows are gone where numbers seemed clear: they are read again
        Column? column = Built(first);
        Assert.Equal(clearly == 16, column is null);
        column ??= Built(Filled(first.Verdict(Invalid)));
        var words = Assert.IsType<CategoryColumn>(column);
        Assert.Equal("0", words.Words[words.Codes[0]]);
        Assert.Equal("word5", words.Words[words.Codes[40]]);
    }
}
