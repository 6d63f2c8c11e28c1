using System.Text;

namespace Myelin.Tabular.Tests.Checks;

/// <summary>A model recognizes its training rows, and copies of rows do not judge what was learned from the others.</summary>
public class SeenRowsTests
{
    static readonly TabularOptions s_fast = new() { Epochs = 1, Quality = Quality.Fast, Threads = 1 };

    static Table Noise(int rows, int seed)
    {
        var random = new Random(seed);
        double[] Numbers() => [.. Enumerable.Range(0, rows).Select(_ => Math.Round(random.NextDouble(), 5))];
        return Table.Of(Column.Of("p", Numbers()), Column.Of("q", Numbers()),
            Column.Of("word", [.. Enumerable.Range(0, rows).Select(_ => random.Next(5) == 0 ? null : $"w{random.Next(9)}")]),
            Column.Of("y", [.. Enumerable.Range(0, rows).Select(_ => random.Next(2) == 0 ? "a" : "b")]));
    }

    [Fact]
    public void RowsThatWereTrainedOnAreCountedWhereverTheyAreReadFrom()
    {
        using var folder = new TemporaryFolder();
        Table all = Noise(150, 1);
        Table rows = all.Take([.. Enumerable.Range(0, 120)]), rest = all.Take([.. Enumerable.Range(120, 30)]);
        using (TabularModel model = Trained.Model(rows, "y", s_fast)) model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        using (var file = File.Create(folder["all.csv"])) all.WriteCsv(file);
        // a column that the model does not know, other places of the columns, other rows between
        string[] lines = File.ReadAllLines(folder["all.csv"]);
        File.WriteAllText(folder["more.csv"], string.Join('\n', lines.Select((line, i) => $"{(i == 0 ? "extra" : $"e{i}")},{line}")));
        Table read = Table.Read(folder["more.csv"], loaded.Reading(withTarget: true));
        Assert.Equal("120 of 150 rows equal training rows; scores on them are too optimistic.", loaded.Seen(read).Sentence());
        Assert.True(loaded.Seen(read).AreTooGood);
        Assert.Equal((30, 0, false), (loaded.Seen(rest).Rows, loaded.Seen(rest).Count, loaded.Seen(rest).AreTooGood));
        Assert.Equal("None of the 30 rows equals a training row.", loaded.Seen(rest).Sentence());
        Assert.Equal("1 of 1 rows equals a training row; its score is too optimistic.", loaded.Seen(rows.Take([7])).Sentence());
        // another target is another row
        Assert.Equal(0, loaded.Seen(rows.Take([7]).With(Column.Of("y", rows["y"].Text(7) == "a" ? "b" : "a"))).Count);
    }

    [Fact]
    public void AModelOfFewCombinationsCannotTellNewRows()
    {
        double[] bits = [.. Enumerable.Range(0, 200).Select(row => (double)(row % 4))];
        Table table = Table.Of(Column.Of("a", [.. bits.Select(b => b % 2)]), Column.Of("b", [.. bits.Select(b => Math.Floor(b / 2))]),
            Column.Of("y", [.. bits.Select(b => b is 1 or 2 ? "odd" : "even")]));
        using TabularModel model = Trained.Model(table, "y", s_fast);
        SeenRows seen = model.Seen(table);
        Assert.Equal((200, true, false), (seen.Count, seen.AreCombinations, seen.AreTooGood));
        Assert.StartsWith("200 of 200 rows equal training rows, which have few distinct combinations", seen.Sentence(),
            StringComparison.Ordinal);
        // and such rows are no copies: the split is that by lot
        Target target = Target.Of(table, "y");
        Assert.Null(Copies.Groups(table, "y", [], out int copies));
        Assert.Equal(196, copies);
        (int[] training, int[] _) = RowSplit.Of(200, 0.8, 1, table["y"]);
        Assert.Equal(training, Folds.SetAside(table, target, 0.2).Training);
    }

