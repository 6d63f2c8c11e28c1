namespace Myelin.Tests.Optimizers;

public class OptimizerLaws
{
    public static TheoryData<Optimizer> Optimizers => [.. Descent.All];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void AParameterWithoutGradientStays(Optimizer optimizer)
    {
        using var descent = new Descent(optimizer with { WeightDecay = 0 });
        for (int step = 0; step < 3; step++) Assert.Equal(1, descent.Step(0));
    }

    // one weight stands in a panel of eight: the other seven are padding
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void PaddingStaysFinite(Optimizer optimizer)
    {
        using var descent = new Descent(optimizer with { L1 = 0.1, L2 = 0.1, WeightDecay = 0.1 });
        for (int step = 0; step < 5; step++) descent.Step(Math.Cos(step));
        Assert.All(descent.Memory, number => Assert.True(double.IsFinite(number)));
        Assert.All(descent.Memory[1..8], number => Assert.Equal(0, number));
    }

    // a unit that is dead has no gradient any more; 0.9^t is subnormal, and stays so for ever, from t = 6,700 on
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void MomentsWithoutGradientDoNotStaySubnormal(Optimizer optimizer)
    {
        using var descent = new Descent(optimizer);
        descent.Step(1e-3);
        for (int step = 0; step < 10_000; step++) descent.Step(0);
        while (descent.Steps % 256 != 0) descent.Step(0);
        Assert.All(descent.Memory[8..], number => Assert.False(double.IsSubnormal(number), $"{number}"));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void EveryLaneHasTheSameBits(Optimizer optimizer)
    {
        double[] ends = [.. new[] { 0, 128, 256, 512 }.Select(bits =>
        {
            using var descent = new Descent(optimizer, 0.7, bits);
            for (int step = 0; step < 50; step++) descent.Step(Math.Sin(3 * step) + descent.Theta);
            return descent.Theta;
        })];
        Assert.All(ends, end => Assert.Equal(BitConverter.DoubleToInt64Bits(ends[0]), BitConverter.DoubleToInt64Bits(end)));
    }

    // ½ θ², from 1, at a rate that suits the rule
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void FindsTheMinimumOfAParabola(Optimizer optimizer)
    {
        using var descent = new Descent(optimizer with { LearningRate = optimizer switch { Adadelta => 10, Adagrad => 0.5, _ => 0.02 } });
        for (int step = 0; step < 1000; step++) descent.Step(descent.Theta, step < 500 ? 1 : 0.1);
        Assert.InRange(Math.Abs(descent.Theta), 0, 0.05);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void AGradientThatIsNoNumberShows(Optimizer optimizer)
    {
        using var descent = new Descent(optimizer);
        descent.Step(1);
        Assert.Equal(double.NaN, descent.Step(double.NaN));
    }

    [Fact]
    public void RulesRememberNoMoreThanTheyNeed()
    {
        Assert.Equal(
            [0, 1, 1, 1, 1, 2, 3, 1, 1, 2, 2, 3, 2, 2, 2, 2, 2, 2, 1],
            Descent.All.Select(optimizer =>
            {
                using var descent = new Descent(optimizer);
                return descent.Moments;
            }));
    }

    // NAdam's product over all steps so far is a function of t, whoever asks first
    [Fact]
    public void ARuleIsAFunctionOfItsStep()
    {
        var one = new NAdam();
        NAdam.Rule[] ascending = [.. Enumerable.Range(1, 1000).Select(t => one.At(t))];
        for (int t = 1000; t > 0; t -= 37) Assert.Equal(new NAdam().At(t), ascending[t - 1]);
        Assert.Equal(ascending[4], one.At(5));
        Assert.Equal(one, new NAdam());
        Assert.NotEqual(ascending[4], (one with { LearningRate = 1 }).At(6));
        Assert.True(double.IsFinite(new NAdam().At(long.MaxValue / 4).MomentFactor.Double));
    }

    [Fact]
    public void OptimizersAreValues()
    {
        Assert.Equal(new Adam(0.1) { L2 = 0.5 }, new Adam(0.1) with { L2 = 0.5 });
        Assert.NotEqual<Optimizer>(new AdamW(WeightDecay: 0), new Adam());
        Assert.Equal(0.01, new AdamW().WeightDecay);
        Assert.Equal(new AdamW(0.5), new AdamW() with { LearningRate = 0.5 });
    }
}
