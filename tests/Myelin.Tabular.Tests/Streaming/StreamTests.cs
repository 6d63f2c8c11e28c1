using System.Data;
using System.Globalization;

namespace Myelin.Tabular.Tests.Streaming;

public class StreamTests
{
    static readonly StreamOptions Few = new() { SampleRows = 250, BlockRows = 32, MixedRows = 200 };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static TableStream Open(string csv, StreamOptions? streaming = null) =>
        TableStream.Read(StreamTable.Bytes(csv), "rows.csv", null, streaming, null, Stop);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RowsThatFitGiveTheBitsOfTheTableInMemory(bool regression)
    {
        string csv = StreamTable.Csv(500, regression);
        using TabularModel expected = TabularModel.Train(Table.Read(StreamTable.Bytes(csv), "rows.csv"), "target",
            StreamTable.Options(), null, Stop);
        using TableStream rows = Open(csv, new() { BlockRows = 64 });
        using TabularModel streamed = TabularModel.Train(rows, "target", StreamTable.Options(), null, Stop);
        Assert.Equal(StreamTable.Digest(expected), StreamTable.Digest(streamed));
        Assert.Equal(expected.Encoder, streamed.Encoder);
        Assert.Equal(expected.Target, streamed.Target);
        Assert.Equal(expected.Scores, streamed.Scores);
        Assert.Equal(expected.Schema, streamed.Schema);
        Assert.Equal(expected.Bounds, streamed.Bounds);
        Assert.Equal(expected.History!.Epochs.Select(epoch => epoch.TrainingLoss),
            streamed.History!.Epochs.Select(epoch => epoch.TrainingLoss));
    }

