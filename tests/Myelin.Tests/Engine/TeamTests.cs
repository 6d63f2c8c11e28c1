namespace Myelin.Tests.Engine;

public class TeamTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void RunsEveryShareOnceInEveryPhase(int count)
    {
        var team = new Team(count);
        int[] runs = new int[count];
        for (int phase = 1; phase <= 20_000; phase++)
        {
            team.Run(worker => runs[worker.Index]++);
            Assert.All(runs, run => Assert.Equal(phase, run));
        }
    }

    [Fact]
    public void APhaseSeesAllThatTheLastOneWrote()
    {
        var team = new Team(4);
        long[] numbers = new long[64], sums = new long[64];
        for (int phase = 0; phase < 20_000; phase++)
        {
            team.Run(worker =>
            {
                (int first, int last) = worker.Share(64);
                for (int i = first; i < last; i++) numbers[i] = phase + i;
            });
            team.Run(worker =>
            {
                (int first, int last) = worker.Share(64);
                for (int i = first; i < last; i++) sums[i] = numbers.Sum();
            });
            Assert.All(sums, sum => Assert.Equal(64L * phase + 63 * 32, sum));
        }
    }

    [Fact]
    public void AShareThatThrowsEndsThePhaseAndTellsTheCaller()
    {
        var team = new Team(3);
        for (int failing = 0; failing < 3; failing++)
        {
            int done = 0;
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => team.Run(worker =>
            {
                if (worker.Index == failing % worker.Count) throw new InvalidOperationException($"share {failing}");
                Interlocked.Increment(ref done);
            }));
            Assert.Equal($"share {failing}", exception.Message);
            Assert.Equal(2, done);
        }
        int after = 0;
        team.Run(_ => Interlocked.Increment(ref after));
        Assert.Equal(3, after);
    }

    [Fact]
    public async Task SeveralTeamsShareTheHelpers() => await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
    {
        var team = new Team(4);
        long total = 0;
        for (int phase = 0; phase < 20_000; phase++) team.Run(worker => Interlocked.Increment(ref total));
        Assert.Equal(80_000, total);
    }, Cancellation)));

    [Fact]
    public void ItsHelpersSleepWhenNobodyCalls()
    {
        var team = new Team(3);
        for (int phase = 0; phase < 1000; phase++) team.Run(_ => { });
        Assert.True(Helper.Started >= 1);

        // other tests may train at the same time, but not without end
        Assert.True(SpinWait.SpinUntil(() => Helper.Free == Helper.Started, TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void AHelperThatLeftIsCalledAgain()
    {
        var team = new Team(2);
        for (int pause = 0; pause < 50; pause++)
        {
            Thread.Sleep(1);
            int runs = 0;
            for (int phase = 0; phase < 100; phase++) team.Run(_ => Interlocked.Increment(ref runs));
            Assert.Equal(200, runs);
        }
    }
}
