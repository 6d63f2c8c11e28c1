using Myelin.Numerics;
using Myelin.Tests.Files;

namespace Myelin.Tests.Engine;

/// <summary>Rows that are read block by block.</summary>
public class BlocksTests
{
    const int Rows = 230, Width = 5, BatchSize = 16;

    static readonly Samples<float> s_rows = MakeRows();

    static readonly Network s_network = new(Width, new Dense(12, new Tanh()), new Dropout(0.1), new Dense(3));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Samples<float> MakeRows()
    {
        var random = new RandomStream(9, RandomPurpose.Other);
        var (inputs, targets) = (new float[Rows * Width], new float[Rows]);
        foreach (ref float input in inputs.AsSpan()) input = (float)random.Normal();
        for (int n = 0; n < Rows; n++) targets[n] = inputs[n * Width] > 0.4 ? 2 : inputs[n * Width + 1] > 0 ? 1 : 0;
        return new(inputs, Width, targets, 1);
    }

    sealed class Blocks(int size, Samples<float>? rows = null) : ISampleBlocks<float>
    {
        readonly Samples<float> _rows = rows ?? s_rows;

        public int InputColumns => Width;

        public int TargetColumns => 1;

        public int Reads { get; private set; }

        public Action<int>? Told { get; init; }

        public IReadOnlyList<int> BlockRows { get; } =
            [.. Enumerable.Range(0, (Rows + size - 1) / size).Select(block => Math.Min(size, Rows - block * size))];

        public Samples<float> Read(int block)
        {
            Reads++;
            Told?.Invoke(Reads);
            return _rows.Select([.. Enumerable.Range(block * size, BlockRows[block])]);
        }
    }

    static TrainingOptions Options(int mixed, int threads = 1, bool dropLast = false) => new()
    {
        BatchSize = BatchSize,
        MixedRows = mixed,
        Threads = threads,
        DropLast = dropLast,
        Schedule = new CosineDecay(0.1),
        AccumulateBatches = 2,
    };

