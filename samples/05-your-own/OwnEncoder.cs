using Myelin;
using Myelin.Numerics;
using Myelin.Tabular;

/// <summary>A table whose hours are places on a circle: trained, saved, loaded.</summary>
static class OwnEncoder
{
    public static bool Run()
    {
        // so that files can say it
        EncoderKind.Register(Circle.OfFiles);

        var options = new TabularOptions
        {
            Encoders = new Dictionary<string, Func<Column, ColumnEncoder>>
            {
                ["hour"] = training => new Circle(training.Name, training.Type, 24),
            },
            Quality = Quality.Fast,
            Seed = 1,
        };
        (Table training, Table test) = Days().Split(0.8, seed: 1);
        using TabularModel model = TabularModel.Train(training, "load", options);
        foreach (string note in model.Notes) Console.WriteLine($"note: {note}");
        Console.WriteLine(model.Evaluate(test));

        string path = Path.Combine(Path.GetTempPath(), $"circle-{Environment.ProcessId}.safetensors");
        try
        {
            model.Save(path);
            using TabularModel loaded = TabularModel.Load(path);
            var (late, early) = (At(23.5, loaded), At(0.5, loaded));
            bool same = late == At(23.5, model) && early == At(0.5, model);
            Console.WriteLine(FormattableString.Invariant($"at 23:30 {late:F2}, at 0:30 {early:F2}: midnight is no edge"));
            Console.WriteLine($"saved, loaded and {(same ? "the same" : "another")}");
            return same;
        }
        finally
        {
            File.Delete(path);
        }
    }

    static double At(double hour, TabularModel model) =>
        model.Predict(new Dictionary<string, object?> { ["hour"] = hour, ["holiday"] = false }).Value;

    // load = 50 + 20 cos 2π(hour − 1)/24, less on holidays, and some noise: highest one hour after midnight
    static Table Days()
    {
        const int rows = 600;
        var random = new RandomStream(seed: 1, RandomPurpose.Other);
        double[] hours = new double[rows], loads = new double[rows];
        bool?[] holidays = new bool?[rows];
        for (int n = 0; n < rows; n++)
        {
            hours[n] = Math.Round(random.Uniform(0, 24), 2);
            holidays[n] = random.Uniform(0, 1) < 0.2;
            loads[n] = 50 + 20 * Math.Cos(2 * Math.PI * (hours[n] - 1) / 24) - (holidays[n] == true ? 10 : 0) + random.Uniform(-1, 1);
        }
        return Table.Of(Column.Of("hour", hours), Column.Of("holiday", holidays), Column.Of("load", loads));
    }
}

/// <summary>sin 2πx/period and cos 2πx/period; a missing cell is the circle's middle, 0 and 0</summary>
sealed record Circle(string Column, ColumnType Type, double Period) : CellEncoder(Column, Type)
{
    /// <summary>How files name it, and how it is made from what they say.</summary>
    public static readonly EncoderKind OfFiles =
        new("circle", ["period"], entry => new Circle(entry.Column, entry.Type, entry.Number("period")));

    public override EncoderKind Kind => OfFiles;

    public override IReadOnlyList<string> Plain => [$"{Column} sin", $"{Column} cos"];

    public override void Describe(EncoderDescription to) => to.Number("period", Period);

    public override void Encode(ColumnCell cell, Span<float> numbers)
    {
        numbers.Clear();
        if (cell.IsMissing) return;
        // not Math.Sin: these are the same bits on every system
        var angle = new Scalar<double>(2 * Math.PI * cell.Number / Period);
        (numbers[0], numbers[1]) = ((float)Elementary.Sin(angle).Value, (float)Elementary.Cos(angle).Value);
    }
}
