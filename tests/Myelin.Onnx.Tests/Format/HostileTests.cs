namespace Myelin.Onnx.Tests.Format;

/// <summary>Files that lie about themselves are refused in one line, before memory is taken for what they claim.</summary>
public class HostileTests
{
    static byte[] Good { get; } = OnnxWriter.ToArray(Small.Dense);

    [Fact]
    public void EveryTruncationIsRefusedOrRead()
    {
        for (int length = 0; length < Good.Length; length++)
        {
            byte[] cut = Good[..length];
            // a message may be whole at the end of a field: what then lacks is its operator set, or its graph
            try
            {
                OnnxFile.Read(cut, "f");
            }
            catch (InvalidFileException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void EveryFlippedByteIsRefusedOrRead()
    {
        for (int place = 0; place < Good.Length; place++)
            foreach (byte other in (byte[])[0, 1, 0x7f, 0x80, 0xff])
            {
                byte[] changed = [.. Good];
                changed[place] = other;
                try
                {
                    OnnxFile.Read(changed, "f");
                }
                catch (InvalidFileException)
                {
                }
            }
    }

    [Fact]
    public void OtherFilesAreNamed()
    {
        Assert.Equal("f: is empty (0 bytes). Expected an ONNX model", Refused([]));
        Assert.Equal("f: is JSON text. Expected an ONNX model", Refused("{\"a\": 1}"u8.ToArray()));
        Assert.Equal("f: has no graph", Refused(new ProtoWriter().Integer(1, 8).ToArray()));
        Assert.StartsWith("f: is not an ONNX model, or damaged, at its byte ", Refused([8, 7, 0x3a, 0xff, 0xff, 0xff, 0xff, 7]));
    }

    [Fact]
    public void TensorsThatDoNotFitTheirDataAreRefused()
    {
        Assert.Equal("f: tensor \"W\" has a dimension of 1099511627776: float [1099511627776, 1099511627776]",
            Refused(Tensor(t => t.Integers(1, [1L << 40, 1L << 40]).Integer(2, 1).Bytes(9, new byte[16]))));
        Assert.Equal("f: tensor \"W\" is float [2147483647, 2147483647], more elements than any file has",
            Refused(Tensor(t => t.Integers(1, [int.MaxValue, int.MaxValue]).Integer(2, 1).Bytes(9, new byte[16]))));
        Assert.Equal("f: tensor \"W\" has a dimension of -1: float [-1]", Refused(Tensor(t => t.Integers(1, [-1]).Integer(2, 1))));
        Assert.Equal("f: tensor \"W\" is float [4] and needs 16 bytes, but its raw data has 12",
            Refused(Tensor(t => t.Integers(1, [4]).Integer(2, 1).Bytes(9, new byte[12]))));
        Assert.Equal("f: tensor \"W\" is double [2] and needs 2 elements, but the file has 1",
            Refused(Tensor(t => t.Integers(1, [2]).Integer(2, 11).Doubles(10, [1]))));
        Assert.Equal("f: tensor \"W\" has elements of type 99, which cannot be read", Refused(Tensor(t => t.Integer(2, 99))));
        Assert.Equal("f: tensor \"W\" has raw data and a list of elements; expected one of them",
            Refused(Tensor(t => t.Integers(1, [1]).Integer(2, 1).Bytes(9, new byte[4]).Floats(4, [1]))));
        Assert.Equal("f: the numbers of tensor \"W\" are in another file, \"../secret\", which is not opened. " +
            "Expected a model in one file: save it without external data",
            Refused(Tensor(t => t.Integers(1, [1]).Integer(2, 1).Message(13, new ProtoWriter().Text(1, "location").Text(2, "../secret"))
                .Integer(14, 1))));
        Assert.Contains("has more than 64 numbers", Refused(Tensor(t => t.Integers(1, new long[1000]))), StringComparison.Ordinal);
    }

    // two bytes a node would be a hundred in memory
    [Fact]
    public void ManyEmptyNodesTakeLittleMemory()
    {
        byte[] nodes = [.. Enumerable.Repeat((byte[])[0x0a, 0], 5_000_000).SelectMany(two => two)];
        byte[] file = new ProtoWriter().Integer(1, 8).Bytes(7, nodes).ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("f: has more than 300,000 nodes, names and texts", Refused(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }

    [Fact]
    public void NestedGraphsAreSkipped()
    {
        byte[] nested = [];
        for (int depth = 0; depth < 2_000; depth++) nested = Wrapped(nested);
        byte[] file = new ProtoWriter().Integer(1, 8).Bytes(7, nested).Message(8, new ProtoWriter().Integer(2, 17)).ToArray();
        Assert.Equal("f: has a graph without outputs", Refused(file));

        // a node with an attribute that holds a graph
        static byte[] Wrapped(byte[] graph) =>
            new ProtoWriter().Message(1, new ProtoWriter().Message(5, new ProtoWriter().Bytes(6, graph))).ToArray();
    }

    static byte[] Tensor(Func<ProtoWriter, ProtoWriter> parts)
    {
        ProtoWriter tensor = parts(new ProtoWriter().Text(8, "W"));
        return new ProtoWriter().Integer(1, 8).Message(7, new ProtoWriter().Message(5, tensor)).ToArray();
    }

    static string Refused(byte[] file) => Assert.Throws<InvalidFileException>(() => OnnxFile.Read(file, "f")).Message;
}
