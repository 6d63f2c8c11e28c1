namespace Myelin.Tests.Engine;

/// <summary>Another engine: that of this process, of whose calls a list is kept.</summary>
sealed class RecordingEngine(IEngine<float> inner, List<string> calls) : IEngine<float>
{
    /// <summary>Makes such an engine for a trainer.</summary>
    public static EngineFactory<float> Into(List<string> calls) => (task, options) =>
    {
        calls.Add("made");
        return new RecordingEngine(Engines.Cpu(task, options), calls);
    };

    public bool HasNoRoom { get; init; }

    public void Reserve(SampleShape shape)
    {
        calls.Add($"Reserve {shape.Rows}");
        if (HasNoRoom) throw new InsufficientMemoryException();
        inner.Reserve(shape);
    }

    public int StepsFor(int rows) => inner.StepsFor(rows);

    public void BeginEpoch() => Called(inner.BeginEpoch, "BeginEpoch");

    public int Run(in RowBlock<float> rows, int first, CancellationToken cancellation)
    {
        calls.Add($"Run {rows.Count} from {first}");
        return inner.Run(rows, first, cancellation);
    }

    public double Loss => inner.Loss;

    public StepFactors Factors
    {
        get => inner.Factors;
        set => inner.Factors = value;
    }

    public double LastRateFactor => inner.LastRateFactor;

    public Parameters<float> Gradients
    {
        get
        {
            calls.Add("Gradients");
            return inner.Gradients;
        }
    }

    public double GradientNorm() => inner.GradientNorm();

    public IReadOnlyList<LayerSnapshot> Snapshot() => inner.Snapshot();

    public IReadOnlyList<Parameters<float>> Moments => inner.Moments;

    public Parameters<float>? Waiting => inner.Waiting;

    public EngineState State
    {
        get => inner.State;
        set
        {
            calls.Add($"State := {value.Steps} steps");
            inner.State = value;
        }
    }

    public UpdateChain ChainOf(int block) => inner.ChainOf(block);

    public IJudge Judge(Samples<float> rows, EpochMeasure measure) => new RecordingJudge(inner.Judge(rows, measure), calls);

    public void Dispose() => Called(inner.Dispose, "disposed");

    void Called(Action call, string what)
    {
        calls.Add(what);
        call();
    }

    sealed class RecordingJudge(IJudge inner, List<string> calls) : IJudge
    {
        public (double Loss, double Measure) Evaluate(CancellationToken cancellation = default)
        {
            calls.Add("judged");
            return inner.Evaluate(cancellation);
        }

        public void Dispose() => inner.Dispose();
    }
}
