using System.Collections.Concurrent;

namespace Myelin.Tabular.Tests.Ensembles;

/// <summary>Each network's trainer is given before it begins, and what it tells are the numbers of the model's history.</summary>
public class NetworkTrainingTests
{
    static readonly TabularOptions s_short = new() { Set = ["epochs=3", "hidden=8", "second-embedding=none"] };

    static Table Iris { get; } = Table.Read(TestData.Iris);

    static (TabularModel Model, Dictionary<int, (int Members, List<(TrainingProgress Epoch, Score? Score)> Epochs)> Told) Train(
        string target, TabularOptions options)
    {
        var told = new ConcurrentDictionary<int, (int Members, List<(TrainingProgress, Score?)> Epochs)>();
        TabularModel model = Trained.Model(Iris, target, options with
        {
            Begins = network =>
            {
                var epochs = new List<(TrainingProgress, Score?)>();
                Assert.True(told.TryAdd(network.Member, (network.Members, epochs)));
                network.Trainer.Events += (_, happened) =>
                {
                    if (happened is TrainingEvent.EpochEnded { Progress: var epoch }) epochs.Add((epoch, network.Score(epoch)));
                };
            },
        });
        return (model, told.ToDictionary());
    }

    [Fact]
    public void EveryNetworkIsGivenOnce()
    {
        (TabularModel model, var told) = Train("species", s_short);
        using (model)
        {
            Assert.Equal(Enumerable.Range(1, 5), told.Keys.Order());
            Assert.All(told.Values, network => Assert.Equal(5, network.Members));
            Assert.All(model.Histories.Select((history, i) => (history, told[i + 1].Epochs)),
                pair => Assert.Equal(pair.history.Epochs, pair.Epochs.Select(epoch => epoch.Epoch)));
            Assert.All(told.Values.SelectMany(network => network.Epochs),
                epoch => Assert.Equal(new Score("accuracy", 1 - epoch.Epoch.Measure!.Value), epoch.Score));
        }
    }

    [Fact]
    public void AScoreIsInTheTargetsUnit()
    {
        (TabularModel model, var told) = Train("petal_length", s_short with { Quality = Quality.Fast });
        using (model)
        {
            (TrainingProgress epoch, Score? score) = told[1].Epochs[0];
            double unit = Math.Abs(model.Target.Scaling!.Invert(1) - model.Target.Scaling.Invert(0));
            Assert.Equal("RMSE", score!.Value.Name);
            Assert.Equal(epoch.Measure!.Value * unit, score.Value.Value, 1e-12);
        }
    }

    [Fact]
    public void WithoutHeldOutRowsThereIsNoScore()
    {
        (TabularModel model, var told) = Train("species", s_short with { Validation = 0 });
        model.Dispose();
        Assert.All(told[1].Epochs, epoch => Assert.Null(epoch.Score));
    }

    // the least of some rates at which the network diverges at first
    [Fact]
    public void ANetworkThatBeginsAnewIsGivenAgain()
    {
        int most = Enumerable.Range(0, 20).Select(k => Given(1e3 * Math.Pow(30, k))).First(given => given > 1);
        Assert.InRange(most, 2, 4);

        static int Given(double rate)
        {
            var given = new List<NetworkTraining>();
            try
            {
                Trained.Model(Iris, "species", s_short with
                {
                    Set = [.. s_short.Set, "schedule=constant"],
                    LearningRate = rate,
                    Quality = Quality.Fast,
                    Begins = given.Add,
                }).Dispose();
            }
            catch (TrainingDivergedException)
            {
            }
            Assert.All(given, network => Assert.Equal((1, 1), (network.Member, network.Members)));
            Assert.Equal(given.Count, given.Select(network => network.Trainer).Distinct().Count());
            return given.Count;
        }
    }
}
