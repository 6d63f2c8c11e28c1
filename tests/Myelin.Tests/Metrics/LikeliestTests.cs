namespace Myelin.Tests.Metrics;

public class LikeliestTests
{
    [Theory]
    [InlineData(new[] { 0.2, 0.5, 0.3 }, 1)]
    [InlineData(new[] { 0.4, 0.2, 0.4 }, 0)]
    [InlineData(new[] { -3.0, -1.0, -1.0 }, 1)]
    [InlineData(new[] { 0.0 }, 0)]
    public void TheFirstOfTheLargestIsTaken(double[] row, int label)
    {
        Assert.Equal(label, Likeliest.Of<double>(row));
        Assert.Equal(label, Likeliest.Of<float>(Array.ConvertAll(row, number => (float)number)));
    }

    [Fact]
    public void EachRowHasItsOwn() => Assert.Equal([1, 0, 1], Likeliest.OfRows([0.1, 0.9, 0.5, 0.5, 0.2, 0.8], 2));

    [Fact]
    public void NoClassesAreRefused() =>
        Assert.Equal("classes", Assert.Throws<ArgumentOutOfRangeException>(() => Likeliest.OfRows([0.5], 0)).ParamName);
}
