using System.Security.Cryptography;
using System.Text;

namespace Myelin.Tests.Files;

public sealed class ModelFileTests : IDisposable
{
    static readonly Network Small = new(2, new Dense(3, new Tanh()), new Dense(1));

    static readonly Network Various = new(4,
        new Dense(5, new LeakyRelu(0.2)), new Dropout(0.25), new BatchNorm(1e-3, 0.3),
        new Residual(new Dense(7, new Relu(), Bias: false), new Dense(5)),
        new LayerNorm(1e-6), new PRelu(), new Scale(2), new Activation(new HardTanh(-2, 3)), new Dense(2));

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AModelIsReadBackBitForBit()
    {
        RoundTrip<float>();
        RoundTrip<double>();

        void RoundTrip<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            string path = _folder.File("m.safetensors");
            using Model<T> model = Model.Create<T>(Various, seed: 5);
            model.Link = new HardTanh(-0.5, 0.25);
            model.Save(path);
            using Model<T> loaded = Model.Load<T>(path);
            Assert.Equal(model.Network, loaded.Network);
            Assert.Equal(model.Link, loaded.Link);
            Assert.Equal(WeightDigest.Of(model.Parameters), WeightDigest.Of(loaded.Parameters));
            T[] row = [.. new[] { 0.5, -1, 2, 0.25 }.Select(T.CreateTruncating)];
            Assert.Equal(model.Predict(row), loaded.Predict(row));
        }
    }

    [Fact]
    public void TensorsAreNamedAndShapedAsOtherLibrariesExpect()
    {
        using Model<float> model = Model.Create(new(2, new Dense(3), new BatchNorm(), new Residual(new PRelu(PerUnit: false))));
        model.Parameters.Write("layers.0.weight", [1, 2, 3, 4, 5, 6]);
        string path = _folder.File("m.safetensors");
        model.Save(path);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal(
            [
                "\"layers.0.weight\" F32 [2 × 3]", "\"layers.0.bias\" F32 [3]", "\"layers.1.weight\" F32 [3]", "\"layers.1.bias\" F32 [3]",
                "\"layers.1.running_mean\" F32 [3]", "\"layers.1.running_var\" F32 [3]", "\"layers.2.layers.0.slope\" F32 [1]",
            ],
            file.Tensors.Select(tensor => tensor.ToString()));
        var weight = new float[6];
        file.Read(file.Tensors[0], weight);
        Assert.Equal([1, 2, 3, 4, 5, 6], weight);
        Assert.Equal(["format", "link", "myelin.sha256", "network", "version"], file.Metadata.Keys.Order());
        Assert.Equal(("myelin", "1", "identity"), (file.Metadata["format"], file.Metadata["version"], file.Metadata["link"]));
    }

    [Fact]
    public void OtherTextsAndATrainingsStateTravelWithTheModel()
    {
        string path = _folder.File("m.safetensors");
        using Model<float> model = Model.Create(Small);
        ModelFile.Save(path, model, [new("table", "{}")], [NamedTensor.Of<double>("state.step", [1], new double[] { 7 })]);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        using Model<float> loaded = ModelFile.Load<float>(file);
        Assert.Equal("{}", file.Metadata["table"]);
        Assert.True(file.TryFind("state.step", out TensorInfo? step));
        var value = new double[1];
        file.Read(step!, value);
        Assert.Equal([7], value);
        Assert.Throws<ArgumentException>(() => ModelFile.Save(path, model, state: [NamedTensor.Of<double>("step", [1], new double[1])]));
        Assert.Throws<ArgumentException>(() => ModelFile.Save(path, model, [new("version", "2")]));
    }

    [Fact]
    public void FloatsBecomeDoublesButNotTheOtherWay()
    {
        string path = _folder.File("m.safetensors");
        using Model<float> narrow = Model.Create(Small);
        narrow.Save(path);
        using Model<double> wide = Model.Load<double>(path);
        Assert.Equal(narrow.Parameters.Get(0).Cast<float>().Select(w => (double)w), wide.Parameters.Get(0).Cast<double>());
        wide.Save(path);
        Assert.Equal(
            $"{path}: tensor \"layers.0.weight\" F64 [2 × 3] would lose digits in float. Load the model as double: Model.Load<double>",
            Assert.Throws<InvalidFileException>(() => Model.Load(path)).Message);
    }

    [Fact]
    public void AFileOfAnotherShapeNamesBothShapes()
    {
        string path = _folder.File("m.safetensors");
        using Model<float> model = Model.Create(Small), other = Model.Create(new(2, new Dense(4, new Tanh()), new Dense(1)));
        using Model<float> longer = Model.Create(new(2, new Dense(3, new Tanh()), new Dense(1), new Scale()));
        using Model<float> shorter = Model.Create(new(2, new Dense(3, new Tanh())));
        model.Save(path);
        string before = WeightDigest.Of(other.Parameters);
        Assert.Equal(
            $"{path}: tensor layers.0.weight is [2 × 3] in the file, but [2 × 4] in the network {other.Network}. " +
                "Is the file of another network?",
            Assert.Throws<InvalidFileException>(() => ModelFile.LoadParameters(path, other)).Message);
        Assert.Equal($"{path}: has no tensor layers.2.scale [1], which the network {longer.Network} needs",
            Assert.Throws<InvalidFileException>(() => ModelFile.LoadParameters(path, longer)).Message);
        Assert.Equal(
            $"{path}: tensor \"layers.1.weight\" F32 [3 × 1] is not of the network {shorter.Network}. Is the file of another network?",
            Assert.Throws<InvalidFileException>(() => ModelFile.LoadParameters(path, shorter)).Message);
        Assert.Equal(before, WeightDigest.Of(other.Parameters));
        using Model<float> same = Model.Create(Small, seed: 9);
        ModelFile.LoadParameters(path, same);
        Assert.Equal(WeightDigest.Of(model.Parameters), WeightDigest.Of(same.Parameters));
    }

    [Fact]
    public void ANewerVersionIsSaid() => AssertRefused(
        "was written by a newer Myelin: it is of version 2, and this program reads up to 1. Update Myelin", ("version", "2"));

    [Theory]
    [InlineData("version", "0", "metadata version is \"0\". Expected a whole number from 1")]
    [InlineData("version", "one", "metadata version is \"one\". Expected a whole number from 1")]
    [InlineData("version", "99999999999", "metadata version is \"99999999999\". Expected a whole number from 1")]
    [InlineData("version", null, "has no metadata version, which every model has")]
    [InlineData("network", null, "has no metadata network, which every model has")]
    [InlineData("link", null, "has no metadata link, which every model has")]
    [InlineData("link", "sofmax", "metadata link cannot be read: There is no activation 'sofmax'. Did you mean softmax?")]
    [InlineData("network", "{}", "network has no \"inputs\"")]
    [InlineData("format", "pt", "is safetensors, but not a Myelin model: it has no metadata format = myelin, and so no network")]
    [InlineData("format", null, "is safetensors, but not a Myelin model: it has no metadata format = myelin, and so no network")]
    public void WrongMetadataAreSaid(string key, string? value, string expected) => AssertRefused(expected, (key, value));

    [Theory]
    [InlineData(16777216, "network is impossible: Up to layer 0 (Dense 16777216) the network has 2814")]
    [InlineData(32768, "layers.0.weight is [2 × 3] in the file, but [32768 × 32768] in the network")]
    public void AnAbsurdNetworkAllocatesNothing(int units, string expected)
    {
        string path = _folder.File("m.safetensors");
        Write(path, ("network", $$"""{"inputs":{{units}},"layers":[{"type":"dense","units":{{units}}},{"type":"dense","units":2}]}"""));
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InvalidFileException>(() => Model.Load(path)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void NumbersThatAreNotFiniteAreNeitherSavedNorLoaded()
    {
        string path = _folder.File("m.safetensors");
        using Model<float> model = Model.Create(Small);
        model.Parameters.Write("layers.0.weight", [1, 2, 3, 4, float.NaN, 6]);
        Assert.StartsWith("Parameter layers.0.weight holds a number that is not finite",
            Assert.Throws<InvalidOperationException>(() => model.Save(path)).Message);
        Assert.Empty(_folder.Names());
        Write(path, weight: [1, 2, 3, 4, 5, float.PositiveInfinity]);
        Assert.StartsWith($"{path}: tensor layers.0.weight holds Infinity at row 1, column 2. ",
            Assert.Throws<InvalidFileException>(() => Model.Load(path)).Message);
    }

    [Fact]
    public void EveryTruncationAndFlippedByteOfAModelIsNoticed()
    {
        string path = _folder.File("m.safetensors");
        Model.Create(Small).Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        using (Load(bytes)) { }
        for (int length = 0; length < bytes.Length; length++) Assert.Throws<InvalidFileException>(() => Load(bytes[..length]));
        for (int i = 0; i < bytes.Length; i++)
            foreach (byte flip in new byte[] { 1, 0x20, 0x80, 0xFF })
            {
                bytes[i] ^= flip;
                Assert.Throws<InvalidFileException>(() => Load(bytes));
                bytes[i] ^= flip;
            }

        static Model<float> Load(byte[] bytes)
        {
            using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(bytes), "m");
            return ModelFile.Load<float>(file);
        }
    }

    [Fact]
    public void NoMutationOfTheTextsGivesAnythingButInvalidFile()
    {
        // the digest is right, as a forger would make it
        var random = new Random(11);
        int loaded = 0;
        for (int round = 0; round < 1_000; round++)
        {
            var text = new StringBuilder(NetworkJson.Write(Small));
            for (int mutations = random.Next(1, 3); mutations > 0; mutations--)
            {
                int at = random.Next(text.Length);
                if (random.Next(2) == 0) text[at] = "0123456789{}[],:\"\\-e."[random.Next(21)];
                else text.Insert(at, "0123456789"[random.Next(10)]);
            }
            using var stream = new MemoryStream();
            Write(stream, ("network", text.ToString()));
            try
            {
                using SafetensorsFile file = SafetensorsFile.Open(stream, "m");
                ModelFile.Load<float>(file).Dispose();
                loaded++;
            }
            catch (InvalidFileException e)
            {
                Assert.DoesNotContain(e.Message, char.IsControl);
            }
        }
        Assert.InRange(loaded, 0, 300);
    }

    [Fact]
    public void TheDigestIsOfNamesShapesAndNumbers()
    {
        using Model<float> model = Model.Create(new(1, new Dense(2)));
        model.Parameters.Write("layers.0.weight", [1, -2]);
        model.Parameters.Write("layers.0.bias", [0.5f, 0]);
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Encoding.UTF8.GetBytes("layers.0.weight\0"));
        writer.Write(1L);
        writer.Write(2L);
        writer.Write(1f);
        writer.Write(-2f);
        writer.Write(Encoding.UTF8.GetBytes("layers.0.bias\0"));
        writer.Write(1L);
        writer.Write(2L);
        writer.Write(0.5f);
        writer.Write(0f);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), WeightDigest.Of(model.Parameters));
        model.Parameters.Write("layers.0.bias", [0.5f, -0f]);
        Assert.NotEqual(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), WeightDigest.Of(model.Parameters));
    }

    void AssertRefused(string expected, (string Key, string? Value) change)
    {
        string path = _folder.File("m.safetensors");
        Write(path, change);
        string message = Assert.Throws<InvalidFileException>(() => Model.Load(path)).Message;
        Assert.StartsWith($"{path}: {expected}", message);
        Assert.DoesNotContain('\n', message);
    }

    /// <summary>A file of the small network with one metadata changed, or left out where its value is null.</summary>
    static void Write(string path, (string Key, string? Value) change = default, float[]? weight = null)
    {
        using FileStream stream = File.Create(path);
        Write(stream, change, weight);
    }

    static void Write(Stream stream, (string Key, string? Value) change = default, float[]? weight = null)
    {
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "myelin",
            ["version"] = "1",
            ["link"] = "identity",
            ["network"] = NetworkJson.Write(Small),
        };
        if (change.Key is not null) metadata.Remove(change.Key);
        if (change.Value is not null) metadata[change.Key!] = change.Value;
        Safetensors.Write(stream,
        [
            NamedTensor.Of<float>("layers.0.weight", [2, 3], weight ?? new float[6]),
            NamedTensor.Of<float>("layers.0.bias", [3], new float[3]),
            NamedTensor.Of<float>("layers.1.weight", [3, 1], new float[3]), NamedTensor.Of<float>("layers.1.bias", [1], new float[1]),
        ], metadata);
    }
}
