namespace Myelin.Fuzz.Targets;

/// <summary>Networks as JSON: what is read is written again to an equal network, and described without memory for its numbers.</summary>
public sealed class NetworkTarget : Target
{
    public override string Name => "network";

    public override IReadOnlyList<string> Words =>
    [
        "{\"type\":\"dense\",\"units\":4},", "{\"type\":\"residual\",\"layers\":[", "{\"type\":\"split\",\"branches\":[{\"columns\":1},",
        "{\"type\":\"dropout\",\"probability\":0.5},", "\"initializer\":\"he-normal\"",
        "{\"type\":\"activation\",\"function\":\"softmax\"},", "{\"type\":\"member-dense\",\"members\":2,\"units\":3},",
        "{\"type\":\"embedding\",\"values\":3},", "\"parametrization\":\"neural-tangent\"",
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        Network[] networks =
        [
            new(2, new Dense(3, new Tanh()), new Dense(1)),
            new(4, new Dense(5, new LeakyRelu(0.2)), new Dropout(0.25), new BatchNorm(1e-3, 0.3),
                new Residual(new Dense(7, new Relu(), Bias: false), new Dense(5)), new LayerNorm(1e-6), new PRelu(), new Scale(2),
                new Activation(new HardTanh(-2, 3)), new Dense(2)),
            new(5, new Split(new Branch(2, new PeriodicEmbedding(3, 2)), new Branch(2), new Branch(1, new Embedding(4, 2))),
                new MemberScale(2), new MemberDense(2, 3), new ParametricActivation(new Mish()), new MemberHeads(2, 1)),
        ];
        return networks.Select(network => Bytes(NetworkJson.Write(network)));
    }

    public override string Try(byte[] input)
    {
        try
        {
            Network network = NetworkJson.Read(Text(input), "f");
            Demand(NetworkJson.Read(NetworkJson.Write(network), "again").Equals(network), "The network is not written again to itself.");
            _ = (network.ToString(), network.GetHashCode(), network.Blocks().Count());
            return $"read {network}";
        }
        catch (InvalidFileException e)
        {
            return e.Problem;
        }
    }
}
