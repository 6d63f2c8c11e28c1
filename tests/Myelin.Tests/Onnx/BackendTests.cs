using Myelin.Oracle.Onnx;

namespace Myelin.Tests.Onnx;

/// <summary>
/// The cases of the ONNX backend suite, where an environment variable says where they are: those that the library can express give the
/// suite's numbers, and tests/data/onnx-backend.txt says of each whether it can, or why not.
/// </summary>
public class BackendTests
{
    const string Variable = "MYELIN_ONNX_CASES";

    static readonly string? s_folder = Environment.GetEnvironmentVariable(Variable);

    [Fact]
    public void EveryCaseIsAsItIsListed()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(s_folder), $"{Variable} names no folder of ONNX backend cases.");
        string[] listed = File.ReadAllLines(TestData.Path("onnx-backend.txt"));
        Assert.Equal(listed, Suite.Run(s_folder!).Select(verdict => verdict.ToString()));
    }

    [Fact]
    public void NothingIsListedAsWrong()
    {
        string[] listed = File.ReadAllLines(TestData.Path("onnx-backend.txt")), good = ["ok ", "not expressible "];
        Assert.All(listed, line => Assert.Contains(good, start => line.StartsWith(start, StringComparison.Ordinal)));
        Assert.Equal(141, listed.Count(line => line.StartsWith(good[0], StringComparison.Ordinal)));
    }
}
