namespace Myelin.Tabular.Tests.Models;

/// <summary>A table's model in use may be disposed of: all its networks answer, or none.</summary>
public class DisposalTests
{
    [Fact]
    public void PredictionsUnderWayAreThoseOfAllMembers()
    {
        Table iris = Table.Read(TestData.Iris);
        using var folder = new TemporaryFolder();
        string file = folder["model.safetensors"];
        using (TabularModel trained = Trained.Model(iris, "species", new() { Set = ["epochs=2", "hidden=8", "second-embedding=none"] }))
            trained.Save(file);
        for (int trial = 0; trial < 6; trial++)
        {
            TabularModel model = TabularModel.Load(file);
            Assert.True(model.Members.Count > 1);
            IReadOnlyList<Prediction> expected = model.Predict(iris);
            Exception?[] ends = new Exception?[3];
            Thread[] threads = [.. Enumerable.Range(0, ends.Length).Select(i => new Thread(() => ends[i] = Record.Exception((Action)(() =>
            {
                while (true)
                    Assert.All(model.Predict(iris).Zip(expected),
                        pair => Assert.Equal(pair.Second.Probabilities, pair.First.Probabilities));
            })))
            { IsBackground = true })];
            foreach (Thread thread in threads) thread.Start();
            Thread.Sleep(5 * trial);
            model.Dispose();
            model.Dispose();
            foreach (Thread thread in threads) thread.Join();
            Assert.All(ends, end => Assert.Equal("TabularModel", Assert.IsType<ObjectDisposedException>(end).ObjectName));
            Assert.Throws<ObjectDisposedException>(() => model.Predict(iris));
            Assert.Throws<ObjectDisposedException>(() => model.Save(folder["gone.safetensors"]));
            Assert.False(File.Exists(folder["gone.safetensors"]));
        }
    }

    [Fact]
    public void ACancelledTrainingWithoutAnEpochThrows() => Assert.Throws<OperationCanceledException>(() =>
        TabularModel.Train(Table.Read(TestData.Iris), "species", null, null, new CancellationToken(canceled: true)));
}
