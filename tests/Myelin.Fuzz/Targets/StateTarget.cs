namespace Myelin.Fuzz.Targets;

/// <summary>
/// States of trainings whose digest a forger has made right: a training goes on from one to its end, or says why it does not.
/// </summary>
public sealed class StateTarget : Target
{
    const int Epochs = 3;

    static readonly Network Net = new(2, new Dense(3, new Tanh()), new Dropout(0.2), new BatchNorm(), new Dense(1));
    static readonly Samples<float> Rows = new(new float[] { 0, 1, 1, 0, 0.5f, 0.25f, -1, 1, 2, 0, 1, 1 }, 2,
        new float[] { 1, 0, 1, 0, 1, 0 }, 1);

    public override string Name => "state";

    public override IReadOnlyList<string> Words =>
    [
        "\\\"epoch\\\":", "\\\"step\\\":", "\\\"steps_before\\\":", "\\\"epochs_made\\\":", "\\\"best_epoch\\\":", "\\\"pending\\\":",
        "\\\"runs\\\":", "\\\"made\\\":",
        "\\\"end\\\":\\\"", "\\\"NaN\\\"", "\\\"-Infinity\\\"", "9223372036854775807", "2147483647", "state.moment.0.", "state.waiting.",
        "state.history", "state.best.",
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (int batches in new[] { 1, 3, 4, 9 })
            foreach (int accumulated in new[] { 1, 2 })
            {
                DirectoryInfo folder = Directory.CreateTempSubdirectory("myelin-fuzz-");
                using var stop = new CancellationTokenSource();
                int left = batches;
                Run(new(folder.FullName), accumulated, () =>
                {
                    if (--left == 0) stop.Cancel();
                }, stop.Token);
                foreach (FileInfo state in folder.EnumerateFiles("checkpoint-*")) yield return File.ReadAllBytes(state.FullName);
                folder.Delete(recursive: true);
            }
    }

    public override byte[] Mend(byte[] input) => new ModelTarget().Mend(input);

    public override string Try(byte[] input)
    {
        string folder = Directory.CreateTempSubdirectory("myelin-fuzz-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "checkpoint-000001.safetensors"), input);
        try
        {
            TrainingHistory history = Run(new(folder) { Resume = true, ResumeAnyway = input.Length % 4 == 0 }, 1 + input.Length % 2,
                () => { }, CancellationToken.None);
            return $"went on, {history.End}, {history.Epochs.Count} epochs";
        }
        catch (InvalidFileException e)
        {
            return e.Problem.Replace(folder, "", StringComparison.Ordinal);
        }
        catch (TrainingDivergedException)
        {
            return "diverged";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static TrainingHistory Run(Checkpoints checkpoints, int accumulated, Action step, CancellationToken cancellation)
    {
        using Model<float> model = Model.Create(Net, seed: 3);
        using var trainer = new Trainer(model, new HalfSquaredError(), new Adam(0.01),
            new() { BatchSize = 2, AccumulateBatches = accumulated, DropoutSchedule = new Counted(step), Seed = 5 })
        {
            Checkpoints = checkpoints,
            StopToken = cancellation,
        };
        return trainer.Fit(Rows, Rows, Epochs, null, CancellationToken.None);
    }

    sealed record Counted(Action Step) : Schedule
    {
        // part of the identity
        public override string ToString() => "counted";

        public override double Factor(ScheduleTime time)
        {
            Step();
            return 1;
        }
    }
}
