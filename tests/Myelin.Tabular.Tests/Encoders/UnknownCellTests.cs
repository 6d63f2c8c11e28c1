using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Myelin.Tabular.Tests.Encoders;

/// <summary>
/// Rows unlike the training rows, at every door: counted, flagged, refused where that is asked for, never silently taken.
/// </summary>
public sealed class UnknownCellTests(UnknownCellTests.Trained trained) : IClassFixture<UnknownCellTests.Trained>
{
    enum Sex { Male, Female, Other }

    public sealed class Trained : IDisposable
    {
        public Trained()
        {
            var text = new StringBuilder("sex,age,since,zip,member,level,y\n");
            for (int i = 0; i < 120; i++)
                text.Append(CultureInfo.InvariantCulture,
                    $"{(i % 3 == 0 ? "Male" : "Female")},{18 + i % 50},{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd}," +
                    $"{"13579"[i % 5]}0,{(i % 2 == 0 ? "true" : "false")},{"abcdefghijkl"[i % 12]}x,{i % 50 + (i % 3 == 0 ? 10 : 0)}.5\n");
            Table = Read(text.ToString(), new() { Columns = new Dictionary<string, ColumnType> { ["zip"] = ColumnType.Category } });
            Model = Tests.Trained.Model(Table, "y", new() { Epochs = 2, Quality = Quality.Fast });
        }

        public Table Table { get; }

        public TabularModel Model { get; }

        public void Dispose() => Model.Dispose();
    }

