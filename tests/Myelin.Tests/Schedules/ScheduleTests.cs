using Myelin.Basis;

namespace Myelin.Tests.Schedules;

/// <summary>Schedules by hand, where PyTorch's cases have none.</summary>
public class ScheduleTests
{
    static void Check(Schedule schedule, long total, params ReadOnlySpan<double> expected)
    {
        for (int t = 0; t < expected.Length; t++) Assert.Equal(expected[t], schedule.Factor(new(t, total)), 1e-15);
    }

    public static TheoryData<string> Explained =>
    [
        "constant-rate(0.3, length=5)", "cosine-decay(0.1, length=7)", "cosine-log", "cosine-restarts(2, growth=3, floor=0.1)",
        "cyclic(0.2, 2, up=3, down=5, cycle-gamma=0.5, gamma=0.97)", "exponential-decay(0.93)", "flat-cosine(0.3)",
        "linear-rate(0.3, 1.7, length=6)",
        "multi-step-decay([2, 5, 5, 9])", "one-cycle(1.5, 0.2, three-phases=true, length=13)",
        "polynomial-decay(2.3, 0.1)", "step-decay(3)",
        "warm-up(4, then=cosine-decay(0.1), start=0.2)",
    ];

    [Theory]
    [MemberData(nameof(Explained))]
    public void TheFormulaGivesTheFactor(string text)
    {
        Schedule schedule = ScheduleNames.Parse(text);
        for (int t = 0; t < 30; t++) Assert.Equal(schedule.Factor(new(t, 17)), schedule.Formula(new(t, 17))!.Value.Value, 1e-14);
    }

    [Fact]
    public void EveryScheduleIsExplained() => Assert.Equal(ScheduleNames.All, Explained.Select(row => row.Data.Split('(')[0]));

    [Theory]
    [InlineData("cosine-decay(0.2)", "f₁ + (1 − f₁)·(1 + cos(π·t/T))/2")]
    [InlineData("exponential-decay(0.9)", "γᵗ")]
    [InlineData("polynomial-decay", "(1 − min(t, T)/T)ᵖ")]
    [InlineData("step-decay(3)", "γ^(⌊t/T⌋)")]
    [InlineData("warm-up(9)", "f₀ + (1 − f₀)·t/T₀")]
    public void AFormulaHasLetters(string text, string expected) =>
        Assert.Equal(expected, ScheduleNames.Parse(text).Formula(new(4, 17))!.Value.ToString());

    sealed record Halving : Schedule
    {
        public override double Factor(ScheduleTime time) => 1 / (time.Now + 1.0);
    }

    [Fact]
    public void OnesOwnHasNoFormulaUnlessItIsGiven() => Assert.Null(new Halving().Formula(new(1, 2)));

    [Fact]
    public void Constant()
    {
        Check(new ConstantRate(), 3, 1, 1, 1);
        Check(new ConstantRate(0.5, 2), 3, 0.5, 0.5, 1);
    }

    [Fact]
    public void WithoutALengthTheWholeTraining()
    {
        Check(new LinearRate(), 4, 1, 0.75, 0.5, 0.25, 0, 0);
        Check(new PolynomialDecay(2, 0.5), 4, 1, 0.5 + 0.5 * 0.5625, 0.5 + 0.5 * 0.25, 0.5 + 0.5 * 0.0625, 0.5, 0.5);
        Check(new CosineDecay(0.2), 4, 1, 0.2 + 0.4 * (1 + Math.Sqrt(0.5)), 0.6, 0.2 + 0.4 * (1 - Math.Sqrt(0.5)), 0.2);
    }

    [Fact]
    public void CosineRisesAgainBeyondItsLength() => Check(new CosineDecay(0, 2), 9, 1, 0.5, 0, 0.5, 1, 0.5);

    [Fact]
    public void RestartsGrow()
    {
        Check(new CosineRestarts(2), 9, 1, 0.5, 1, 0.5, 1);
        Check(new CosineRestarts(1, 2), 9, 1, 1, 0.5, 1, 0.5 + Math.Sqrt(0.125), 0.5, 0.5 - Math.Sqrt(0.125), 1);
    }

    // to the top at 0.3·10 − 1 = 2, back at 4, at the end by 9
    [Fact]
    public void OneCycleInThreePhases() => Check(new OneCycle(1, 0.3, 25, 1e4, Linear: true, ThreePhases: true), 10,
        0.04, 0.52, 1, 0.52, 0.04, 0.04 - 0.2 * (0.04 - 4e-6), 0.04 - 0.4 * (0.04 - 4e-6), 0.04 - 0.6 * (0.04 - 4e-6),
        0.04 - 0.8 * (0.04 - 4e-6), 4e-6);

