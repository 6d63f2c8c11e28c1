using System.Diagnostics;
using Myelin.Engine;

namespace Myelin.Tests.Engine;

public class PaceTests
{
    static readonly long s_microsecond = Stopwatch.Frequency / 1_000_000;

    [Theory]
    [InlineData(8, 10, true)]
    [InlineData(10, 8, false)]
    [InlineData(30, 10, false)]
    public void KeepsTheFasterWay(int shared, int alone, bool shares)
    {
        var pace = new Pace();
        int steps = Run(pace, 20_000, _ => shared, _ => alone, out long time);

        Assert.Equal(shares, pace.Shares);
        Assert.InRange(shares ? steps : 20_000 - steps, 19_700, 20_000);
        Assert.InRange(time, 0, 20_000 * Math.Min(shared, alone) * 103 / 100);
    }

    [Fact]
    public void NoticesWhenTheOtherWayHasBecomeFaster()
    {
        var pace = new Pace();
        // another program takes the second core, and leaves it again
        int Shared(int step) => step is > 15_000 and < 60_000 ? 90 : 6;

        Run(pace, 40_000, Shared, _ => 10, out _);
        Assert.False(pace.Shares);
        Run(pace, 40_000, step => Shared(step + 40_000), _ => 10, out _);
        Assert.True(pace.Shares);
    }

    [Fact]
    public void ADisturbedTurnDecidesNothing()
    {
        var pace = new Pace();
        // every fourth turn of steps is held up, whichever way it is
        Run(pace, 30_000, step => step / 24 % 4 == 0 ? 100 : 6, step => step / 24 % 4 == 1 ? 100 : 10, out _);
        Assert.True(pace.Shares);
    }

    [Fact]
    public void WakingAHelperDoesNotCount()
    {
        var pace = new Pace();
        int inARow = 0;
        // the first steps after a pause are slow
        int steps = Run(pace, 20_000, _ => inARow++ < Pace.Settling ? 60 : 6, _ => { inARow = 0; return 10; }, out _);
        Assert.InRange(steps, 19_700, 20_000);
    }

    [Fact]
    public void LongStepsAreAlwaysShared()
    {
        var pace = new Pace();
        int steps = Run(pace, 20_000, _ => 600, _ => 1, out _);
        Assert.Equal(20_000, steps);
    }

    // makes steps of so many microseconds; returns how many were shared
    static int Run(Pace pace, int count, Func<int, int> shared, Func<int, int> alone, out long microseconds)
    {
        int steps = 0;
        microseconds = 0;
        for (int step = 0; step < count; step++)
        {
            int time = pace.Shares ? shared(step) : alone(step);
            if (pace.Shares) steps++;
            microseconds += time;
            pace.Record(pace.Watches ? time * s_microsecond : 0);
        }
        return steps;
    }
}
