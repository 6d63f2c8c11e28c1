using System.Diagnostics;

namespace Myelin.Tests.Engine;

public class PaceTests
{
    [Theory]
    // microseconds of a step on two threads and on one
    [InlineData(8, 10, 2)]
    [InlineData(10, 8, 1)]
    [InlineData(30, 10, 1)]
    [InlineData(600, 300, 1)]
    [InlineData(50_000, 100_000, 2)]
    [InlineData(100_000, 50_000, 1)]
    public void KeepsTheFasterNumber(int shared, int alone, int faster)
    {
        const int Steps = 20_000;
        var pace = new Pace(2);
        double time = Run(pace, Steps, (threads, _) => threads == 2 ? shared : alone);

        Assert.Equal(faster, pace.Threads);
        Assert.InRange(time / Steps / Math.Min(shared, alone), 1, 1.03);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void FindsTheBestOfMany(int best)
    {
        var pace = new Pace(16);
        // work is shared, and every thread more costs a hand-over
        Run(pace, 40_000, (threads, _) => (best * best * 10.0 / threads) + threads * 10.0);
        Assert.Equal(best, pace.Threads);
    }

    [Fact]
    public void NoticesWhenTheOtherNumberHasBecomeFaster()
    {
        var pace = new Pace(2);
        // another program takes the second core, and leaves it again
        double Time(int threads, int step) => threads == 1 ? 10 : step is > 15_000 and < 60_000 ? 90 : 6;
        Run(pace, 40_000, Time);
        Assert.Equal(1, pace.Threads);
        Run(pace, 40_000, (threads, step) => Time(threads, step + 40_000));
        Assert.Equal(2, pace.Threads);
    }

    [Fact]
    public void ADisturbedTurnDecidesNothing()
    {
        var pace = new Pace(2);
        for (int held = 0; held < 6; held++)
            Run(pace, 8_000, (threads, step) => step / 20 % 6 == held ? 100 : threads == 2 ? 6 : 10);
        Assert.Equal(2, pace.Threads);
    }

    [Fact]
    public void WakingAHelperDoesNotCount()
    {
        var pace = new Pace(2);
        int inARow = 0;
        double time = Run(pace, 20_000, (threads, _) =>
        {
            inARow = threads == 2 ? inARow + 1 : 0;
            return threads == 1 ? 10 : inARow <= Pace.Settling ? 60 : 6;
        });
        Assert.Equal(2, pace.Threads);
        Assert.InRange(time, 0, 20_000 * 6.3);
    }

    [Fact]
    public void AShortStepInEveryEpochDecidesNothing()
    {
        var pace = new Pace(2);
        // three steps an epoch, the last over a hundredth of the rows; each is so long that it is a turn by itself
        for (int step = 0; step < 5_000; step++)
        {
            int rows = step % 3 == 2 ? 10 : 1000;
            double milliseconds = (pace.Begin().Count == 2 ? 10 : 18) * (0.1 + 0.9 * rows / 1000);
            pace.End(rows, (long)(milliseconds * Stopwatch.Frequency / 1e3));
        }
        Assert.Equal(2, pace.Threads);
    }

    [Fact]
    public void TrialsTakeNoMemory()
    {
        var pace = new Pace(8);
        Steps(1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps(50_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Steps(int count)
        {
            for (int step = 0; step < count; step++) pace.End(1, pace.Begin().Count + step / 10_000 % 2);
        }
    }

    [Fact]
    public void OneThreadIsAskedNothing()
    {
        var pace = new Pace(1);
        for (int step = 0; step < 100; step++)
        {
            Assert.Equal(1, pace.Begin().Count);
            pace.End(1);
        }
    }

    // makes steps of so many microseconds; returns them all together
    static double Run(Pace pace, int count, Func<int, int, double> microseconds)
    {
        double all = 0;
        for (int step = 0; step < count; step++)
        {
            double time = microseconds(pace.Begin().Count, step);
            all += time;
            pace.End(1, (long)(time * Stopwatch.Frequency / 1e6));
        }
        return all;
    }
}
