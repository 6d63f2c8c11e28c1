namespace Myelin.Tabular.Tests.Ensembles;

/// <summary>A model of several networks that was stopped again and again has the bits of one that was not.</summary>
public sealed class ResumeTests : IDisposable
{
    // five parts of the rows, each with a network of two kinds
    const int Members = 10;

    static readonly TabularOptions s_short = new() { Set = ["epochs=4", "hidden=16-16"] };

    readonly TemporaryFolder _folder = new();

    static Table Iris { get; } = Table.Read(TestData.Iris);

    Checkpoints Resuming => new(_folder["run"]) { Resume = true };

    public void Dispose() => _folder.Dispose();

    // stopped after every third epoch of whatever network
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void NetworksGoOnEachByItself(int threads)
    {
        string expected = Whole(s_short);
        (string found, int runs, int epochs) = Pieces(s_short with { Threads = threads, Checkpoints = Resuming }, 3);
        Assert.Equal(expected, found);
        Assert.True(runs >= 4, $"{runs} runs");
        // an epoch is told of again only where it was cut; a network that is done is not trained again
        Assert.InRange(epochs, 4 * Members, 4 * Members + 3 * runs);
        Assert.Equal(Enumerable.Range(1, Members).Select(n => $"network-{n}").Order(),
            Directory.GetDirectories(_folder["run"]).Select(Path.GetFileName).Order());
        Assert.Equal((expected, 1, 0), Pieces(s_short with { Checkpoints = Resuming }, 3));
    }

    // the least of some rates at which the network diverges at first
    [Fact]
    public void ALowerRateAfterADivergenceGoesOnToo()
    {
        double rate = Enumerable.Range(0, 20).Select(k => 1e3 * Math.Pow(30, k))
            .First(rate => DivergesAtFirst(Wild(rate), _folder[FormattableString.Invariant($"rate {rate}")]));
        (string found, int runs, int _) = Pieces(Wild(rate) with { Checkpoints = Resuming }, 1);
        Assert.Equal(Whole(Wild(rate)), found);
        Assert.True(runs > 4, $"{runs} runs");

        static TabularOptions Wild(double rate) =>
            s_short with { Set = [.. s_short.Set, "schedule=constant"], LearningRate = rate, Quality = Quality.Fast };
    }

    [Fact]
    public void APlanByMeasuredTimeIsThatOfTheBeginning()
    {
        TabularOptions limited =
            s_short with { Set = ["epochs=200", "hidden=16-16"], TimeLimit = TimeSpan.FromSeconds(0.5), Checkpoints = Resuming };
        TrainingPlan plan = new TabularTraining(Iris, "species", limited).PlanInTime();
        TrainingPlan later = new TabularTraining(Iris, "species", limited with { TimeLimit = TimeSpan.FromSeconds(500) }).PlanInTime();
        Assert.Equal(plan with { Estimate = null, EpochSeconds = null }, later);
        TabularOptions other = limited with { Set = ["epochs=100", "hidden=16-16", "second-embedding=none"] };
        Assert.Contains("the plan without a time limit was 10 networks",
            Assert.Throws<InvalidFileException>(() => new TabularTraining(Iris, "species", other).PlanInTime()).Message,
            StringComparison.Ordinal);
        Assert.Equal(1, new TabularTraining(Iris, "species", limited with { Set = other.Set, TimeLimit = null }).PlanInTime().Kinds);
        string file = Path.Combine(_folder["run"], "plan.safetensors");
        byte[] bytes = File.ReadAllBytes(file);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] torn = [.. bytes];
            torn[i] ^= 4;
            File.WriteAllBytes(file, torn);
            Assert.Throws<InvalidFileException>(() => new TabularTraining(Iris, "species", limited).PlanInTime());
        }
    }

    [Fact]
    public void MoreMemoryThanThereIsIsRefused()
    {
        var training = new TabularTraining(Iris, "species", s_short);
        Assert.InRange(training.Memory, 1e4, 1e7);
        // nearly the largest network that can be described; 2.1e9 · (24 · 15 + 4 · 15) bytes, and its batches
        var wide = new TabularOptions { Hidden = [new Dense(46_000), new Dense(46_000)], Quality = Quality.Best, Threads = 15 };
        string message = Assert.Throws<ArgumentException>(() => new TabularTraining(Iris, "species", wide)).Message;
        Assert.StartsWith("Training 15 networks of 2,116,414,003 parameters", message, StringComparison.Ordinal);
        Assert.Contains("takes about 889.4 GB", message, StringComparison.Ordinal);
    }

    static bool DivergesAtFirst(TabularOptions options, string folder)
    {
        try
        {
            Whole(options with { Checkpoints = new(folder) });
            return Directory.Exists(Path.Combine(folder, "network-1", "retry-1"));
        }
        catch (TrainingDivergedException)
        {
            return false;
        }
    }

    static string Whole(TabularOptions options)
    {
        using TabularModel model = new TabularTraining(Iris, "species", options).Run(null, TestContext.Current.CancellationToken);
        return Digest(model);
    }

    // each piece is stopped when so many epochs were told of
    static (string Digest, int Runs, int Epochs) Pieces(TabularOptions options, int each)
    {
        int told = 0;
        for (int runs = 1; ; runs++)
        {
            using var stop = new CancellationTokenSource();
            int left = each;
            try
            {
                using TabularModel model = new TabularTraining(Iris, "species", options).Run(new Counted(() =>
                {
                    told++;
                    if (--left == 0) stop.Cancel();
                }), stop.Token);
                return (Digest(model), runs, told);
            }
            catch (OperationCanceledException)
            {
                Assert.True(runs < 100, "The training does not come to its end.");
            }
        }
    }

    static string Digest(TabularModel model) => WeightDigest.Of(model.Members.Select(member => member.Parameters));

    sealed class Counted(Action report) : IProgress<TabularProgress>
    {
        public void Report(TabularProgress value) => report();
    }
}
