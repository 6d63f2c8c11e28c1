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

    // as after a kill: what is left is the first state that the clock had written; batches wait until there is one
    [Fact]
    public void AtAMomentWithinAnEpoch()
    {
        using TemporaryFolder folder = new(), killed = new();
        Case training = Case.All["adam"] with { Options = new() { BatchSize = 1 } };
        var notices = new List<CheckpointNotice>();
        var checkpoints = new Checkpoints(folder.ToString()) { Every = TimeSpan.FromMilliseconds(10), Told = Keep };
        string expected = training.Run(null).Digest;
        Assert.Equal(expected, training.Run(checkpoints, 0, () => Thread.Sleep(notices.Count == 0 ? 50 : 0)).Digest);
        Assert.Matches(@"^wrote .*: step \d+ of epoch 1$", notices[0].Text);
        notices.Clear();
        Assert.Equal(expected, training.Run(new(killed.ToString()) { Resume = true, Told = notices.Add }).Digest);
        Assert.Matches(@"^went on from .*: step \d+ of epoch 1$", notices[0].Text);

        void Keep(CheckpointNotice notice)
        {
            if (notices.Count == 0) File.Copy(notice.Path, killed.File(Path.GetFileName(notice.Path)));
            notices.Add(notice);
        }
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
        using Model<double> model = Model.Create<double>(new(4, new Dense(3)), 2);
        using var trainer = new Trainer<double>(model, new HalfSquaredError(), new NAdam(0.01)) { Checkpoints = checkpoints };
        trainer.Callbacks.Add(epoch => epoch.Epoch != stopAfter);
        trainer.Fit(Engine.Drawn.Regression<double>(40, 4, 3), null, epochs, null, TestContext.Current.CancellationToken);
        return WeightDigest.Of(model.Parameters);
    }

    static string Facts(TrainingHistory history) => $"{history.End} {history.BestEpoch} " +
        string.Join("; ", history.Epochs.Select(epoch => (epoch with { Elapsed = TimeSpan.Zero }).ToString()));
}