    [Fact]
    public void OfManyRowsAFixedPartIsKeptInAsManyBytes()
    {
        var random = new Random(2);
        ulong[] training = [.. Enumerable.Range(0, 100_000).Select(_ => (ulong)random.NextInt64())],
            others = [.. Enumerable.Range(0, 50_000).Select(_ => (ulong)random.NextInt64())];
        training = [.. training.Select(hash => hash << 1)];
        others = [.. others.Select(hash => (hash << 1) | 1)];
        Fingerprints prints = Fingerprints.Of([training[..30_000], training[30_000..]]),
            backwards = Fingerprints.Of([[.. training.Reverse()]]);
        string json = JsonText.Write(prints.Write);
        Assert.Equal(json, JsonText.Write(backwards.Write));
        Assert.InRange(json.Length, 40_000, 60_000);
        Fingerprints read = Fingerprints.Read(StrictJson.Parse(json, "test", "prints"));
        Assert.InRange(read.Distinct, 97_000, 103_000);
        SeenRows seen = read.Count([.. training[..25_000], .. others[..25_000]]);
        Assert.True(seen.IsEstimate);
        Assert.InRange(seen.Compared, 3_700, 4_500);
        Assert.InRange(seen.Count!.Value, 24_000, 26_000);
        Assert.StartsWith("About 2", seen.Sentence(), StringComparison.Ordinal);
        Assert.Equal(0, read.Count(others).Equal);
        Assert.Null(read.Count(training[..20]).Count);
        Assert.StartsWith("Whether the model was trained on any of these rows cannot be told", read.Count(training[..20]).Sentence(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNoneAreKeptOrTheFileIsOldItIsNotKnown()
    {
        Table table = Noise(60, 3);
        using TabularModel model = Trained.Model(table, "y", s_fast with { Fingerprints = false });
        Assert.Null(model.Fingerprints);
        Assert.Null(model.Seen(table).Count);
        Assert.Equal(
            "Whether the model was trained on any of these rows is not known: its file keeps no fingerprints of its training rows.",
            model.Seen(table).Sentence());
    }

    // 250 rows, each four times, whose labels are drawn: what is judged by copies is known by heart
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void CopiesAreOnOneSideOfEverySplit(ulong seed)
    {
        Table once = Noise(250, 4), table = once.Take([.. Enumerable.Range(0, 1000).Select(row => row * 7919 % 1000 / 4)]);
        Target target = Target.Of(table, "y");
        ulong[] hashes = RowHashes.Of(table, ["p", "q", "word"]);
        Fold[] folds = [.. Folds.Of(table, target, new() { Seed = seed }), Folds.SetAside(table, target, 0.2, new() { Seed = seed })];
        Assert.All(folds, fold =>
        {
            Assert.Empty(fold.Training.Select(row => hashes[row]).Intersect(fold.Test.Select(row => hashes[row])));
            Assert.InRange(fold.Test.Count, 190, 210);
            Assert.Equal(1000, fold.Training.Count + fold.Test.Count);
        });
        using TabularModel model = Trained.Model(table, "y", s_fast);
        Assert.Contains(
            "750 of 1,000 training rows are copies of others, equal in every feature and the target: " +
                "copies stay on one side where rows are held out", model.Notes);
        // a number of each row does not hide them
        Assert.NotNull(Copies.Groups(table.With(Column.Of("id", [.. Enumerable.Range(1, 1000).Select(i => (double)i)])), "y", [], out _));
        // measured numbers are copies however often they occur
        Assert.NotNull(Copies.Groups(once.Take([.. Enumerable.Range(0, 1000).Select(row => row % 100)]), "y", [], out _));
        // one copy in ten is counted where rows are judged, and deals no rows
        Assert.Null(Copies.Groups(once.Take([.. Enumerable.Range(0, 250), .. Enumerable.Range(0, 25)]), "y", [], out int copies));
        Assert.Equal(25, copies);
    }

    // what decides the target is learned from all rows, however often it occurs, and also where two columns say it
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ATargetThatItsFeaturesDecideIsNoCopy(bool doubled)
    {
        int[] plans = [.. Enumerable.Range(0, 600).Select(row => row * 7919 % 24)];
        Table table = Table.Of(Column.Of("plan", [.. plans.Select(plan => $"plan {plan}")]),
            Column.Of("price", [.. plans.Select(plan => 10.0 + plan * 37 % 101)]));
        if (doubled) table = table.With(Column.Of("city", [.. plans.Select(plan => $"city {plan}")]));
        Assert.Null(Copies.Groups(table, "price", [], out int copies));
        Assert.Equal(576, copies);
        (Table train, Table test) = table.Split(0.8, seed: 1);
        using TabularModel model = Trained.Model(train, "price", new() { Quality = Quality.Fast, Threads = 1 });
        Assert.InRange(model.Evaluate(test).Regression!.R2, 0.9, 1);
    }

    [Fact]
    public void ATableIsWrittenSoThatItReadsBackAsItIs()
    {
        using var folder = new TemporaryFolder();
        Table table = Table.Read(
            new MemoryStream(Encoding.UTF8.GetBytes("n;w;d;b\n1,5;\"x, \"\"y\"\"\nz\";2026-11-22;true\n;;;\n" +
                "-0,1;a;2026-11-23T18:30:00;false\n12345678,91;a;;true\n")), "t", new() { DecimalSign = ',' });
        using (var file = File.Create(folder["t.csv"])) table.WriteCsv(file);
        Table read = Table.Read(folder["t.csv"], new() { DecimalSign = ',' });
        foreach (Column column in table.Columns)
        {
            Assert.Equal(column.Type, read[column.Name].Type);
            Assert.Equal(Enumerable.Range(0, table.Rows).Select(column.Text),
                Enumerable.Range(0, read.Rows).Select(read[column.Name].Text));
        }
        Assert.Contains("12345678,91;a;;true", File.ReadAllText(folder["t.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void AModelKeepsNoCellOfARow()
    {
        using var folder = new TemporaryFolder();
        Table table = Noise(60, 5).With(Column.Of("p", [.. Enumerable.Range(0, 60).Select(row => 0.123456789 + row)]));
        using TabularModel model = Trained.Model(table, "y", s_fast);
        model.Save(folder["m.safetensors"]);
        Assert.DoesNotContain("0.123456789\"", Encoding.Latin1.GetString(File.ReadAllBytes(folder["m.safetensors"])),
            StringComparison.Ordinal);
        Assert.All(model.Schema.Columns, column => Assert.Null(column.Example));
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        Assert.Equal(model.Schema, loaded.Schema);
        // a file of before may hold some
        Assert.Equal("x",
            Schema.FromJson(
                """{"rows":1,"columns":[{"name":"c","type":"category","missing":0,"distinct":1,"example":"x"}]}""").Columns[0].Example);
    }
}
