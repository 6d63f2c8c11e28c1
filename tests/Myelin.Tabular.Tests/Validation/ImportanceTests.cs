using Myelin.Numerics;

namespace Myelin.Tabular.Tests.Validation;

public class ImportanceTests
{
    [Fact]
    public void TheColumnThatDecidesIsFirstAndNoiseIsNotNeeded()
    {
        Table table = Draw(400);
        using TabularModel model = Trained.Model(table, "y", new() { Threads = 1 });
        IReadOnlyList<ColumnImportance> found = Trained.Importance(model, table);
        Assert.Equal(["large", "small"], found.Select(column => column.Column).Take(2));
        Assert.Equal(["large", "noise", "small", "word"], found.Select(column => column.Column).Order());
        Assert.True(found[0].Mean > 4 * found[1].Mean, string.Join('\n', found));
        Assert.True(Math.Abs(found.Single(column => column.Column == "noise").Mean) < 0.1 * found[0].Mean, string.Join('\n', found));
        Assert.Equal(found, Trained.Importance(model, table));
        Assert.NotEqual(found, Trained.Importance(model, table, seed: 2));
    }

    // y = 3 x exactly: shuffled, the RMSE is that of 3 (x − x′), 3 √2 times x's deviation, less what is right by chance
    [Fact]
    public void OfAPerfectModelItIsTheErrorOfShuffledRows()
    {
        double[] x = [.. ((NumberColumn)Draw(2000)["large"]).Cells];
        Table table = Table.Of(Column.Of("large", x), Column.Of("y", [.. x.Select(value => 3 * value)]));
        using var model = new Triple(table);
        ColumnImportance found = Trained.Importance(model, table, repeats: 20).Single();
        Assert.Equal(3 * Math.Sqrt(2), found.Mean, 0.15);
        Assert.InRange(found.Deviation, 0.001, 0.2);
    }

    static Table Draw(int rows)
    {
        var random = new RandomStream(3, RandomPurpose.Other);
        var (large, small, noise, y, word) = (new double[rows], new double[rows], new double[rows], new double[rows], new string[rows]);
        for (int row = 0; row < rows; row++)
        {
            (large[row], small[row], noise[row]) = (random.Normal(), random.Normal(), random.Normal());
            word[row] = random.NextInt32(2) == 0 ? "red" : "blue";
            y[row] = 10 * large[row] + 2 * small[row] + 0.1 * random.Normal();
        }
        return Table.Of(Column.Of("large", large), Column.Of("small", small), Column.Of("noise", noise),
            Column.Of("word", word), Column.Of("y", y));
    }

    /// <summary>A model that knows: y is 3 times the column large.</summary>
    sealed class Triple(Table table) : IPredictor
    {
        public Target Target { get; } = Target.Of(table, "y");

        public IReadOnlyList<string> Inputs => ["large"];

        public ModelCalibration Calibration => ModelCalibration.None;

        public IReadOnlyList<Prediction> PredictRaw(Table rows) =>
            [.. ((NumberColumn)rows["large"]).Cells.ToArray().Select(x => new Prediction(null, [], 3 * x))];

        public void Dispose() { }
    }
}
