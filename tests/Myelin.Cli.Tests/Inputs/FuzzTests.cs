using Myelin.Fuzz;
using Myelin.Numerics;

namespace Myelin.Cli.Tests.Inputs;

/// <summary>What the fuzzer found stays found, and a few hundred fresh inputs of each reader are tried on every run.</summary>
public class FuzzTests
{
    const int Fresh = 300;

    public static TheoryData<string> Names => [.. Readers.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void NoInputMakesAReaderFail(string name)
    {
        Target target = Readers.All.Single(target => target.Name == name);
        string corpus = Path.Combine(Cli.TestData, "fuzz", name);
        string[] found = Directory.Exists(corpus) ? Directory.GetFiles(corpus) : [];
        Assert.All(found, file => Assert.NotEmpty(target.Try(File.ReadAllBytes(file))));
        byte[][] seeds = [.. target.Seeds()];
        Assert.All(seeds, seed => Assert.NotEmpty(target.Try(seed)));
        var mutator = new Mutator(target.Words, target.LongestInput);
        for (int i = 0; i < Fresh; i++)
        {
            var random = new RandomStream(7, RandomPurpose.Other, (ulong)i);
            byte[] input = mutator.Mutate(seeds, ref random);
            Assert.NotEmpty(target.Try(i % 4 == 0 ? input : target.Mend(input)));
        }
    }
}