    static string Train(TrainingOptions options, ISampleBlocks<float>? blocks)
    {
        using Model<float> model = Model.Create(s_network);
        using var trainer = new Trainer(model, new SoftmaxCrossEntropy(), new Adam(0.01), options);
        TrainingHistory history = blocks is null ? trainer.Fit(s_rows, null, 4, null, Stop) : trainer.Fit(blocks, null, 4, null, Stop);
        return $"{WeightDigest.Of(model.Parameters)} {history.Epochs[^1].TrainingLoss:R} {history.Epochs[^1].Steps}";
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(64, true)]
    [InlineData(1000, false)]
    public void BlocksThatFitGiveTheBitsOfRowsInMemory(int size, bool dropLast) =>
        Assert.Equal(Train(Options(Rows, 1, dropLast), null), Train(Options(Rows, 1, dropLast), new Blocks(size)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SeveralPartsGiveTheSameBitsOnAnyNumberOfThreads(bool dropLast)
    {
        string one = Train(Options(50, 1, dropLast), new Blocks(10));
        Assert.Equal(one, Train(Options(50, 2, dropLast), new Blocks(10)));
        Assert.Equal(one, Train(Options(50, 3, dropLast), new Blocks(10)));
        string memory = Train(Options(Rows, 1, dropLast), null);
        Assert.NotEqual(memory, one);
        // but as many steps
        Assert.Equal(memory.Split(' ')[2], one.Split(' ')[2]);
    }

    // of a part of ten rows no batch of sixteen can be made: they are carried, and no step is made of none
    [Fact]
    public void PartsOfFewerRowsThanABatchMakeNoStep()
    {
        TrainingOptions options = Options(10, 1, dropLast: true) with { BatchSize = 16, MixedRows = 1 };
        string[] blocks = Train(options, new Blocks(10)).Split(' '), memory = Train(options, null).Split(' ');
        Assert.Equal(memory[2], blocks[2]);
        Assert.True(double.IsFinite(double.Parse(blocks[1], System.Globalization.CultureInfo.InvariantCulture)), blocks[1]);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(16, 16)]
    [InlineData(33, 50)]
    [InlineData(3, 229)]
    [InlineData(230, 1)]
    public void AnEpochHasEveryRowOnceAndWholeBatches(int size, int mixed)
    {
        var rows = new RowsInBlocks<float>(new Blocks(size), Options(mixed), _ => { });
        var orders = new List<string>();
        for (int epoch = 0; epoch < 3; epoch++)
        {
            var (seen, ends) = (new List<float>(), new List<bool>());
            foreach (RowBlock<float> block in rows.Of(epoch))
            {
                Assert.True(block.EndsEpoch || block.Order.Length % BatchSize == 0);
                ends.Add(block.EndsEpoch);
                foreach (int row in block.Order) seen.Add(block.Samples.Inputs.Span[row * Width]);
            }
            Assert.Equal(ends.Count - 1, ends.IndexOf(true));
            Assert.Equal(Enumerable.Range(0, Rows).Select(n => s_rows.Inputs.Span[n * Width]).Order(), seen.Order());
            orders.Add(string.Join(' ', seen));
        }
        Assert.Equal(3, orders.Distinct().Count());
    }

    // in each run all blocks are read to know them again, and then those of an epoch and a third
    [Fact]
    public void ATrainingThatWasStoppedGoesOnBitForBit()
    {
        using var folder = new TemporaryFolder();
        var checkpoints = new Checkpoints(folder.ToString()) { Resume = true };
        TrainingHistory history;
        string digest;
        int runs = 0;
        do
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            using Model<float> model = Model.Create(s_network);
            using var trainer = new Trainer(model, new SoftmaxCrossEntropy(), new Adam(0.01), Options(50)) { Checkpoints = checkpoints };
            history = trainer.Fit(new Blocks(10) { Told = reads => { if (reads == 23 + 31) stop.Cancel(); } }, null, 4, null, stop.Token);
            digest = $"{WeightDigest.Of(model.Parameters)} {history.Epochs[^1].TrainingLoss:R} {history.Epochs[^1].Steps}";
        }
        while (history.End == TrainingEnd.Stopped && ++runs < 20);
        Assert.InRange(runs, 2, 5);
        Assert.Equal(Train(Options(50), new Blocks(10)), digest);
    }

    [Fact]
    public void WhoeverLooksAtAnEpochInTheMiddleMayLeave()
    {
        var blocks = new Blocks(10);
        var rows = new RowsInBlocks<float>(blocks, Options(50), _ => { });
        Assert.Equal(48, rows.Of(0).First().Order.Length);
        Assert.Equal(10, blocks.Reads);
    }

    [Fact]
    public void WhatCannotBeLearnedIsRefused()
    {
        using Model<float> model = Model.Create(s_network);
        using var lbfgs = new Trainer(model, new SoftmaxCrossEntropy(), new Lbfgs());
        Assert.StartsWith("L-BFGS needs all rows in memory at once",
            Assert.Throws<ArgumentException>(() => lbfgs.Fit(new Blocks(10), null, 1, null, Stop)).Message, StringComparison.Ordinal);
        using var trainer = new Trainer(model, new SoftmaxCrossEntropy(), new Adam(), Options(50) with { ValidationFraction = 0.1 });
        Assert.Contains("give the validation rows",
            Assert.Throws<ArgumentException>(() => trainer.Fit(new Blocks(10), null, 1, null, Stop)).Message, StringComparison.Ordinal);
        float[] inputs = s_rows.Inputs.ToArray();
        inputs[^1] = float.NaN;
        using var plain = new Trainer(model, new SoftmaxCrossEntropy(), new Adam(), Options(50));
        var bad = new Blocks(10, new(inputs, Width, s_rows.Targets, 1));
        Assert.Contains("Inputs must be finite numbers",
            Assert.Throws<ArgumentException>(() => plain.Fit(bad, null, 1, null, Stop)).Message, StringComparison.Ordinal);
    }
}
