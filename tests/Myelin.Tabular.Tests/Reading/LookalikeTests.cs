using System.Text;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>Names and words that look alike are different, and a note says so.</summary>
public class LookalikeTests
{
    [Theory]
    [InlineData("price,Price,y", "columns \"price\" and \"Price\" differ only in upper and lower case")]
    [InlineData("price,price\u200B,y", "columns \"price\" and \"price\\u200b\" differ only in characters that are not visible")]
    [InlineData("net price,net\u00A0price,y",
        "columns \"net price\" and \"net\\u00a0price\" differ only in characters that are not visible")]
    [InlineData("net price,net  price,y", "columns \"net price\" and \"net  price\" differ only in blanks")]
    [InlineData("x,pr\u00ADice,y", "the name of column \"pr\\u00adice\" has a character that is not visible")]
    [InlineData("x,\uFEFFz,y", "the name of column \"\\ufeffz\" has a character that is not visible")]
    public void NamesAreNoted(string header, string expected) =>
        Assert.Equal(expected,
            Assert.Single(Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(header + "\n1,2,3\n")), "data.csv").Notes).ToString());

    [Fact]
    public void PlainNamesAreNot() =>
        Assert.Empty(Table.Read(new MemoryStream("x1,x2,näme,ß,SS2\n1,2,3,4,5\n"u8.ToArray()), "data.csv").Notes);

    [Theory]
    [InlineData("yes", "yes\u200B", "characters that are not visible")]
    [InlineData("yes", "Yes", "upper and lower case")]
    [InlineData("no answer", "no  answer", "blanks")]
    public void ClassesAndCategoriesAreNoted(string first, string second, string how)
    {
        string[] words = [.. Enumerable.Range(0, 40).Select(row => row % 4 == 0 ? first : row % 4 == 1 ? second : "other")];
        Table table = Table.Of(Column.Of("x", [.. Enumerable.Range(0, 40).Select(i => i * 0.37 % 1)]),
            Column.Of("kind", words), Column.Of("y", words));
        string[] notes = [.. new TabularTraining(table, "y").Notes.Select(note => note.ToString())
            .Where(note => note.Contains("look alike", StringComparison.Ordinal))];
        Assert.Equal(2, notes.Length);
        Assert.StartsWith("y has different classes", notes[0], StringComparison.Ordinal);
        Assert.StartsWith("kind has different categories", notes[1], StringComparison.Ordinal);
        Assert.All(notes, note => Assert.Contains($"differ only in {how}", note, StringComparison.Ordinal));
    }
}
