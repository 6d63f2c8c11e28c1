namespace Myelin.Fuzz.Targets;

/// <summary>
/// Model files whose digest a forger has made right: what loads predicts, and its network is written again to an equal one.
/// </summary>
public sealed class ModelTarget : Target
{
    static readonly Network Various = new(4,
        new Dense(5, new LeakyRelu(0.2)), new Dropout(0.25), new BatchNorm(1e-3, 0.3),
        new Residual(new Dense(3, new Relu(), Bias: false), new Dense(5)),
        new LayerNorm(1e-6), new PRelu(), new Scale(2), new Activation(new HardTanh(-2, 3)), new Dense(2));

    static readonly Network Tables = new(5,
        new Split(new Branch(2, new PeriodicEmbedding(3, 2)), new Branch(2), new Branch(1, new Embedding(4, 2))), new MemberScale(2),
        new MemberDense(2, 3), new ParametricActivation(new Mish()), new MemberHeads(2, 1));

    public override string Name => "model";

    public override IReadOnlyList<string> Words =>
        ["\\\"type\\\":\\\"", "\\\"residual\\\"", "\\\"layers\\\":[", "\\\"units\\\":", "\\\"embedding\\\"", "identity", "softmax",
            "sigmoid", "\"members\":\"2\",", "\"version\":\"2\"", "F16", "F64", "state."];

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (Network network in new[] { new Network(2, new Dense(3, new Tanh()), new Dense(1)), Various, Tables })
        {
            using Model<float> model = Model.Create(network), other = Model.Create(network, seed: 2);
            yield return Saved(model);
            yield return Saved(model, other);
        }
    }

    public override byte[] Mend(byte[] input)
    {
        // data begins after the blanks that pad the header
        int end = input.AsSpan().LastIndexOf("}}"u8) + 2;
        while (end >= 2 && end < input.Length && input[end] == ' ') end++;
        return end < 2 ? Forged.Digested(input) : Forged.Mend(input, input.Length - end);
    }

    public override string Try(byte[] input)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(input), "f");
            IReadOnlyList<Model<float>> members = ModelFile.LoadMembers<float>(file);
            try
            {
                Network network = members[0].Network;
                Demand(NetworkJson.Read(NetworkJson.Write(network), "again").Equals(network),
                    "The network is not written again to itself.");
                if (network.Widths().Max() <= 4096)
                    foreach (Model<float> member in members) member.Predict(new float[network.Inputs]);
                return $"loaded {members.Count} {network}";
            }
            finally
            {
                foreach (Model<float> member in members) member.Dispose();
            }
        }
        catch (InvalidFileException e)
        {
            return e.Problem;
        }
    }

    static byte[] Saved(params Model<float>[] members)
    {
        string path = Path.GetTempFileName();
        try
        {
            ModelFile.Save(path, members);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
