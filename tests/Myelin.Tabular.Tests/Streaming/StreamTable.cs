using System.Globalization;
using System.Text;
using Myelin.Numerics;

namespace Myelin.Tabular.Tests.Streaming;

/// <summary>A table of every kind of column, as text, and what is learned from it.</summary>
static class StreamTable
{
    static readonly string[] Colors = ["red", "green", "blue", "teal", "pink", "gray", "gold", "jade", "rust", "plum", "navy"];

    public static string Csv(int rows, bool regression = false)
    {
        var (random, text) =
            (new RandomStream(5, RandomPurpose.Other), new StringBuilder("number,gaps,whole,color,day,flag,note,target\n"));
        for (int row = 0; row < rows; row++)
        {
            double x = random.Normal(), gap = random.NextDouble();
            string color = Colors[random.NextInt32(Colors.Length)];
            var day = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(random.NextInt32(900));
            double y = 2 * x + color.Length + (gap < 0.8 ? gap : 0) + 0.1 * random.Normal();
            string target = regression ? y.ToString("R", CultureInfo.InvariantCulture) : y > 4 ? "high" : y > 3 ? "middle" : "low";
            text.Append(CultureInfo.InvariantCulture,
                $"{x:R},{(gap < 0.8 ? gap.ToString("0.###", CultureInfo.InvariantCulture) : "NA")},{random.NextInt32(40)}," +
                $"{(gap > 0.95 ? "" : color)},{day:yyyy-MM-dd},{(x > 0.3 ? "true" : "false")},a note of its own {row},{target}\n");
        }
        return text.ToString();
    }

    public static Stream Bytes(string csv) => new MemoryStream(Encoding.UTF8.GetBytes(csv));

    /// <summary>The same, to be read once, as a pipe is.</summary>
    public static Stream Pipe(string csv) => new HeadedPipe(Encoding.UTF8.GetBytes(csv));

    public static TabularOptions Options(int threads = 1) =>
        new() { Epochs = 3, Quality = Quality.Fast, Threads = threads, RecipeName = "realmlp-small", Seed = 3 };

    public static string Digest(TabularModel model) => WeightDigest.Of(model.Members.Select(member => member.Parameters));

    sealed class HeadedPipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }
    }
}