    static Table Read(string text, TableOptions? options = null) =>
        Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "data.csv", options);

    static Dictionary<string, object?> Row(string column, object? value)
    {
        var row = new Dictionary<string, object?>
        {
            ["sex"] = "Male",
            ["age"] = 30,
            ["since"] = new DateTime(2020, 2, 1),
            ["zip"] = "10",
            ["member"] = true,
            ["level"] = "ax",
        };
        row[column] = value;
        return row;
    }

    Prediction Predict(string column, object? value) => trained.Model.Predict(Row(column, value));

    [Fact]
    public void TrainingRowsHaveNoUnknownCell()
    {
        Assert.All(trained.Model.Predict(trained.Table), prediction => Assert.Empty(prediction.Unknown));
        var counts = new UnknownCounts(trained.Model);
        counts.Add(trained.Model.Predict(trained.Table));
        Assert.Equal(120, counts.Rows);
        Assert.DoesNotContain(counts.Sentences(), sentence => !sentence.Found.Contains("limited", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sex", "male", "sex: unseen")]
    [InlineData("sex", " Male", null)]
    [InlineData("age", 67.0, null)]
    [InlineData("age", 70.0, "age: above range")]
    [InlineData("age", 17, "age: below range")]
    [InlineData("age", 140L, "age: far above range")]
    [InlineData("since", "2019-12-30", "since: below range")]
    [InlineData("since", "2029-12-30T10:00:00", "since: far above range")]
    [InlineData("zip", 99, "zip: unseen")]
    [InlineData("zip", 30, null)]
    [InlineData("level", "zz", "level: unseen")]
    [InlineData("age", null, "age: missing")]
    [InlineData("since", null, "since: missing")]
    [InlineData("sex", "", "sex: missing")]
    [InlineData("member", null, "member: missing")]
    [InlineData("level", "NA", "level: missing")]
    public void ACellUnlikeTheTrainingRowsIsFlagged(string column, object? value, string? flag) =>
        Assert.Equal(flag is null ? [] : [flag], Predict(column, value).UnknownCells.Select(cell => cell.ToString()));

    public static TheoryData<string, object?, object?> Meanings
    {
        get
        {
            JsonElement json = JsonDocument.Parse("""{"s":"Male","n":30,"f":30.5,"t":true,"z":null,"d":"2020-02-01"}""").RootElement;
            return new()
            {
                { "sex", Sex.Male, "Male" }, { "sex", json.GetProperty("s"), "Male" }, { "sex", JsonNode.Parse("\"Male\""), "Male" },
                { "sex", DBNull.Value, null }, { "sex", json.GetProperty("z"), null },
                { "age", DBNull.Value, null }, { "age", double.NaN, null }, { "age", float.NaN, null }, { "age", Half.NaN, null }, { "age",
                    json.GetProperty("n"), 30.0 }, { "age", json.GetProperty("f"), 30.5 },
                { "age", (Half)30.5, 30.5 }, { "age", 30.5m, 30.5 }, { "age", (sbyte)30, 30.0 }, { "age", (byte)30, 30.0 }, { "age",
                    (short)30, 30.0 }, { "age", (ushort)30, 30.0 }, { "age", 30u, 30.0 },
                { "age", 30UL, 30.0 }, { "age", (nint)30, 30.0 }, { "age", (nuint)30, 30.0 }, { "age", (Int128)30, 30.0 }, { "age",
                    (UInt128)30, 30.0 }, { "age", (BigInteger)30, 30.0 }, { "age", 30.5f, 30.5 },
                { "age", "30.5", 30.5 }, { "age", (int?)30, 30.0 }, { "age", "NA", null },
                { "since", new DateOnly(2020, 2, 1), new DateTime(2020, 2, 1) }, { "since",
                    new DateTimeOffset(2020, 2, 1, 2, 0, 0, TimeSpan.FromHours(2)), new DateTime(2020, 2, 1) },
                { "since", json.GetProperty("d"), new DateTime(2020, 2, 1) }, { "since", "2020-02-01", new DateTime(2020, 2, 1) },
                { "zip", 10, "10" }, { "zip", 10.0, "10" }, { "zip", 10m, "10" }, { "zip", JsonNode.Parse("10"), "10" },
                { "member", json.GetProperty("t"), true }, { "member", "TRUE", true }, { "member", 1, true }, { "member", "false", false },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Meanings))]
    public void ValuesOfProgramsAreTheCellsThatTheyMean(string column, object? value, object? same) =>
        Assert.Equal(Predict(column, same), Predict(column, value));

    [Theory]
    [InlineData("sex", 1,
        "column sex: 1 is a number, but the model was trained on categories such as \"Female\". Give the category as text")]
    [InlineData("sex", true, "column sex: true is a truth value, but")]
    [InlineData("level", 2.5f, "column level: 2.5 is a number, but")]
    [InlineData("age", "old", "column age: \"old\" is not a number, as the model was trained on")]
    [InlineData("age", true, "column age: true is not a number")]
    [InlineData("age", double.PositiveInfinity, "column age: the value is infinite")]
    [InlineData("age", Sex.Male, "column age: \"Male\" is not a number")]
    [InlineData("since", 18000, "column since: 18000 is not a date")]
    [InlineData("since", "soon", "column since: \"soon\" is not a date")]
    [InlineData("member", "maybe", "column member: \"maybe\" is not true or false")]
    [InlineData("member", 2, "column member: 2 is not true or false")]
    [InlineData("age", new[] { 1, 2 }, "column age: the value is an array, which no cell can hold")]
    public void AValueOfAnotherKindIsAnError(string column, object value, string message)
    {
        var error = Assert.Throws<InvalidFileException>(() => Predict(column, value));
        Assert.StartsWith($"row: {message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DatesAndStructuresAmongOthersAreErrors()
    {
        Assert.Contains("2020-02-01 is a date", Assert.Throws<InvalidFileException>(() => Predict("sex", new DateTime(2020, 2, 1))).Message,
            StringComparison.Ordinal);
        Assert.Contains("2020-02-01 is not a number",
            Assert.Throws<InvalidFileException>(() => Predict("age", new DateTime(2020, 2, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("is a JSON array",
            Assert.Throws<InvalidFileException>(() => Predict("age", JsonDocument.Parse("[1]").RootElement)).Message,
            StringComparison.Ordinal);
        Assert.Contains("of the type List", Assert.Throws<InvalidFileException>(() => Predict("age", new List<int> { 1 })).Message,
            StringComparison.Ordinal);
        Table numbers = Table.Of(Column.Of("sex", 1.0), Column.Of("age", 30.0), Column.Of("since", new DateTime?[] { null }),
            Column.Of("zip", 10.0), Column.Of("member", 1.0), Column.Of("level", ["ax"]));
        Assert.Contains("row 1, column sex: 1 is a number",
            Assert.Throws<InvalidFileException>(() => trained.Model.Predict(numbers)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StrictnessRefusesTheFirstUnknownCell()
    {
        Table rows = Read(
            "sex,age,since,zip,member,level\nMale,30,2020-02-01,10,true,ax\nmale,30,2020-02-01,10,true,ax\n" +
                "Male,200,2020-02-01,10,true,ax\n", trained.Model.Reading());
        var strict = new PredictionOptions { Strict = true };
        Assert.StartsWith("data.csv: line 3, column sex: \"male\" is a category that was not in training (did you mean \"Male\"?)",
            Assert.Throws<InvalidFileException>(() => trained.Model.Predict(rows, strict)).Message, StringComparison.Ordinal);
        Assert.StartsWith("data.csv: line 4, column age: \"200\" is outside the training range 18 to 67",
            Assert.Throws<InvalidFileException>(() => trained.Model.Predict(rows.Take([0, 2]), strict)).Message, StringComparison.Ordinal);
        Assert.Single(trained.Model.Predict(rows.Take([0]), strict));
    }

    [Fact]
    public void CountsAreSaidByColumn()
    {
        Table rows = Read(
            "sex,age,since,zip,member,level\nmale,30,2020-02-01,10,true,ax\nM,10,2020-02-01,10,true,ax\nx,200,2020-02-01,10,true,ax\n" +
                ",,,,,\n", trained.Model.Reading());
        var counts = new UnknownCounts(trained.Model);
        counts.Add(trained.Model.Predict(rows));
        counts.Add(trained.Model.Predict(rows.Take([0])));
        string[] said = [.. counts.Sentences(intervals: true).Select(sentence => sentence.ToString())];
        Assert.Equal(
            "sex: 4 of 5 rows have a category that was not in training: " +
                "'male' (2; did you mean 'Male'?), 'M' (1; did you mean 'Male'?), 'x' (1)", said[0]);
        Assert.StartsWith("sex: 1 of 5 rows have a missing value, and training had none", said[1], StringComparison.Ordinal);
        Assert.Equal("age: 2 of 5 rows are outside the training range 18 to 67: 1 below it, such as 10; 1 above it, such as 200", said[2]);
        Assert.Equal("2 of 5 rows are far outside the training range: prediction intervals do not cover such rows", said[^1]);
    }

    [Fact]
    public void MissingCellsAreUnknownWhereTrainingHadNone()
    {
        const string Csv = "sex,age,since,zip,member,level\nMale,30,2020-02-01,10,true,ax\nMale,,,10,true,\nMale,,2020-02-01,10,true,ax\n";
        Table rows = Read(Csv, trained.Model.Reading());
        var counts = new UnknownCounts(trained.Model);
        counts.Add(trained.Model.Predict(rows, new() { Clamp = false }));
        string median = ExactNumber.Text(trained.Model.Encoder.Columns.OfType<NumberEncoder>().Single().Median);
        Assert.Equal(
        [
            $"age: 2 of 3 rows have a missing value, and training had none: predicted as the median of the training rows, {median}",
            "since: 1 of 3 rows have a missing value, and training had none: predicted as a date near the middle of the training dates",
            "level: 1 of 3 rows have a missing value, and training had none: predicted as an unseen category",
        ], counts.Sentences(intervals: true).Select(sentence => sentence.ToString()));
        Assert.Equal("data.csv: line 3, column age: the value is missing, and training had no missing value in this column. " +
            "Fill it in, or allow such cells (PredictionOptions.Strict: false)",
            Assert.Throws<InvalidFileException>(() => trained.Model.Predict(rows, new PredictionOptions { Strict = true })).Message);
    }

    [Fact]
    public void MissingCellsAreNotUnknownWhereTrainingHadSome()
    {
        string csv = "a,b,y\n";
        for (int i = 0; i < 60; i++)
            csv += FormattableString.Invariant($"{(i % 7 == 0 ? "" : $"{i}")},{(i % 5 == 0 ? "" : $"{"uvw"[i % 3]}")},{i % 9}.5\n");
        using TabularModel model = Tests.Trained.Model(Read(csv), "y", new() { Epochs = 1, Quality = Quality.Fast });
        Assert.Empty(model.Predict(Read("a,b\n,\n", model.Reading()))[0].UnknownCells);
    }

    [Theory]
    [InlineData("male", "Male")]
    [InlineData("Male ", "Male")]
    [InlineData("F", "Female")]
    [InlineData("Femle", "Female")]
    [InlineData("females", "Female")]
    [InlineData("Malé", "Male")]
    [InlineData("x", null)]
    [InlineData("?", null)]
    [InlineData("12346", null)]
    public void TheNearCategoryIsFound(string word, string? near) => Assert.Equal(near, NearCategory.Of(word, ["Female", "Male", "12345"]));

    [Fact]
    public void TheRangesAreInTheFileAndOlderFilesKnowNone()
    {
        using var folder = new TemporaryFolder();
        trained.Model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        Assert.Equal(["age: far above range"], loaded.Predict(Row("age", 140)).UnknownCells.Select(cell => cell.ToString()));
        ColumnEncoder age = loaded.Encoder.Columns.Single(column => column.Column == "age");
        Assert.Equal(new ValueRange(18, 67), age.Range);
        Assert.Null(ColumnEncoder.FromJson(age.ToJson().Replace("\"range\":[18,67],", "", StringComparison.Ordinal)).Range);
        Assert.Throws<InvalidFileException>(
            () => ColumnEncoder.FromJson(age.ToJson().Replace("[18,67]", "[67,18]", StringComparison.Ordinal)));
    }

    [Fact]
    public void AStreamKnowsTheRangeOfAllRows()
    {
        var text = new StringBuilder("x,day,y\n");
        for (int i = 0; i < 3000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{new DateTime(2000, 1, 1).AddDays(i):yyyy-MM-dd},{i * 2}\n");
        using var stream = TableStream.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "s.csv", null,
            new() { SampleRows = 300 }, cancellation: TestContext.Current.CancellationToken);
        using TabularModel model = TabularModel.Train(stream, "y", new() { Epochs = 1, Set = ["hidden=4"] },
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([new(0, 2999), new(10957, 13956)], model.Encoder.Columns.Select(column => column.Range!.Value));
    }

    [Fact]
    public void PredictionsAreClampedUnlessThatIsSwitchedOff()
    {
        using var folder = new TemporaryFolder();
        trained.Model.Save(folder["m.safetensors"]);
        string json;
        using (SafetensorsFile file = SafetensorsFile.Open(folder["m.safetensors"])) json = file.Metadata["table"];
        // predictions are between 0.5 and 59.5, the range of the targets: one that is narrower limits most of them
        Assert.Contains("\"bounds\":[0.5,59.5]", json, StringComparison.Ordinal);
        ModelFile.Save(folder["n.safetensors"], trained.Model.Members,
            [new("table", json.Replace("\"bounds\":[0.5,59.5]", "\"bounds\":[29.5,30]", StringComparison.Ordinal))]);
        using TabularModel model = TabularModel.Load(folder["n.safetensors"]);
        IReadOnlyList<Prediction> clamped = model.Predict(trained.Table), free = model.Predict(trained.Table, new() { Clamp = false }),
            whole = trained.Model.Predict(trained.Table, new() { Clamp = false });
        for (int row = 0; row < clamped.Count; row++)
        {
            Assert.Equal(Math.Clamp(free[row].Value, 29.5, 30), clamped[row].Value);
            Assert.Equal(clamped[row].Value != free[row].Value, clamped[row].IsClamped);
            Assert.Equal(free[row], whole[row]);
        }
        var counts = new UnknownCounts(model);
        counts.Add(clamped);
        Assert.True(counts.Clamped > 60, $"{counts.Clamped}");
        Assert.Equal(
            [$"{counts.Clamped} of 120 predictions were limited to the range of the training targets, 29.5 to 30. " +
                "To predict without limits, do not clamp (PredictionOptions.Clamp: false)"],
            counts.Sentences().Select(sentence => sentence.ToString()));
    }

    [Theory]
    [InlineData(1.6e9, 100)]
    [InlineData(1e12, 1000)]
    [InlineData(12_345_678.91, 5)]
    [InlineData(-4e14, 100)]
    public void LargeOffsetsOfTargetsLoseNoDigits(double offset, double spread)
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i * 37 % 200 / 200.0)];
        Table table = Table.Of(Column.Of("x", x), Column.Of("y", [.. x.Select(value => offset + spread * value)]));
        Table plain = Table.Of(Column.Of("x", x), Column.Of("y", [.. x.Select(value => spread * value)]));
        var options = new TabularOptions { Epochs = 30, Hidden = [new Dense(8, new Myelin.Tanh())] };
        using TabularModel model = Tests.Trained.Model(table, "y", options), near = Tests.Trained.Model(plain, "y", options);
        IReadOnlyList<Prediction> large = model.Predict(table), small = near.Predict(plain);
        double ulp = Math.BitIncrement(Math.Abs(offset)) - Math.Abs(offset);
        // the same network, a constant away, but for what float64 rounds off the targets, and training makes of it
        Assert.All(large.Zip(small), pair => Assert.Equal(pair.Second.Value, pair.First.Value - offset, 1e-3 * spread + 4 * ulp));
        Assert.True(large.Select(prediction => prediction.Value).Distinct().Count() > 150);
        PredictionIntervals intervals = model.Calibration.Intervals!, others = near.Calibration.Intervals!;
        Interval wide = intervals.Of(large[0].Value, 0.8), narrow = others.Of(small[0].Value, 0.8);
        Assert.Equal(narrow.Width, wide.Width, 1e-2 * spread + 8 * ulp);
    }
}
