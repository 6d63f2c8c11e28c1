using Myelin;
using Myelin.Explain;
using Myelin.Numerics;

/// <summary>A network with a layer, a schedule and an initializer of your own: checked, trained, saved, loaded.</summary>
static class OwnLayer
{
    public static bool Run()
    {
        // names, so that files can say them
        LayerKind.Register(BilinearGate.OfFiles);
        ScheduleNames.Register("harmonic", ["scale"], values => new Harmonic(values[0]), schedule => [schedule.Scale]);
        InitializerNames.Register("alternating", ["size"], values => new Alternating(values[0]), initializer => [initializer.Size]);

        var network = new Network(2, new BilinearGate(3), new Dense(1, new Identity(), Initializer: new Alternating(0.5)));
        Samples<double> samples = Products();
        using Model<double> model = Model.Create<double>(network, seed: 1);
        GradientReport report = GradientCheck.Run(model, new HalfSquaredError(), samples);
        Console.WriteLine($"{network}: {report}");

        using var trainer = new Trainer<double>(
            model, new HalfSquaredError(), new Adam(LearningRate: 0.02), new TrainingOptions { Schedule = new Harmonic(500) });
        trainer.Fit(samples, epochs: 200);
        double loss = trainer.Evaluate(samples);

        string path = Path.Combine(Path.GetTempPath(), $"gate-{Environment.ProcessId}.safetensors");
        try
        {
            model.Save(path);
            using Model<double> loaded = Model.Load<double>(path);
            bool same = loaded.Network == network && loaded.Predict([0.5, -0.5])[0] == model.Predict([0.5, -0.5])[0];
            Console.WriteLine(FormattableString.Invariant(
                $"x₁·x₂ is learned to a loss of {loss:E1}; saved, loaded and {(same ? "the same" : "another")}"));
            Console.WriteLine($"f(t) = {new Harmonic(500).Formula(new(100, 400))}");
            Explain(network);
            return report.Passed && loss < 1e-3 && same;
        }
        finally
        {
            File.Delete(path);
        }
    }

    // one step with its numbers: the layer's own formulas write them down
    static void Explain(Network network)
    {
        using Model<double> model = Model.Create<double>(network, seed: 1);
        var page = new StringWriter();
        Explanation.Of(model, new HalfSquaredError(), new Sgd(0.1), new Samples<double>(new[,] { { 0.5, -0.5 } }, new[,] { { -0.25 } }))
            .WriteMarkdown(page, digits: 3);
        Console.Write(page);
    }

    static Samples<double> Products()
    {
        var random = new RandomStream(seed: 1, RandomPurpose.Other);
        double[,] inputs = new double[64, 2], targets = new double[64, 1];
        for (int n = 0; n < 64; n++)
        {
            (inputs[n, 0], inputs[n, 1]) = (random.Uniform(-1, 1), random.Uniform(-1, 1));
            targets[n, 0] = inputs[n, 0] * inputs[n, 1];
        }
        return new(inputs, targets);
    }
}

/// <summary>f(t) = 1/(1 + t/scale)</summary>
sealed record Harmonic(double Scale) : LaneSchedule
{
    public Harmonic() : this(100) { }

    public override TLane At<TLane>(TLane t, TLane total, ScheduleTime time) => TLane.Of(1) / (TLane.Of(1) + t / TLane.Of("s", Scale));
}

/// <summary>+size and −size in turn: a beginning that is the same for every seed</summary>
sealed record Alternating(double Size) : IInitializer
{
    public Alternating() : this(0.1) { }

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random)
    {
        for (int i = 0; i < values.Length; i++) values[i] = i % 2 == 0 ? Size : -Size;
    }
}
