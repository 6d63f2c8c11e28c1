using Myelin.Files;
using Myelin.Losses;
using Myelin.Optimizers;
using Myelin.Tests.Files;

namespace Myelin.Tests.Checkpointing;

/// <summary>A training that was stopped and goes on has the bits of one that was not.</summary>
public class ResumeTests
{
    public static TheoryData<string> Cases => [.. Case.All.Keys];

    // each run makes one batch more, and is then stopped: so it is stopped after every batch that there is
    [Theory]
    [MemberData(nameof(Cases))]
    public void AfterEveryBatch(string name)
    {
        using var folder = new TemporaryFolder();
        Case training = Case.All[name];
        (string expected, TrainingHistory whole) = training.Run(null);
        var checkpoints = new Checkpoints(folder.ToString()) { Resume = true };
        int runs = 0;
        (string Digest, TrainingHistory History) last;
        do
        {
            last = training.Run(checkpoints, 1);
            runs++;
        }
        while (last.History.End == TrainingEnd.Stopped && runs < 1000);
        Assert.Equal(expected, last.Digest);
        Assert.Equal(Facts(whole), Facts(last.History));
        Assert.True(runs > whole.Epochs.Count * (training.Options.BatchSize == 47 ? 1 : 3), $"{runs} runs");
        Assert.Equal(Checkpoints.Kept, folder.Names().Length);
        // and once more, where nothing is left to do
        Assert.Equal(expected, training.Run(checkpoints).Digest);
    }

    [Theory]
    [InlineData("adam", 2)]
    [InlineData("accumulated", 4)]
    [InlineData("early-stop", 3)]
    public void AfterSeveralBatches(string name, int batches)
    {
        using var folder = new TemporaryFolder();
        var checkpoints = new Checkpoints(folder.ToString()) { Resume = true, EveryEpochs = 1 };
        (string Digest, TrainingHistory History) last;
        while ((last = Case.All[name].Run(checkpoints, batches)).History.End == TrainingEnd.Stopped) ;
        Assert.Equal(Case.All[name].Run(null).Digest, last.Digest);
    }

    // as after a kill: of the states that were written by the clock, the last that is left is one within an epoch
    [Fact]
    public void AtAMomentWithinAnEpoch()
    {
        using var folder = new TemporaryFolder();
        var written = new List<string>();
        var checkpoints = new Checkpoints(folder.ToString()) { Every = TimeSpan.FromMilliseconds(10), Resume = true, Told = notice => written.Add(notice.Text) };
        string expected = Long(null), kept = Long(checkpoints);
        Assert.Equal(expected, kept);
        Assert.True(written.Count > 1, "No state was written before the end.");
        foreach (string file in Directory.GetFiles(folder.ToString()).Order().Skip(1)) File.Delete(file);
        Assert.Equal(expected, Long(checkpoints));
        Assert.Contains(written, text => text.StartsWith("went on from", StringComparison.Ordinal));
        Assert.InRange(folder.Names().Length, 1, Checkpoints.Kept);
    }

    // a training that is stopped when its last epoch is done has no epoch left
    [Fact]
    public void AfterTheLastEpoch()
    {
        using var folder = new TemporaryFolder();
        var checkpoints = new Checkpoints(folder.ToString()) { Resume = true, EveryEpochs = 1 };
        string expected = Double(null, 4, null);
        Assert.Equal(expected, Double(checkpoints, 4, 4));
        Assert.Equal(expected, Double(checkpoints, 4, null));
    }

    [Fact]
    public void DoublesToo()
    {
        using var folder = new TemporaryFolder();
        var checkpoints = new Checkpoints(folder.ToString()) { Resume = true, EveryEpochs = 2 };
        string expected = Double(null, 4, null), part = Double(checkpoints, 4, 2);
        Assert.NotEqual(expected, part);
        Assert.Equal(expected, Double(checkpoints, 4, null));
    }

    // a callback that stops a training is no end of it
    static string Double(Checkpoints? checkpoints, int epochs, int? stopAfter)
    {
        using Model<double> model = Model.Create<double>(new(4, new Layers.Dense(3)), 2);
        using var trainer = new Trainer<double>(model, new HalfSquaredError(), new NAdam(0.01)) { Checkpoints = checkpoints };
        trainer.Callbacks.Add(epoch => epoch.Epoch != stopAfter);
        trainer.Fit(Engine.Drawn.Regression<double>(40, 4, 3), null, epochs, null, TestContext.Current.CancellationToken);
        return WeightDigest.Of(model.Parameters);
    }

    static string Long(Checkpoints? checkpoints)
    {
        using Model<float> model = Model.Create(Case.All["adam"].Network, 2);
        using var trainer = new Trainer(model, new SoftmaxCrossEntropy(), new Adam(0.01), new() { BatchSize = 1 }) { Checkpoints = checkpoints };
        trainer.Fit(Case.Samples(400_000, 1), null, 2, null, TestContext.Current.CancellationToken);
        return WeightDigest.Of(model.Parameters);
    }

    static string Facts(TrainingHistory history) => $"{history.End} {history.BestEpoch} " +
        string.Join("; ", history.Epochs.Select(epoch => (epoch with { Elapsed = TimeSpan.Zero }).ToString()));
}
