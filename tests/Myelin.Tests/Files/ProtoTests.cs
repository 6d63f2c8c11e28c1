namespace Myelin.Tests.Files;

/// <summary>
/// The wire format of Protocol Buffers: the published bytes, everything read as it was written, and damage named by its byte.
/// </summary>
public class ProtoTests
{
    // the examples of the format's documentation: a = 150 in field 1; "testing" in field 2; field 3 with field 1 = 150;
    // packed 3, 270, 86942
    [Fact]
    public void BytesAreThoseOfTheDocumentation()
    {
        Assert.Equal("089601", Hex(new ProtoWriter().Integer(1, 150)));
        Assert.Equal("120774657374696e67", Hex(new ProtoWriter().Text(2, "testing")));
        Assert.Equal("1a03089601", Hex(new ProtoWriter().Message(3, new ProtoWriter().Integer(1, 150))));
        Assert.Equal("3206038e029ea705", Hex(new ProtoWriter().Integers(6, [3, 270, 86942])));
        Assert.Equal("08feffffffffffffffff01", Hex(new ProtoWriter().Integer(1, -2)));
        Assert.Equal("0d0000803f", Hex(new ProtoWriter().Float(1, 1)));
        Assert.Equal("09000000000000f0bf", Hex(new ProtoWriter().Double(1, -1)));
    }

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        byte[] large = [.. Enumerable.Range(0, 3000).Select(i => (byte)i)];
        ProtoWriter inner = new ProtoWriter().Text(1, "ä😀").Bytes(2, large).Integer(3, 7);
        ProtoWriter outer = new ProtoWriter().Message(4, inner).Integers(5, [long.MinValue, -1, 0, long.MaxValue])
            .Floats(6, [1.5f, float.NaN])
            .Doubles(7, [0.1, double.NegativeInfinity]).Double(8, Math.PI);
        byte[] bytes = outer.ToArray();
        Assert.Equal(bytes.Length, outer.Length);
        var stream = new MemoryStream();
        outer.WriteTo(stream);
        Assert.Equal(bytes, stream.ToArray());

        var reader = new ProtoReader(bytes);
        List<long> integers = [];
        List<float> floats = [];
        List<double> doubles = [];
        string text = "";
        long seven = 0;
        while (reader.Next())
            switch (reader.Field)
            {
                case 4:
                    ProtoReader message = reader.Message();
                    while (message.Next())
                        if (message.Field == 1) text = message.Text();
                        else if (message.Field == 2) Assert.True(message.Bytes().SequenceEqual(large));
                        else seven = message.Integer();
                    break;
                case 5: reader.Integers(integers); break;
                case 6: reader.Floats(floats); break;
                case 7: reader.Doubles(doubles); break;
            }
        Assert.Equal(("ä😀", 7), (text, seven));
        Assert.Equal([long.MinValue, -1, 0, long.MaxValue], integers);
        Assert.Equal([1.5f, float.NaN], floats);
        Assert.Equal([0.1, double.NegativeInfinity], doubles);
    }

    [Fact]
    public void NumbersThatAreNotPackedAreRead()
    {
        var reader = new ProtoReader([8, 3, 8, 0x8e, 2]);
        List<long> values = [];
        while (reader.Next()) reader.Integers(values);
        Assert.Equal([3, 270], values);
    }

    [Theory]
    [InlineData("08", "byte 1: the number that begins here is cut off")]
    [InlineData("08ff", "byte 1: the number that begins here is cut off")]
    [InlineData("08ffffffffffffffffffff01", "byte 1: the number that begins here has more than 64 bits")]
    [InlineData("08ffffffffffffffffff02", "byte 1: the number that begins here has more than 64 bits")]
    [InlineData("00", "byte 0: 0 is not a field number (1 to 536,870,911)")]
    [InlineData("0b", "byte 0: field 1 has wire type 3; expected 0, 1, 2 or 5")]
    [InlineData("0f", "byte 0: field 1 has wire type 7; expected 0, 1, 2 or 5")]
    [InlineData("3affffffff07", "byte 1: field 7 has a length of 2147483647 bytes, but 0 follow")]
    [InlineData("3affffffffffffffffff01", "byte 1: field 7 has a length of 18446744073709551615 bytes, but 0 follow")]
    [InlineData("0900", "byte 1: 8 bytes are needed, but 1 follow")]
    [InlineData("0d0000", "byte 1: 4 bytes are needed, but 2 follow")]
    public void DamageIsNamedByItsByte(string hex, string message)
    {
        byte[] bytes = Convert.FromHexString(hex);
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new ProtoReader(bytes);
            while (reader.Next())
            {
            }
        });
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void OtherWireTypesAndTextAreRefused()
    {
        Assert.Equal("byte 1: field 1 has wire type 0; expected 2", Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new ProtoReader([8, 1]);
            reader.Next();
            reader.Text();
        }).Message);
        Assert.Equal("byte 2: the text of field 1 is not UTF-8", Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new ProtoReader([10, 1, 0xff]);
            reader.Next();
            reader.Text();
        }).Message);
        Assert.Equal("byte 2: field 1 packs 3 bytes, no multiple of 4", Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new ProtoReader([10, 3, 0, 0, 0]);
            reader.Next();
            reader.Floats([]);
        }).Message);
    }

    static string Hex(ProtoWriter writer) => Convert.ToHexStringLower(writer.ToArray());
}
