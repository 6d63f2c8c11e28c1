namespace Myelin.Tabular.Tests.Models;

public class PredictionTests
{
    [Fact]
    public void PredictionsOfEqualBitsAreEqual()
    {
        var a = new Prediction("yes", [0.25f, 0.75f], 0.75);
        var b = new Prediction("yes", new List<float> { 0.25f, 0.75f }, 0.75);
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.NotEqual(a, b with { Probabilities = [0.25f, 0.75000006f] });
        Assert.NotEqual(a, b with { Probabilities = [0.25f] });
        Assert.NotEqual(a, b with { Class = "no" });
        Assert.NotEqual(a, b with { UnknownCells = [new("sex", UnknownKind.Unseen, "x")] });
        Assert.Equal(new Prediction(null, [], double.NaN), new Prediction(null, [], double.NaN));
        Assert.NotEqual(new Prediction(null, [], 0.0), new Prediction(null, [], -0.0));
    }

    [Fact]
    public void APredictionPrintsItsNumbers()
    {
        Assert.Equal("yes (0.25, 0.75)", new Prediction("yes", [0.25f, 0.75f], 0.75).ToString());
        Assert.Equal("12345678.91", new Prediction(null, [], 12345678.91).ToString());
        var unlike = new Prediction(null, [], 98)
        {
            IsClamped = true,
            UnknownCells = [new("age", UnknownKind.AboveRange, "140", IsFar: true), new("sex", UnknownKind.Unseen, "x")],
        };
        Assert.Equal("98; age: far above range; sex: unseen; clamped", unlike.ToString());
        Assert.Equal(["age", "sex"], unlike.Unknown);
        Assert.Empty(new Prediction(null, [], 1).Unknown);
    }
}
