using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Myelin.Documents.Tests.Samples;

public class SampleTests
{
    [Fact]
    public void XorIsLearned()
    {
        string output = Run.OutputOfSample("01-xor");
        (string Row, double Expected)[] table = [("0 xor 0", 0), ("0 xor 1", 1), ("1 xor 0", 1), ("1 xor 1", 0)];
        Assert.All(table, entry => Assert.Equal(entry.Expected, Number(output, $"{entry.Row} = "), 0.1));
    }

    [Fact]
    public void TheNotesNetworkShowsAStepThatLowersTheLossAndLearnsParity()
    {
        string output = Run.OutputOfSample("02-notes-network");
        Assert.Contains("∂L/∂W = xᵀ·δ (4, 4)", output, StringComparison.Ordinal);
        Assert.True(Number(output, "the loss is ") < Number(output, "½ (ŷ − y)² = "));
        Assert.Contains("16 of 16 right", output, StringComparison.Ordinal);
    }

    [Fact]
    public void EachSlipIsShownByANumber()
    {
        string output = Run.OutputOfSample("02-notes-network", "slips");
        Assert.Equal(-0.196612, Number(output, "slope measured = "), 1e-6);
        Assert.Equal(Number(output, "measured                           = "), Number(output, "∂L/∂ŷ · ∂ŷ/∂a¹ · ∂a¹/∂w¹           = "));
        Assert.Contains("NaN,  stable: 1\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ATableIsLearnedSavedAndLoaded()
    {
        string output = Run.OutputOfSample("03-table");
        Assert.Contains("150 rows, 5 columns", output, StringComparison.Ordinal);
        Assert.True(Number(output, "accuracy ") >= 0.9);
        Assert.Matches("(setosa|versicolor|virginica) with probability", output);
    }

    [Fact]
    public void AnOwnActivationLossAndOptimizerPassTheGradientCheckAndLearn()
    {
        string output = Run.OutputOfSample("05-your-own");
        Assert.Contains("passed: worst", output, StringComparison.Ordinal);
        Assert.True(Number(output, " before, ") < 0.1 * Number(output, "loss "));
    }

    [Fact]
    public void AnOwnLayerIsCheckedTrainedSavedAndLoaded()
    {
        string output = Run.OutputOfSample("05-your-own", "layer");
        Assert.Contains("passed: worst", output, StringComparison.Ordinal);
        Assert.Contains("saved, loaded and the same", output, StringComparison.Ordinal);
        Assert.Contains("f(t) = 1/(1 + t/s)", output, StringComparison.Ordinal);
        Assert.Contains(@"a_{1} = (x_{1} \cdot u_{11} + x_{2} \cdot u_{21}) \cdot (x_{1} \cdot v_{11} + x_{2} \cdot v_{21})", output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AnOwnEncoderIsTrainedSavedAndLoaded()
    {
        string output = Run.OutputOfSample("05-your-own", "encoder");
        Assert.Contains("hour is encoded by circle, as chosen: hour sin, hour cos", output, StringComparison.Ordinal);
        Assert.Contains("saved, loaded and the same", output, StringComparison.Ordinal);
        Assert.True(Number(output, "R² ") > 0.95);
        Assert.Equal(50 + 20 * Math.Cos(2 * Math.PI * 22.5 / 24), Number(output, "at 23:30 "), 1.0);
        Assert.Equal(50 + 20 * Math.Cos(2 * Math.PI * -0.5 / 24), Number(output, "at 0:30 "), 1.0);
    }

    [Fact]
    public void APipelineOfMlNetIsTrainedSavedAndLoaded()
    {
        string output = Run.OutputOfSample("06-mlnet");
        Assert.True(Number(output, "test accuracy ") >= 0.9);
        Assert.Contains("setosa with probability", output, StringComparison.Ordinal);
    }

    [Fact]
    public void DigitsAreReadFromIdxFilesAndLearned()
    {
        string folder = Directory.CreateTempSubdirectory("digits").FullName;
        try
        {
            WriteDigits(folder, "train", 600, seed: 1, compress: true);
            WriteDigits(folder, "t10k", 100, seed: 2, compress: false);
            string output = Run.OutputOfSample("04-handwritten-digits", folder, "10");
            Assert.Contains("600 images to learn from, 100 to be tested on", output, StringComparison.Ordinal);
            Assert.True(Number(output, "test accuracy ") >= 95);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void DigitsSayWhatTheyNeed()
    {
        Run run = Run.Sample("04-handwritten-digits");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("train-images-idx3-ubyte.gz", run.Errors, StringComparison.Ordinal);
    }

    /// <summary>Images of ten kinds: a bright bar whose place is the class, on noise.</summary>
    static void WriteDigits(string folder, string set, int count, int seed, bool compress)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[count * 28 * 28], labels = new byte[count];
        random.NextBytes(pixels);
        for (int n = 0; n < count; n++)
        {
            labels[n] = (byte)random.Next(10);
            Span<byte> image = pixels.AsSpan(n * 784, 784);
            foreach (ref byte pixel in image) pixel /= 4;
            image.Slice((4 + 2 * labels[n]) * 28, 56).Fill(220);
        }
        WriteIdx(Path.Combine(folder, $"{set}-images-idx3-ubyte"), [count, 28, 28], pixels, compress);
        WriteIdx(Path.Combine(folder, $"{set}-labels-idx1-ubyte"), [count], labels, compress);
    }

    static void WriteIdx(string path, int[] shape, byte[] data, bool compress)
    {
        using FileStream file = File.Create(compress ? path + ".gz" : path);
        using Stream stream = compress ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write([0, 0, 8, (byte)shape.Length]);
        foreach (int size in shape) stream.Write([(byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size]);
        stream.Write(data);
    }

    /// <summary>The number that stands after a text.</summary>
    static double Number(string output, string after)
    {
        Match match = Regex.Match(output, Regex.Escape(after) + @"\s*(-?\d+(\.\d+)?)");
        Assert.True(match.Success, $"No number after \"{after}\" in: {output}");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
