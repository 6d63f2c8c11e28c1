using System.Globalization;
using System.Text;

namespace Myelin.Tabular.Tests.Models;

public class TabularModelTests
{
    static readonly Table Iris = Table.Read(TestData.Iris);

    [Fact]
    public void IrisesAreTold()
    {
        (Table train, Table test) = Iris.Split(0.8, seed: 1);
        using TabularModel model = Train(train, target: "species");
        Evaluation evaluation = model.Evaluate(test);
        Assert.True(evaluation.Classification!.Accuracy >= 0.93, evaluation.ToString());
        Assert.Equal(["setosa", "versicolor", "virginica"], model.Target.Classes!.Names);
        Assert.Equal("it has 3 distinct text values", model.Target.Reason);
        Assert.Contains(model.Scores, score => score.Name == "validation accuracy");
    }

    [Fact]
    public void IrisesAreToldWhateverTheSeed()
    {
        var accuracies = new List<double>();
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (Table train, Table test) = Iris.Split(0.8, seed, stratify: "species");
            using TabularModel model = Train(train, "species", new() { Seed = seed });
            accuracies.Add(model.Evaluate(test).Classification!.Accuracy);
        }
        Assert.True(accuracies.Average() >= 0.94 && accuracies.Min() >= 0.8, string.Join(' ', accuracies));
    }

    [Fact]
    public void AFileHoldsTheWholeModel()
    {
        using var folder = new TemporaryFolder();
        using TabularModel model = Mixed(out Table table);
        model.Record("test", model.Evaluate(table));
        model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        Assert.Equal(model.Encoder, loaded.Encoder);
        Assert.Equal(model.Target, loaded.Target);
        Assert.Equal(model.Schema, loaded.Schema);
        Assert.Equal(model.Scores, loaded.Scores);
        Assert.Equal(model.Dropped, loaded.Dropped);
        Assert.Equal(model.Notes, loaded.Notes);
        Assert.Equal(Answers(model.Predict(table)), Answers(loaded.Predict(table)));
        loaded.Save(folder["again.safetensors"]);
        Assert.Equal(File.ReadAllBytes(folder["m.safetensors"]), File.ReadAllBytes(folder["again.safetensors"]));
    }

    [Fact]
    public void ADamagedFileIsRefusedInOneLine()
    {
        using var folder = new TemporaryFolder();
        using (TabularModel model = Mixed(out _)) model.Save(folder["m.safetensors"]);
        byte[] bytes = File.ReadAllBytes(folder["m.safetensors"]);
        for (int i = 0; i < bytes.Length; i += 97)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x20;
            Refused(damaged);
            Refused(bytes[..i]);
        }

        void Refused(byte[] damaged)
        {
            var error = Assert.Throws<InvalidFileException>(() => TabularModel.Load(folder.Write("d.safetensors", damaged)));
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void ANetworkWithoutATableIsNoTabularModel()
    {
        using var folder = new TemporaryFolder();
        using Model<float> model = Model.Create(new(2, new Dense(1)));
        model.Save(folder["n.safetensors"]);
        Assert.Contains("not of a table", Assert.Throws<InvalidFileException>(() => TabularModel.Load(folder["n.safetensors"])).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"classes\":[\"a\",\"b\"]", "\"classes\":[\"a\",\"b\",\"c\"]", "3 classes")]
    [InlineData("\"decimal_sign\":\".\"", "\"decimal_sign\":\"'\"", "decimal_sign")]
    [InlineData("\"task\":\"classification\"", "\"task\":\"guessing\"", "task")]
    [InlineData("\"scores\":{", "\"more\":1,\"scores\":{", "unknown key \"more\"")]
    public void AForgedTableIsRefused(string old, string forged, string fragment)
    {
        using var folder = new TemporaryFolder();
        using TabularModel model = Mixed(out _);
        model.Save(folder["m.safetensors"]);
        string json;
        using (SafetensorsFile file = SafetensorsFile.Open(folder["m.safetensors"])) json = file.Metadata["table"];
        Assert.Contains(old, json, StringComparison.Ordinal);
        ModelFile.Save(folder["f.safetensors"], model.Model, [new("table", json.Replace(old, forged, StringComparison.Ordinal))]);
        Assert.Contains(fragment, Assert.Throws<InvalidFileException>(() => TabularModel.Load(folder["f.safetensors"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsAreFoundByName()
    {
        using TabularModel model = Mixed(out Table table);
        string[] plain = Answers(model.Predict(table));
        Assert.Equal(plain, Answers(model.Predict(Table.Of([.. table.Columns.Reverse()]))));
        Assert.Equal(plain, Answers(model.Predict(table.Without("y"))));
        Assert.Equal(plain, Answers(model.Predict(table.With(Column.Of("more", [.. Enumerable.Repeat(7.0, table.Rows)])))));
        Assert.Contains("no column \"x\"", Refused(table.Without("x")), StringComparison.Ordinal);
        Assert.Contains("no columns \"x\", \"color\"", Refused(table.Without("x", "color")), StringComparison.Ordinal);
        Table upper = Table.Of([.. table.Columns.Select(
            column => column.Name == "x" ? Column.Of("X", [.. Enumerable.Range(0, table.Rows).Select(column.Number)]) : column)]);
        Assert.Contains("Did you mean \"X\"", Refused(upper), StringComparison.Ordinal);

        string Refused(Table wrong) => Assert.Throws<InvalidFileException>(() => model.Predict(wrong)).Message;
    }

    [Fact]
    public void AFileForAModelIsReadAsItWasTrained()
    {
        // codes that look like numbers, a bad column that nobody asks for, another order, and no target
        using TabularModel model = Train(Read("code,x,y\n" + Repeat("01,1,a\n02,2,b\n", 30)), "y", new() { Epochs = 3 });
        Table later = Read("bad,x,code\noops,1,01\n1,2,02\n2,?,07\n", model.Reading());
        Assert.Equal(3, model.Predict(later).Count);
        Assert.Equal(["code", "x"], later.Columns.Select(column => column.Name).Order());
        Assert.Contains("line 2, column x: \"one\" is not a number",
            Assert.Throws<InvalidFileException>(() => Read("x,code\none,01\n", model.Reading())).Message, StringComparison.Ordinal);
        Assert.Contains("\"y\"", Assert.Throws<InvalidFileException>(() => Read("x,code\n1,01\n", model.Reading(withTarget: true))).Message,
            StringComparison.Ordinal);
        Assert.Contains("line 3, column y: \"c\" is none of the 2 classes",
            Assert.Throws<InvalidFileException>(() =>
                model.Evaluate(Read("x,code,y\n1,01,a\n1,01,c\n", model.Reading(withTarget: true)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARowCanBeADictionary()
    {
        using TabularModel model = Mixed(out Table table);
        Prediction expected = model.Predict(table)[0], missing = model.Predict(
            Table.Of(Column.Of("x", double.NaN), Column.Of("color", new string?[] { null }), Column.Of("sure", new bool?[] { null })))[0];
        var row = new Dictionary<string, object?>
        {
            ["x"] = table["x"].Number(0),
            ["color"] = table["color"].Text(0),
            ["sure"] = ((BooleanColumn)table["sure"])[0],
        };
        Assert.Equal((expected.Class, expected.Value), (model.Predict(row).Class, model.Predict(row).Value));
        Assert.Equal(missing.Value,
            model.Predict(new Dictionary<string, object?> { ["x"] = null, ["color"] = null, ["sure"] = null }).Value);
        Assert.Throws<InvalidFileException>(() => model.Predict(new Dictionary<string, object?> { ["x"] = 1 }));
        Assert.Throws<InvalidFileException>(
            () => model.Predict(new Dictionary<string, object?> { ["x"] = "one", ["color"] = null, ["sure"] = null }));
    }

    [Fact]
    public void UnseenWordsAndWildNumbersGiveFinitePredictions()
    {
        using TabularModel model = Mixed(out _);
        Table wild = Table.Of(Column.Of("x", double.MaxValue, double.MinValue, 1e-320, double.NaN),
            Column.Of("color", "zebra", null, "red", "zebra"), Column.Of("sure", true, null, false, null));
        Assert.All(model.Predict(wild),
            prediction => Assert.True(prediction.Probabilities.All(float.IsFinite) && Math.Abs(prediction.Probabilities.Sum() - 1) < 1e-5));
    }

    [Fact]
    public void ManyThreadsPredictTheSameAtOnce()
    {
        using TabularModel model = Mixed(out Table table);
        string[] expected = Answers(model.Predict(table));
        Parallel.For(0, 64, i =>
        {
            int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => row % (1 + i % 5) == 0)];
            Assert.Equal(rows.Select(row => expected[row]), Answers(model.Predict(table.Take(rows))));
        });
    }

    [Fact]
    public void TheSameSeedGivesTheSameBitsOnAnyNumberOfThreadsAndInAnyCulture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            string[] digests = [.. new[] { 1, 2, 3 }.Select(threads =>
            {
                CultureInfo.CurrentCulture = threads == 2 ? WithComma() : culture;
                using TabularModel model = Train(Table.Read(TestData.Iris), "species", new() { Epochs = 5, Threads = threads });
                return WeightDigest.Of(model.Model.Parameters);
            })];
            Assert.Single(digests.Distinct());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void ARegressionLearnsInItsOwnUnit()
    {
        // y = 1000 + 50 x, with two wordy columns that do not matter
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i / 20.0)];
        Table table = Table.Of(Column.Of("x", x), Column.Of("c", [.. x.Select((_, i) => i % 2 == 0 ? "even" : "odd")]),
            Column.Of("y", [.. x.Select(value => 1000 + 50 * value)]));
        using TabularModel model = Train(table, "y");
        Assert.Equal(TabularTask.Regression, model.Target.Task);
        Evaluation evaluation = model.Evaluate(table);
        Assert.True(evaluation.Regression!.RootMeanSquaredError < 15, evaluation.ToString());
        Assert.Equal("RMSE", evaluation.Score.Name);
        Assert.Contains(model.Scores, score => score.Name == "validation R²");
    }

    public static TheoryData<ILoss> ClassificationLosses =>
    [
        new SoftmaxCrossEntropy(LabelSmoothing: 0.1), new NegativeLogLikelihood(), new SigmoidCrossEntropy(),
        new MeanSquaredError(), new HalfSquaredError(),
        new Hinge(), new SquaredHinge(), new SoftMargin(), new MultiMargin(), new Huber(1),
    ];

    [Theory]
    [MemberData(nameof(ClassificationLosses))]
    public void EveryLossOfClassesTellsIrises(ILoss loss)
    {
        using TabularModel model = Train(Iris, "species", new() { Loss = loss, Epochs = 60, Quality = Quality.Fast });
        Assert.True(model.Evaluate(Iris).Classification!.Accuracy > 0.85, $"{loss}: {model.Evaluate(Iris).Score}");
    }

    public static TheoryData<ILoss> RegressionLosses =>
    [
        new MeanAbsoluteError(), new Huber(1), new SmoothL1(1), new LogCosh(), new Quantile(0.5), new PoissonNegativeLogLikelihood(),
        new GaussianNegativeLogLikelihood(), new HeteroscedasticNegativeLogLikelihood(), new HalfSquaredError(),
    ];

    [Theory]
    [MemberData(nameof(RegressionLosses))]
    public void EveryLossOfNumbersLearnsCounts(ILoss loss)
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i / 100.0 - 1)];
        Table table = Table.Of(Column.Of("x", x), Column.Of("y", [.. x.Select(value => 5 + 4 * value)]));
        using TabularModel model = Train(table, "y", new() { Loss = loss, Epochs = 100, Quality = Quality.Fast });
        Assert.True(model.Evaluate(table).Regression!.R2 > 0.9, $"{loss}: {model.Evaluate(table)}");
    }

    [Fact]
    public void UselessColumnsAreDroppedAndNamed()
    {
        Table table = Read("id,same,x,gap,y\n" +
            string.Concat(Enumerable.Range(0, 60).Select(i => $"row {i},5,{i},{(i % 3 == 0 ? "" : "7")},{"ab"[i % 2]}\n")));
        var training = new TabularTraining(table, "y");
        Assert.Equal(["id: free text (60 distinct values)", "same: constant: every cell is \"5\""],
            training.Dropped.Select(column => column.ToString()));
        // that the gap is there or not may tell something
        Assert.Equal(["x", "gap"], training.Encoder.Columns.Select(column => column.Column));
    }

    [Fact]
    public void AClassOfOneRowIsSaid()
    {
        Table table = Read("x,y\n" + Repeat("1,a\n2,b\n", 30) + "3,c\n");
        var training = new TabularTraining(table, "y");
        Assert.Contains(training.Notes, note => note.Found.Contains("class c of y has a single row", StringComparison.Ordinal));
        Assert.Equal(3, training.Run(null, TestContext.Current.CancellationToken).Target.Classes!.Count);
    }

    [Fact]
    public void HundredThousandClassesAreWarnedOfBeforeTraining()
    {
        Table table = Read("x,y\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"1,c{i}\n2,c{i}\n")));
        var training = new TabularTraining(table, "y");
        Assert.Contains(training.Notes, note => note.Found.StartsWith("warning: y has 100000 classes", StringComparison.Ordinal));
    }

    [Fact]
    public void ALabelOfElevenDigitsIsAName()
    {
        Table table = Read("x,y\n" + Repeat("1,0\n2,1\n3,99999999999\n", 20));
        using TabularModel model = Train(table, "y", new() { Task = TabularTask.Classification, Epochs = 2 });
        Assert.Equal(["0", "1", "99999999999"], model.Target.Classes!.Names);
        Assert.Equal(3, model.Model.Network.Outputs);
    }

    [Fact]
    public void WordsAreNoRegression() => Assert.Contains("line 2, column species: \"setosa\" is not a number",
        Assert.Throws<InvalidFileException>(() => new TabularTraining(Iris, "species", new() { Task = TabularTask.Regression })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void StatisticsComeFromTrainingRowsAlone()
    {
        var training = new TabularTraining(Iris, "species", new() { Quality = Quality.Fast, Scaling = ScalingKind.Standard });
        Assert.Equal((150, 150), (training.TrainingRows + training.ValidationRows, Iris.Rows));
        Assert.True(training.ValidationRows is > 15 and < 30);
        // a number of the held-out rows does not move the mean: the mean is one of 128 rows
        double mean = ((StandardScaling)((NumberEncoder)training.Encoder.Columns[0]).Scaling).Mean;
        double all = Enumerable.Range(0, 150).Average(Iris["sepal_length"].Number);
        Assert.NotEqual(all, mean);
        Assert.Equal(Math.Round(mean * training.TrainingRows, 6), Math.Round(mean * training.TrainingRows, 1));
    }

    [Fact]
    public void ATrainingCanBeStoppedAndSaysHowItGoes()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<TabularProgress>();
        using TabularModel model = TabularModel.Train(Iris, "species",
            new() { Epochs = 500, Patience = 0, Quality = Quality.Fast }, new Now(progress =>
            {
                seen.Add(progress);
                if (progress.Training.Epoch == 7) stop.Cancel();
            }), stop.Token);
        Assert.Equal((7, TrainingEnd.Stopped), (seen.Count, model.History!.End));
        Assert.All(seen, progress => Assert.Equal("validation accuracy", progress.Validation!.Value.Name));
        Assert.Equal(30, model.Predict(Iris.Take([.. Enumerable.Range(0, 30)])).Count);
    }

    [Fact]
    public void ADivergedTrainingSaysSo() => Assert.Throws<TrainingDivergedException>(() => Train(Iris, "species",
        new() { LearningRate = 1e30, Hidden = [new Dense(8, new Relu())] }));

    [Fact]
    public void NetworkLossAndShareCanBeChosen()
    {
        var training = new TabularTraining(Iris, "species",
            new() { Hidden = [new Dense(5, new Mish())], Validation = 0, BatchSize = 10, Epochs = 3, LearningRate = 0.5 });
        Assert.Equal("4 → Dense 5 mish → Dense 3", training.Network.ToString());
        Assert.Equal((150, 0, 10, 3, 0.5),
            (training.TrainingRows, training.ValidationRows, training.BatchSize, training.Epochs, training.Optimizer.LearningRate));
        Assert.Contains("line 2, column species: \"setosa\" is not a number, but the loss",
            Assert.Throws<InvalidFileException>(() => new TabularTraining(Iris, "species",
                new() { Loss = new HeteroscedasticNegativeLogLikelihood() })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TabularTraining(Iris, "species", new() { Validation = 1 }));
    }

    static CultureInfo WithComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) =
            (",", ".", "~");
        return culture;
    }

    sealed class Now(Action<TabularProgress> act) : IProgress<TabularProgress>
    {
        public void Report(TabularProgress value) => act(value);
    }

    // two classes, a number with gaps, a word with gaps, a boolean
    static TabularModel Mixed(out Table table)
    {
        var text = new StringBuilder("x,color,sure,name,y\n");
        for (int i = 0; i < 60; i++)
            text.Append(CultureInfo.InvariantCulture,
                $"{(i % 7 == 0 ? "" : $"{i * 0.25}")},{(i % 11 == 0 ? "?" : i % 3 == 0 ? "red" : "blue")}," +
                $"{(i % 2 == 0 ? "true" : "FALSE")},n{i},{(i < 30 ? "a" : "b")}\n");
        table = Read(text.ToString());
        return Train(table, "y", new() { Epochs = 10, Hidden = [new Dense(8, new Tanh())] });
    }

    static TabularModel Train(Table table, string target, TabularOptions? options = null) =>
        TabularModel.Train(table, target, options, null, TestContext.Current.CancellationToken);

    static Table Read(string text, TableOptions? options = null) =>
        Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "data.csv", options);

    static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    static string[] Answers(IReadOnlyList<Prediction> predictions) =>
        [.. predictions.Select(
            prediction => $"{prediction.Class} {string.Join(' ', prediction.Probabilities.Select(BitConverter.SingleToInt32Bits))}")];
}
