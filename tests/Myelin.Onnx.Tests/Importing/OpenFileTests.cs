using System.Text.Json;

namespace Myelin.Onnx.Tests.Importing;

/// <summary>Good and bad files that others made, where they are beside the repository: read with their outputs, or refused.</summary>
public class OpenFileTests
{
    [Fact]
    public void EachIsReadOrRefused()
    {
        string? folder = Repository.Beside("shared/oracle/open");
        Assert.SkipUnless(folder is not null, "the files with known verdicts are not here");
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest_onnx.json")));
        foreach (JsonElement file in manifest.RootElement.EnumerateArray())
        {
            string path = Path.Combine(folder, file.GetProperty("file").GetString()!);
            if (file.GetProperty("expect").GetString() == "reject")
                Assert.DoesNotContain('\n', Assert.Throws<InvalidFileException>(() => OnnxFile.Load(path)).Message);
            else Compare(path);
        }
    }

    static void Compare(string path)
    {
        using Model<float> model = OnnxFile.Load(path);
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "io.json")));
        JsonProperty[] sides = [.. expected.RootElement.EnumerateObject()];
        (float[][] x, float[][] y) = (sides[0].Value.Deserialize<float[][]>()!, sides[1].Value.Deserialize<float[][]>()!);
        Assert.NotEmpty(x);
        foreach ((float[] row, float[] outputs) in x.Zip(y))
            foreach ((float found, float one) in model.Predict(row).Zip(outputs)) Assert.InRange(found - one, -1e-6, 1e-6);
    }
}