    [Fact]
    public void RowsThatDoNotFitGiveTheSameBitsOnAnyNumberOfThreads()
    {
        string csv = StreamTable.Csv(1500);
        using TableStream rows = Open(csv, Few);
        string[] digests = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using TabularModel model = TabularModel.Train(rows, "target", StreamTable.Options(threads), null, Stop);
            Assert.Equal(50, model.OutOfFold!.Rows);
            return StreamTable.Digest(model);
        })];
        Assert.Equal(digests[0], digests[1]);
        Assert.Equal(digests[0], digests[2]);
        using TabularModel other = TabularModel.Train(rows, "target", StreamTable.Options() with { Seed = 4 }, null, Stop);
        Assert.NotEqual(digests[0], StreamTable.Digest(other));
    }

    [Fact]
    public void AllRowsButThoseHeldOutAreLearnedFromOnceAnEpoch()
    {
        using TableStream rows = Open(StreamTable.Csv(1500), Few);
        (StreamedRows rest, Table aside) = rows.Draw("target").SetAside(0.2);
        Assert.Equal((1450, 50, 200), (rest.Rows, aside.Rows, rest.Sample.Rows));
        var training = new TabularTraining(rest, StreamTable.Options());
        Assert.InRange(training.ValidationRows, 38, 42);
        Assert.Equal(1450, training.TrainingRows + training.ValidationRows);
        EncodedBlocks blocks = rest.Blocks(training.Encoder, training.Target, training.Loss, training.Folds[0].Test);
        Assert.Equal(training.TrainingRows, blocks.BlockRows.Sum());
        Assert.All(Enumerable.Range(0, blocks.BlockRows.Count), block => Assert.Equal(blocks.BlockRows[block], blocks.Read(block).Rows));
    }

    [Fact]
    public void EveryFactOfAColumnIsThatOfTheWholeStream()
    {
        string csv = StreamTable.Csv(1500, regression: true);
        Table whole = Table.Read(StreamTable.Bytes(csv), "rows.csv");
        using TableStream rows = Open(csv, Few);
        foreach ((ColumnSchema expected, ColumnSchema found) in whole.Schema.Columns.Zip(rows.Schema.Columns))
            if (expected.Distinct <= 1024 || expected.Type != ColumnType.Number) Assert.Equal(expected, found);
            else Assert.InRange(found.Distinct, expected.Distinct * 0.9, expected.Distinct * 1.1);
        Assert.Equal(1500, rows.Schema.Rows);
        Table sample = rows.Draw("target").Sample;
        Assert.Equal((250, 1500), (sample.Rows, sample.Schema.Rows));
        using TabularModel model = TabularModel.Train(rows, "target", StreamTable.Options() with { RecipeName = "realmlp" }, null, Stop);
        double[] targets = ((NumberColumn)whole["target"]).Cells.ToArray();
        Assert.Equal((targets.Min(), targets.Max()), model.Bounds);
    }

    [Fact]
    public void AClassOfOneRowAmongManyIsKnown()
    {
        string csv = StreamTable.Csv(1500) + "0.5,1,2,red,2020-01-01,true,x,rare\n";
        using TableStream rows = Open(csv, Few);
        using TabularModel model = TabularModel.Train(rows, "target", StreamTable.Options(), null, Stop);
        Assert.Equal(["high", "low", "middle", "rare"], model.Target.Classes!.Names);
        Assert.Contains(model.Notes, note => note.Contains("class rare of target has a single row", StringComparison.Ordinal));
    }

    [Fact]
    public void ColumnsAreReadAgainWhereTheyTurnOutToBeOfWords()
    {
        string csv = "zip,target\n" + string.Concat(Enumerable.Range(0, 3000).Select(row => $"0{row % 50},{"ab"[row % 2]}\n"))
            + string.Concat(Enumerable.Range(0, 3000).Select(row => $"A{row % 50},{"ab"[row % 2]}\n"));
        using TableStream rows = Open(csv);
        ColumnSchema zip = rows.Schema.Columns[0];
        Assert.Equal((ColumnType.Category, 100, "00"), (zip.Type, zip.Distinct, zip.Example));

        var pipe = Assert.Throws<InvalidFileException>(() => TableStream.Read(StreamTable.Pipe(csv), "pipe", null, null, null, Stop));
        Assert.Equal(
            "pipe: column zip begins with what looks like another type of column than it is, which is known only at its end, " +
                "and it can be read only once. Say what it is (TableOptions.Columns: zip:category)", pipe.Message);
        var options = new TableOptions { Columns = new Dictionary<string, ColumnType> { ["zip"] = ColumnType.Category } };
        using TableStream told = TableStream.Read(StreamTable.Pipe(csv), "pipe", options, null, null, Stop);
        Assert.Equal(100, told.Schema.Columns[0].Distinct);
    }

    [Fact]
    public void MomentsAndWordsBeyondTheBoundTakeNoMemory()
    {
        var text = new System.Text.StringBuilder("moment,user,target\n");
        var begin = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        for (int row = 0; row < 2400; row++)
            text.Append(CultureInfo.InvariantCulture, $"{begin.AddSeconds(row):yyyy-MM-ddTHH:mm:ss},u{row},{"ab"[row % 2]}\n");
        using TableStream rows = Open(text.ToString(), new() { SampleRows = 1000, Words = 500 });
        Assert.Equal([ColumnType.Date, ColumnType.Text, ColumnType.Category], rows.Schema.Columns.Select(column => column.Type));
        Assert.InRange(rows.Schema.Columns[0].Distinct, 2200, 2600);
        Assert.InRange(rows.Schema.Columns[1].Distinct, 2200, 2600);
        var dates = (DateColumn)rows.Block(rows.Blocks - 1)["moment"];
        Assert.Equal(begin.AddSeconds(2399), dates[dates.Count - 1]);
        Assert.Equal(begin, ((DateColumn)rows.Block(0)["moment"])[0]);
    }

    [Fact]
    public void AQueryIsAStreamToo()
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("x", typeof(double));
        table.Columns.Add("day", typeof(DateTime));
        table.Columns.Add("target", typeof(string));
        for (int row = 0; row < 300; row++)
            table.Rows.Add(row % 7 == 0 ? DBNull.Value : row % 20 / 3.0,
                new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(row % 90), row % 20 > 9 ? "yes" : "no");
        using TabularModel expected = TabularModel.Train(Table.Read(table.CreateDataReader()), "target", StreamTable.Options(), null, Stop);
        using TableStream rows = TableStream.Of(table.CreateDataReader(), cancellation: Stop);
        using TabularModel streamed = TabularModel.Train(rows, "target", StreamTable.Options(), null, Stop);
        Assert.Equal(StreamTable.Digest(expected), StreamTable.Digest(streamed));
    }

    [Fact]
    public void AChangedByteOnTheDiskIsNoticed()
    {
        using TableStream rows = Open(StreamTable.Csv(200), Few);
        var old = new byte[1];
        for (long at = 0; at < rows.CacheLength; at += 37)
        {
            RandomAccess.Read(rows.Cache.Handle, old, at);
            RandomAccess.Write(rows.Cache.Handle, [(byte)(old[0] ^ 16)], at);
            var found = Assert.Throws<InvalidFileException>(() => rows.Draw("target"));
            Assert.Matches("^rows.csv: its rows in .* have changed on the disk \\(block [1-7] of 7\\), so nothing is learned from them",
                found.Message);
            RandomAccess.Write(rows.Cache.Handle, old, at);
        }
        Assert.Equal(200, rows.Draw("target").Rows);
    }

    [Fact]
    public void WhatNeedsAllRowsInMemoryIsRefused()
    {
        using TableStream rows = Open(StreamTable.Csv(300), Few);
        foreach (TabularOptions options in new TabularOptions[] { new() { Quality = Quality.Best }, new() { GroupBy = "color" },
            new() { Optimizer = new Lbfgs() } })
            Assert.Contains("needs them in memory",
                Assert.Throws<ArgumentException>(() => new TabularTraining(rows.Draw("target"), options)).Message,
                StringComparison.Ordinal);
        Assert.StartsWith("rows.csv: has no column \"tarjet\". Did you mean \"target\"?",
            Assert.Throws<InvalidFileException>(() => rows.Draw("tarjet")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Open("x,y\n1,2\n", new() { MixedRows = 0 }));
        using var folder = new TemporaryFolder();
        string file = folder.Write("file", []);
        Assert.Contains("name another folder (StreamOptions.Cache)",
            Assert.Throws<IOException>(() => Open("x,y\n1,2\n", new() { Cache = file })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorNamesTheLine()
    {
        string csv = StreamTable.Csv(1000);
        int missing = csv.TrimEnd().LastIndexOf(',');
        using TableStream rows = Open(csv[..(missing + 1)] + "\n", Few);
        Assert.Equal("rows.csv: line 1001, column target: the target is missing. Fill it in, or leave the row out (Table.WhereKnown)",
            Assert.Throws<InvalidFileException>(() => rows.Draw("target")).Message);
        Assert.StartsWith("rows.csv: line 1002, column number: \"oops\" is not a number, but 1000 of the column's 1001 cells are.",
            Assert.Throws<InvalidFileException>(() => Open(csv + "oops,1,1,red,2020-01-01,true,x,low\n")).Message,
            StringComparison.Ordinal);
        Assert.Equal("rows.csv: has a header but no rows", Assert.Throws<InvalidFileException>(() => Open("x,y\n")).Message);
    }

    [Fact]
    public void TheFileOfRowsHasNoName()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("Create it first, or name another folder (StreamOptions.Cache)",
            Assert.Throws<IOException>(() => Open(StreamTable.Csv(100), new() { Cache = folder["cache"] })).Message,
            StringComparison.Ordinal);
        Directory.CreateDirectory(folder["cache"]);
        using (TableStream rows = Open(StreamTable.Csv(100), new() { Cache = folder["cache"] }))
        {
            Assert.True(rows.CacheLength > 1000);
            if (!OperatingSystem.IsWindows()) Assert.Empty(Directory.EnumerateFiles(folder["cache"]));
        }
        Assert.Empty(Directory.EnumerateFiles(folder["cache"]));
    }

    [Fact]
    public void ReadingStopsWhereItIsAsked()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Stopping(stop);
        Assert.Throws<OperationCanceledException>(
            () => TableStream.Read(StreamTable.Bytes(StreamTable.Csv(500)), "rows.csv", null, Few, progress, stop.Token));
        Assert.Equal(64, progress.Rows);
    }

    sealed class Stopping(CancellationTokenSource stop) : IProgress<StreamProgress>
    {
        public int Rows { get; private set; }

        public void Report(StreamProgress value)
        {
            Rows = value.Rows;
            if (Rows == 64) stop.Cancel();
        }
    }

    [Fact]
    public void TablesOfSomeRowsArePredictedAsAllAtOnce()
    {
        string csv = StreamTable.Csv(300);
        Table whole = Table.Read(StreamTable.Bytes(csv), "rows.csv");
        using TabularModel model = TabularModel.Train(whole, "target", StreamTable.Options(), null, Stop);
        TableOptions reading = model.Reading();
        Table[] parts = [.. TableBlocks.Read(StreamTable.Pipe(csv), "rows.csv", reading, rows: 64)];
        Assert.Equal([64, 64, 64, 64, 44], parts.Select(part => part.Rows));
        Assert.Equal("line 66", parts[1].Place(0));
        Assert.Equal(model.Predict(whole).Select(prediction => prediction.ToString()),
            parts.SelectMany(model.Predict).Select(prediction => prediction.ToString()));
        Assert.Throws<ArgumentException>(() => TableBlocks.Read(StreamTable.Pipe(csv), "rows.csv", new()).First());
    }
}
