using Myelin.TensorBoard;

namespace Myelin.Tests.TensorBoard;

public class BucketTests
{
    static (double Left, double Right, double Count)[] Of(params double[] values) =>
        [.. Buckets.Of<double>(values).Chunk(Buckets.Width).Select(one => (one[0], one[1], one[2]))];

    [Fact]
    public void AreOfEqualWidthFromTheSmallestToTheLargest()
    {
        (double Left, double Right, double Count)[] buckets = Of([.. Enumerable.Range(0, 301).Select(i => i / 10.0 - 5)]);
        Assert.Equal(30, buckets.Length);
        Assert.Equal((-5.0, 25.0), (buckets[0].Left, buckets[^1].Right));
        Assert.All(buckets, bucket => Assert.Equal(1, bucket.Right - bucket.Left, 1e-12));
        Assert.All(buckets.Zip(buckets.Skip(1)), pair => Assert.Equal(pair.First.Right, pair.Second.Left));
        Assert.Equal(301, buckets.Sum(bucket => bucket.Count));
        // a number lies in the bucket that it begins, give or take its rounding; the largest is in the last
        Assert.All(buckets, bucket => Assert.InRange(bucket.Count, 9, 12));
    }

    [Fact]
    public void OfEqualNumbersAreOne() => Assert.Equal([(1.5, 2.5, 3.0)], Of(2, 2, 2));

    [Fact]
    public void OfNoNumberAreNone()
    {
        Assert.Empty(Of());
        Assert.Empty(Of(double.NaN, double.PositiveInfinity));
    }

    [Fact]
    public void DoNotCountWhatIsNotFinite()
    {
        (double Left, double Right, double Count)[] buckets = Of(0, double.NaN, 3, double.NegativeInfinity, 3);
        Assert.Equal((0.0, 3.0, 3.0), (buckets[0].Left, buckets[^1].Right, buckets.Sum(bucket => bucket.Count)));
        Assert.Equal((1.0, 2.0), (buckets[0].Count, buckets[^1].Count));
    }

    [Theory]
    [InlineData(-1e308, 1e308)]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(0, double.Epsilon)]
    public void OfExtremeNumbersCountEach(double low, double high)
    {
        (double Left, double Right, double Count)[] buckets = Of(low, high, high);
        Assert.Equal((low, high), (buckets[0].Left, buckets[^1].Right));
        Assert.Equal((1.0, 2.0), (buckets[0].Count, buckets[^1].Count));
    }
}
