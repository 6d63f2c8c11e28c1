using System.Globalization;

namespace Myelin.Tests.Files;

/// <summary>
/// A file of every version of the format stands in tests/data/models, with what it predicts, to the last bit. Those of a new version are
/// written by the first run, which fails, and committed; the old ones stay as they are.
/// </summary>
public class ReleasedModelTests
{
    static readonly float[][] Rows = [[0.5f, -1, 2, 0.25f], [0, 0, 0, 0], [-3, 1e-3f, 1e6f, 7]];

    public static TheoryData<string, int> Files => [.. from version in Enumerable.Range(1, ModelFile.Version)
                                                       from name in (string[])["network", "ensemble"]
                                                       select (name, version)];

    [Theory]
    [MemberData(nameof(Files))]
    public void AFileOfEachVersionPredictsWhatItDid(string name, int version)
    {
        string path = TestData.Path($"models/v{version}/{name}.safetensors");
        if (version == ModelFile.Version && !File.Exists(path)) Write(path, name == "network" ? 1 : 3);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal($"{version}", file.Metadata["version"]);
        IReadOnlyList<Model<float>> members = ModelFile.LoadMembers<float>(file);
        Assert.Equal(name == "network" ? 1 : 3, members.Count);
        Assert.Equal(File.ReadAllText(TestData.Path($"models/v{version}/{name}.txt")), Answers(members));
        foreach (Model<float> member in members) member.Dispose();
    }

    static void Write(string path, int count)
    {
        var network = new Network(4,
            new Dense(5, new LeakyRelu(0.2)), new Dropout(0.25), new BatchNorm(1e-3, 0.3),
            new Residual(new Dense(7, new Gelu(), Bias: false), new Dense(5)), new LayerNorm(1e-6), new PRelu(),
            new Scale(2), new Dense(3));
        Model<float>[] members = [.. Enumerable.Range(1, count).Select(seed => Model.Create(network, (ulong)seed))];
        foreach (Model<float> member in members) member.Link = new Softmax();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        ModelFile.Save(path, members);
        File.WriteAllText(Path.ChangeExtension(path, ".txt"), Answers(members));
        Assert.Fail($"{path} is written. It is of a new version: commit it.");
    }

    /// <summary>A line for each member and row: every output as the shortest text that is read back as the same float.</summary>
    static string Answers(IEnumerable<Model<float>> members) => string.Concat(
        from member in members
        from row in Rows
        select string.Join(' ', member.Predict(row).Select(y => y.ToString("R", CultureInfo.InvariantCulture))) + "\n");
}
