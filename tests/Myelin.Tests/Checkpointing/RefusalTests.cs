using System.Globalization;
using System.Reflection;
using Myelin.Tests.Files;

namespace Myelin.Tests.Checkpointing;

/// <summary>A state is taken only by the training that it is of; what is damaged or another's is named.</summary>
public sealed class RefusalTests : IDisposable
{
    static readonly Case s_case = Case.All["adam"];

    readonly TemporaryFolder _folder = new();
    readonly List<CheckpointNotice> _notices = [];

    Checkpoints Resuming => new(_folder.ToString()) { Resume = true, EveryEpochs = 1, Told = _notices.Add };

    Checkpoints Anyway => Resuming with { ResumeAnyway = true };

    string Newest => Directory.GetFiles(_folder.ToString()).Max(StringComparer.Ordinal)!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderWithATrainingIsNotBegunIn()
    {
        s_case.Run(Resuming);
        Assert.Equal($"{_folder}: holds checkpoints of a training. Resume it (Checkpoints.Resume: true), or name another folder",
            Refused(s_case, new(_folder.ToString())));
    }

    [Fact]
    public void OtherSettingsAndOtherDataAreNamed()
    {
        s_case.Run(Resuming);
        string message = Refused(s_case with { Options = s_case.Options with { BatchSize = 11 } }, Resuming);
        Assert.Equal(
            $"{Newest}: is of another training: the batch size was 10, and now is 11. " +
                "Train as before to go on, or resume anyway (Checkpoints.ResumeAnyway: true), or name another folder", message);
        Assert.Contains("the optimizer was adam(learning-rate=0.01), and now is adam(learning-rate=0.02)",
            Refused(s_case with { Optimizer = new Adam(0.02) }, Resuming), StringComparison.Ordinal);
        message = Refused(s_case with { Validation = Case.Samples(5, 9) }, Resuming);
        Assert.Contains("the validation rows was none, and now is 5 rows of 4 inputs and 1 targets, SHA-256 ", message,
            StringComparison.Ordinal);
        Assert.Contains("the network's layers are others",
            Refused(s_case with { Network = new(4, new Dense(6, new Relu()), new Dropout(0.3), new Dense(3)) },
                Anyway with { ResumeAnyway = false }), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherShapeIsRefusedAnyway()
    {
        s_case.Run(Resuming);
        string message = Refused(s_case with { Network = new(4, new Dense(7, new Tanh()), new Dense(3)) }, Anyway);
        Assert.StartsWith($"{Newest}: is of the network 4", message, StringComparison.Ordinal);
        Assert.Contains("Dense 6", message, StringComparison.Ordinal);
        Assert.Contains("Dense 7", message, StringComparison.Ordinal);
        Assert.Contains("remembers more than this one, which has 1 numbers",
            Refused(s_case with { Optimizer = new Sgd(0.1, Momentum: 0.9) }, Anyway), StringComparison.Ordinal);
        Assert.Contains("has no tensor state.moment.2.", Refused(s_case with { Optimizer = new Adam(0.01, AmsGrad: true) }, Anyway),
            StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherTypeOfNumbersIsRefused()
    {
        s_case.Run(Resuming);
        using var trainer =
            new Trainer<double>(Model.Create<double>(s_case.Network), s_case.Loss, s_case.Optimizer) { Checkpoints = Anyway };
        string message = Assert.Throws<InvalidFileException>(
            () => trainer.Fit(Engine.Drawn.Classification<double>(9, 4, 3), null, 1, null, TestContext.Current.CancellationToken)).Message;
        Assert.Contains("holds numbers of F32, but F64 is trained", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreEpochsAndAnotherRateGoOnAnyway()
    {
        s_case.Run(Resuming);
        using Model<float> model = Model.Create(s_case.Network, 3);
        using var trainer = new Trainer(model, s_case.Loss, new Adam(0.02), s_case.Options) { Checkpoints = Anyway };
        TrainingHistory history = trainer.Fit(Case.Samples(47, 1), null, 5, null, TestContext.Current.CancellationToken);
        Assert.Equal((5, TrainingEnd.AllEpochs), (history.Epochs.Count, history.End));
        Assert.Contains(_notices,
            notice => notice.Event == CheckpointEvent.Differs &&
                notice.Text.Contains("the epochs was 3, and now is 5", StringComparison.Ordinal));
        Assert.Equal(0.02 * new CosineDecay().Factor(new(24, 25)), history.Epochs[^1].LearningRate, 1e-12);
    }

    [Fact]
    public void ADamagedStateIsNamedAndTheOneBeforeTaken()
    {
        string expected = s_case.Run(Resuming).Digest;
        byte[] bytes = File.ReadAllBytes(Newest);
        bytes[^5] ^= 1;
        File.WriteAllBytes(Newest, bytes);
        string damaged = Newest;
        _notices.Clear();
        Assert.Equal(expected, s_case.Run(Resuming).Digest);
        Assert.Equal((CheckpointEvent.Damaged, damaged), (_notices[0].Event, _notices[0].Path));
        Assert.Contains("is damaged", _notices[0].Text, StringComparison.Ordinal);
        Assert.Equal(CheckpointEvent.Resumed, _notices[1].Event);
        Assert.NotEqual(damaged, _notices[1].Path);
        foreach (string file in Directory.GetFiles(_folder.ToString())) File.WriteAllBytes(file, bytes[..^1]);
        Assert.EndsWith($"No earlier checkpoint in {_folder} is whole. Begin anew in another folder", Refused(s_case, Resuming),
            StringComparison.Ordinal);
    }

    [Fact]
    public void AStateThatCannotBeReadIsNamedAndTheOneBeforeTaken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        string expected = s_case.Run(Resuming).Digest, lost = Path.Combine(_folder.ToString(), "checkpoint-000099.safetensors");
        File.CreateSymbolicLink(lost, "nowhere");
        _notices.Clear();
        Assert.Equal(expected, s_case.Run(Resuming).Digest);
        Assert.Equal((CheckpointEvent.Damaged, lost), (_notices[0].Event, _notices[0].Path));
        Assert.Contains("cannot be read", _notices[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryChangeOfAByteIsNoticed()
    {
        new Case(new Adam(0.01), new() { BatchSize = 47 }) { Network = new(4, new Dense(3)) }.Run(Resuming);
        byte[] bytes = File.ReadAllBytes(Newest);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] torn = [.. bytes];
            torn[i] ^= (byte)(i % 255 + 1);
            Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(new MemoryStream(torn), "torn").Dispose());
            Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(new MemoryStream(bytes, 0, i), "torn").Dispose());
        }
    }

    [Fact]
    public void ANewerVersionIsSaidToBeNewer()
    {
        s_case.Run(Resuming);
        using (SafetensorsFile file = SafetensorsFile.Open(Newest))
        {
            IEnumerable<NamedTensor> tensors = file.Tensors.Select(tensor => Copy(file, tensor)).ToArray();
            IEnumerable<KeyValuePair<string, string>> metadata = file.Metadata.Where(pair => pair.Key != "myelin.sha256")
                .Select(pair => pair.Key == "checkpoint"
                    ? new(pair.Key, pair.Value.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal))
                    : pair);
            Safetensors.Write(Newest, [.. tensors], [.. metadata]);
        }
        Assert.Equal($"{Newest}: was written by a newer Myelin: its state is of version 2, and this program reads up to 1. Update Myelin",
            Refused(s_case, Resuming));

        static NamedTensor Copy(SafetensorsFile file, TensorInfo tensor)
        {
            if (tensor.Type == ElementType.F64) return Of<double>();
            return Of<float>();

            NamedTensor Of<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
            {
                var values = new T[tensor.Elements];
                file.Read<T>(tensor, values);
                return NamedTensor.Of<T>(tensor.Name, tensor.Shape.AsSpan(), values);
            }
        }
    }

    [Fact]
    public void AModelIsNoState()
    {
        using Model<float> model = Model.Create(s_case.Network);
        model.Save(_folder.File("checkpoint-000007.safetensors"));
        Assert.EndsWith("is a model, and not the state of a training", Refused(s_case, Resuming), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWouldFailLaterFailsBefore()
    {
        string file = _folder.File("file", [1]);
        Assert.Equal($"{file}: is a file, and a folder for checkpoints is needed. Name another.",
            Assert.Throws<IOException>(() => s_case.Run(new(file))).Message);
        Assert.StartsWith($"{_folder}: the checkpoints need 1",
            Assert.Throws<IOException>(() => CheckpointFolder.EnsureSpace(_folder.ToString(), 1e18)).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => new Checkpoints(_folder.ToString()).Check(long.MaxValue));
        new Checkpoints(_folder.File("new/one")).Check(1000, 5);
        Assert.True(Directory.Exists(_folder.File("new/one")));
        Assert.Throws<ArgumentException>(() => new Checkpoints(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Checkpoints("a") { Every = TimeSpan.FromMilliseconds(9) });
        Assert.Throws<ArgumentException>(
            () => new Trainer(Model.Create(s_case.Network), s_case.Loss, new Lbfgs()) { Checkpoints = new("a") });
    }

    [Fact]
    public void TwoTrainingsDoNotShareAFolder()
    {
        string? second = null;
        using Model<float> model = Model.Create(s_case.Network);
        using var trainer = new Trainer(model, s_case.Loss, s_case.Optimizer) { Checkpoints = Resuming };
        trainer.Callbacks.Add(_ =>
        {
            second = Assert.Throws<IOException>(() => s_case.Run(Resuming)).Message;
            return true;
        });
        trainer.Fit(Case.Samples(9, 1), null, 1, null, TestContext.Current.CancellationToken);
        Assert.Equal($"{_folder}: another training keeps its state there. Wait until it has ended, or name another folder.", second);
        Assert.Equal(["checkpoint-000001.safetensors"], _folder.Names());
    }

    // the moments of the last good epoch are kept, so that a lower rate goes on from there
    [Fact]
    public void ATrainingThatDivergesKeepsTheLastGoodState()
    {
        Case wild = new(new Sgd(1), new() { BatchSize = 10, Schedule = new MultiStepDecay([6], 1e39) });
        string message = Assert.Throws<TrainingDivergedException>(() => wild.Run(Resuming)).Message;
        Assert.Contains("in epoch 2 at learning rate 1. Try 0.1", message, StringComparison.Ordinal);
        Assert.Equal(["checkpoint-000001.safetensors"], _folder.Names());
        Assert.Equal(message, Assert.Throws<TrainingDivergedException>(() => wild.Run(Resuming)).Message);
        (string _, TrainingHistory history) = (wild with { Options = wild.Options with { Schedule = null } }).Run(Anyway);
        Assert.Equal((3, TrainingEnd.AllEpochs), (history.Epochs.Count, history.End));
    }

    // an option that changes bits and is not in the identity would let another training go on
    [Fact]
    public void EveryOptionButThreadsIsPartOfTheIdentity()
    {
        using Model<float> model = Model.Create(s_case.Network);
        foreach (PropertyInfo property in typeof(TrainingOptions).GetProperties()
            .Where(property => property.CanWrite && property.Name != nameof(TrainingOptions.Threads)))
        {
            TrainingOptions other = new TrainingOptions() with { };
            property.SetValue(other, property.GetValue(other) switch
            {
                bool flag => !flag,
                int number => number + 1,
                ulong number => number + 1,
                double number => number + 0.25,
                EpochMeasure => EpochMeasure.Error,
                null when property.PropertyType == typeof(Schedule) => new CosineDecay(),
                null when property.PropertyType == typeof(ReduceOnPlateau) => new ReduceOnPlateau(),
                var value => throw new InvalidOperationException($"No other value is known for {property.Name}, which is {value}."),
            });
            Assert.True(TrainingIdentity.Differences(Identity(new()), Identity(other)).Count == 1, property.Name);
        }

        Dictionary<string, string> Identity(TrainingOptions options) =>
            TrainingIdentity.Of(model, s_case.Loss,
                s_case.Optimizer, options, new(new RowsInBlocks<float>(new OneBlock(Case.Samples(5, 1)), options, _ => { }), null, 3),
                TestContext.Current.CancellationToken);
    }

    [Fact]
    public void TheIdentityIsTheSameInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            s_case.Run(Resuming, 2);
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            s_case.Run(Resuming);
            Assert.Contains(_notices, notice => notice.Event == CheckpointEvent.Resumed);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // rows in memory are all mixed
    sealed class OneBlock(Samples<float> rows) : ISampleBlocks<float>
    {
        public int InputColumns => rows.InputColumns;

        public int TargetColumns => rows.TargetColumns;

        public IReadOnlyList<int> BlockRows => [rows.Rows];

        public Samples<float> Read(int block) => rows;
    }

    string Refused(Case training, Checkpoints checkpoints) => Assert.Throws<InvalidFileException>(() => training.Run(checkpoints)).Message;
}
