using Myelin.Numerics;

namespace Myelin.Tests;

public class RandomStreamTests
{
    // known answers of Random123 1.14, tests/kat_vectors, "philox4x32 10" (Salmon, Moraes, Dror, Shaw 2011)
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu,
        0x5001e420u, 0x24126ea1u)]
    public void PhiloxGivesItsKnownAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3) =>
        Assert.Equal((x0, x1, x2, x3), RandomStream.Philox(c0, c1, c2, c3, k0 | (ulong)k1 << 32));

    [Fact]
    public void StreamsOfOtherSeedsPurposesAndPlacesDiffer()
    {
        RandomStream[] streams =
        [
            new(1, RandomPurpose.Initialize), new(2, RandomPurpose.Initialize), new(1, RandomPurpose.Shuffle),
            new(1, RandomPurpose.Initialize, 1),
            new(1, RandomPurpose.Initialize, 0, 1), new(1, RandomPurpose.Initialize, 0, 0, 1), new(1ul << 32, RandomPurpose.Initialize),
        ];
        Assert.Equal(streams.Length, streams.Select(stream => (stream.NextUInt32(), stream.NextUInt32())).Distinct().Count());
        Assert.Equal(new RandomStream(9, RandomPurpose.Other, 3).NextDouble(), new RandomStream(9, RandomPurpose.Other, 3).NextDouble());
    }

    // χ² of ten cells over 100,000 draws: below 27.9 but once in a thousand seeds; this one is fixed
    [Fact]
    public void WholeNumbersAreEquallyFrequent()
    {
        var random = new RandomStream(5, RandomPurpose.Other);
        var counts = new int[10];
        for (int i = 0; i < 100_000; i++) counts[random.NextInt32(10)]++;
        Assert.InRange(counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000), 0, 27.9);
    }

    // Kolmogorov and Smirnov: √N max |F − Φ| is below 1.95 but once in a thousand seeds
    [Fact]
    public void NormalNumbersAreNormal()
    {
        var random = new RandomStream(6, RandomPurpose.Other);
        double[] x = [.. Enumerable.Range(0, 100_000).Select(_ => random.Normal()).Order()];
        Assert.InRange(Math.Sqrt(x.Length) * Distance(x, Phi), 0, 1.95);
        Assert.InRange(x[0], -6, -3.5);
        Assert.InRange(x[^1], 3.5, 6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1.2)]
    [InlineData(1)]
    [InlineData(0.01)]
    [InlineData(50)]
    public void TruncatedNormalNumbersAreNormalWithinTheirBound(double bound)
    {
        var random = new RandomStream(7, RandomPurpose.Other);
        double[] x = [.. Enumerable.Range(0, 20_000).Select(_ => random.TruncatedNormal(bound)).Order()];
        Assert.All(x, value => Assert.InRange(value, -bound, bound));
        double low = Phi(-bound), mass = Phi(bound) - low;
        Assert.InRange(Math.Sqrt(x.Length) * Distance(x, value => (Phi(value) - low) / mass), 0, 1.95);
    }

    [Fact]
    public void ShufflesKeepEveryItem()
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        new RandomStream(8, RandomPurpose.Shuffle).Shuffle(items.AsSpan());
        Assert.NotEqual(Enumerable.Range(0, 1000), items);
        Assert.Equal(Enumerable.Range(0, 1000), items.Order());
    }

    static double Phi(double x) => 0.5 * (1 + Elementary.Erf(new Scalar<double>(x / Math.Sqrt(2))).Value);

    static double Distance(double[] sorted, Func<double, double> distribution) => sorted.Select((x, i) =>
        Math.Max(Math.Abs(distribution(x) - (double)i / sorted.Length), Math.Abs(distribution(x) - (i + 1d) / sorted.Length))).Max();
}
