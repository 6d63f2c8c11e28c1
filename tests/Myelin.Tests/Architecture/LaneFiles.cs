using Myelin.Generators;

namespace Myelin.Tests.Architecture;

/// <summary>The lanes of 128 and 256 bits are what tools/Myelin.Lanes makes of that of 512.</summary>
public class LaneFiles
{
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void AreGenerated(int bits) => Assert.Equal(Text(bits), LaneFile.Of(bits, Text(512)));

    static string Text(int bits) => Repository.Text($"src/Myelin/Kernels/Lane{bits}.cs").ReplaceLineEndings("\n");
}