    [Fact]
    public void OneCycleIsSoundHoweverShort()
    {
        foreach (long total in new long[] { 0, 1, 2, 3 })
            for (int t = 0; t < 4; t++) Assert.InRange(new OneCycle().Factor(new(t, total)), 0, 1);
    }

    [Fact]
    public void CyclesOfUnequalSidesAndShrinkingHeights()
    {
        Check(new Cyclic(0, 1, 1, 3), 9, 0, 1, 2 / 3d, 1 / 3d, 0, 1);
        Check(new Cyclic(0, 1, 2, null, 0.5), 9, 0, 0.5, 1, 0.5, 0, 0.25, 0.5, 0.25, 0, 0.125);
        Check(new Cyclic(0.1, 1, 1, 1, 1, 0.5), 9, 0.1, 0.55, 0.1, 0.1 + 0.9 / 8);
    }

    [Fact]
    public void AWarmUpGoesBeforeAnother()
    {
        Check(new WarmUp(2, null, 0), 9, 0, 0.5, 1, 1);
        Check(new WarmUp(2, new StepDecay(2, 0.5), 0.5), 9, 0.5, 0.75, 1, 1, 0.5, 0.5, 0.25);
        Check(new WarmUp(2, new LinearRate(), 0.5), 6, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0);
        Check(new WarmUp(0, new LinearRate()), 2, 1, 0.5, 0);
    }

    // log₂(1 + 15 t): whole numbers are valleys, halves are tops
    [Fact]
    public void FourWavesEachTwiceAsLong()
    {
        var schedule = new CosineLog();
        foreach (long valley in new long[] { 0, 1000, 3000, 7000, 15000 }) Assert.Equal(0, schedule.Factor(new(valley, 15000)), 1e-12);
        for (int wave = 0; wave < 4; wave++)
        {
            double top = Math.Pow(2, wave + 0.5) - 1;
            Assert.Equal(1, schedule.Factor(new((long)Math.Round(top * 1e6), 15_000_000)), 1e-9);
        }
        Assert.Equal(0.5, schedule.Factor(new((long)Math.Round((Math.Pow(2, 0.25) - 1) * 1e6), 15_000_000)), 1e-5);
        Check(new CosineLog(1, 1), 9, 0, 0, 0);
    }

    [Fact]
    public void FlatThenHalfAWave()
    {
        Check(new FlatCosine(), 8, 1, 1, 1, 1, 1, 0.5 + Math.Sqrt(0.125), 0.5, 0.5 - Math.Sqrt(0.125), 0, 0);
        Check(new FlatCosine(0, 4), 9, 1, 0.5 + Math.Sqrt(0.125), 0.5, 0.5 - Math.Sqrt(0.125), 0);
    }

    [Fact]
    public void SchedulesAreValues()
    {
        Assert.Equal(new MultiStepDecay([3, 6]), new MultiStepDecay([3, 6]));
        Assert.Equal(new WarmUp(5, new CosineDecay()), new WarmUp(5, new CosineDecay()));
        Assert.NotEqual<Schedule>(new CosineDecay() { Unit = ScheduleUnit.Epoch }, new CosineDecay());
    }

    // down after more than 1 measurement without an improvement; then one that does not count
    [Fact]
    public void APlateauByHand()
    {
        var plateau = new ReduceOnPlateau(0.5, Patience: 1, Threshold: 0.1, Absolute: true, Cooldown: 1, Floor: 0.2);
        var state = new PlateauState();
        double[] measured = [1, 0.95, 0.91, 0.95, 0.8, 0.8, double.NaN, 0.8, 0.8, 0.8, 0.8];
        double[] expected = [1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2];
        for (int i = 0; i < measured.Length; i++)
        {
            state = plateau.Next(state, measured[i]);
            Assert.Equal(expected[i], state.Factor, 1e-15);
        }
        Assert.Equal(0.8, state.Best);
    }

    [Fact]
    public void Messages()
    {
        Says("The length of a step decay must be at least 1, but 0 was given.", () => new StepDecay(0));
        Says("A milestone must be at least 0, but -1 was given.", () => new MultiStepDecay([1, -1]));
        Says("A multi-step decay needs at least one milestone, for example [30, 60].", () => new MultiStepDecay([]));
        Says("The floor of a cosine decay must be from 0 to 1, but 2 was given.", () => new CosineDecay(2));
        Says("The high factor of a cyclic rate must be above 1, but 0.5 was given.", () => new Cyclic(1, 0.5));
        Says("Gamma of a plateau must be below 1, but 1 was given.", () => new ReduceOnPlateau(1));

        static void Says(string expected, Func<object> make) =>
            Assert.Equal(expected, Throw.Text(Assert.ThrowsAny<ArgumentException>(make)));
    }
}
