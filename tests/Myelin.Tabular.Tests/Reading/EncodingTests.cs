using System.Text;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>Text that is not UTF-8: read rightly where it is said, refused with a remedy that works where not.</summary>
public class EncodingTests
{
    // é, curly quotes, €, a dash and an apostrophe, as Windows writes them
    static readonly byte[] Windows = [.. "item;price\n"u8, (byte)'a', 0x93, (byte)'R', 0xE9, 0x94, (byte)';', (byte)'1', (byte)'\n',
        0x80, (byte)' ', 0x96, (byte)' ', (byte)'x', (byte)';', (byte)'2', (byte)'\n', 0x92, 0xFC, (byte)';', (byte)'3', (byte)'\n'];

    [Fact]
    public void Windows1252IsAdvisedAndRight()
    {
        string message = Refusal(Windows, null);
        Assert.Contains("line 2 holds bytes that are not valid UTF-8", message, StringComparison.Ordinal);
        Assert.Contains("TableOptions.Encoding: windows-1252)", message, StringComparison.Ordinal);
        Table table = Read(Windows, "windows-1252");
        Assert.Equal(["a“Ré”", "€ – x", "’ü"], Enumerable.Range(0, 3).Select(table["item"].Text));
    }

    [Theory]
    [InlineData("cp1252")]
    [InlineData("Windows_1252")]
    [InlineData("1252")]
    [InlineData("ansi")]
    public void ItHasMoreThanOneName(string name) => Assert.Equal("€ – x", Read(Windows, name)["item"].Text(1));

    [Fact]
    public void Latin1IsNotReadWhereControlsWouldComeOfIt() =>
        Assert.Contains(
            "line 2 holds bytes that no character has in iso-8859-1. Is the file written in another encoding? Read it as Windows-1252 " +
                "(TableOptions.Encoding: windows-1252), or as UTF-8 (TableOptions.Encoding: utf-8)",
            Refusal(Windows, "latin1"), StringComparison.Ordinal);

    [Theory]
    [InlineData(0x81)]
    [InlineData(0x8D)]
    [InlineData(0x8F)]
    [InlineData(0x90)]
    [InlineData(0x9D)]
    public void WhatWindows1252LeavesOpenIsRefusedAndNotAdvised(byte value)
    {
        byte[] bytes = [.. "x,y\n1,a\n2,b"u8, value, (byte)'\n'];
        Assert.Contains("line 3 holds bytes that no character has in windows-1252", Refusal(bytes, "windows-1252"),
            StringComparison.Ordinal);
        Assert.Contains("such as macintosh", Refusal(bytes, null), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryByteOfWindows1252IsWhatUnicodeSays()
    {
        // the table of unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT, from 80 to 9F
        const string upper = "€\uFFFF‚ƒ„…†‡ˆ‰Š‹Œ\uFFFFŽ\uFFFF\uFFFF‘’“”•–—˜™š›œ\uFFFFžŸ";
        for (int value = 0x80; value <= 0xFF; value++)
        {
            char expected = value < 0xA0 ? upper[value - 0x80] : (char)value;
            if (expected != '\uFFFF' && value != 0xA0)
                Assert.Equal($"q{expected}q", Read([.. "x,y\n1,q"u8, (byte)value, (byte)'q'], "windows-1252")["y"].Text(0));
        }
    }

    [Theory]
    [InlineData("macintosh", 0x8E, "é")]
    [InlineData("ibm850", 0x82, "é")]
    [InlineData("iso-8859-15", 0xA4, "€")]
    [InlineData("windows-1251", 0xFF, "я")]
    [InlineData("koi8-r", 0xD1, "я")]
    public void OtherCodePagesAreKnownByName(string name, byte value, string expected) =>
        Assert.Equal(expected, Read([.. "x,y\n1,"u8, value, (byte)'\n'], name)["y"].Text(0));

    [Fact]
    public void EncodingsOfSeveralBytesAreReadAndTheirFaultsRefused()
    {
        Assert.Equal("日本", Read([.. "x,y\n1,"u8, 0x93, 0xFA, 0x96, 0x7B, (byte)'\n'], "shift_jis")["y"].Text(0));
        Assert.Contains("line 2 holds bytes that no character has in gb18030", Refusal([.. "x,y\n1,"u8, 0xFF, (byte)'\n'], "gb18030"),
            StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("utf-16", "utf-16)")]
    [InlineData("utf-16be", "utf-16be)")]
    [InlineData("utf-32", "utf-32)")]
    [InlineData("utf-32be", "utf-32be)")]
    public void UnicodeWithoutItsMarkIsNamedAndReadByThatName(string name, string expected)
    {
        byte[] bytes = TextEncoding.Find(name)!.GetBytes("x,y\n1,Zürich\n2,b\n");
        Assert.Contains($"TableOptions.Encoding: {expected}", Refusal(bytes, null), StringComparison.Ordinal);
        Assert.Equal("Zürich", Read(bytes, name)["y"].Text(0));
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("65000")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public void WhatIsNoEncodingIsNone(string name) => Assert.Null(TextEncoding.Find(name));

    [Fact]
    public void EveryNameThatIsSuggestedIsKnown() => Assert.All(TextEncoding.Names, name => Assert.NotNull(TextEncoding.Find(name)));

    static string Refusal(byte[] bytes, string? encoding) => Assert.Throws<InvalidFileException>(() => Read(bytes, encoding)).Message;

    static Table Read(byte[] bytes, string? encoding) =>
        Table.Read(new MemoryStream(bytes), "data.csv",
            new() { Encoding = encoding is null ? null : TextEncoding.Find(encoding), Columns = new Dictionary<string, ColumnType>() });
}
