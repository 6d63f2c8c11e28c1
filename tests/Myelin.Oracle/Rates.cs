using System.Text.Json;
using System.Text.Json.Nodes;

namespace Myelin.Oracle;

/// <summary>Learning rates. PyTorch's settings are rates; Myelin's are factors on the optimizer's rate.</summary>
static class Rates
{
    public static Schedule Schedule(JsonElement given, double rate)
    {
        var s = new Settings(given, "scheduler");
        Schedule schedule = s.Type switch
        {
            "ConstantLR" => new ConstantRate(s.Number("factor", 1d / 3), s.Whole("total_iters", 5)),
            "StepLR" => new StepDecay(s.Whole("step_size", 1), s.Number("gamma", 0.1)),
            "MultiStepLR" => new MultiStepDecay((long[])[.. (s.Vector("milestones") ?? []).Select(m => (long)m)], s.Number("gamma", 0.1)),
            "ExponentialLR" => new ExponentialDecay(s.Number("gamma", 0.1)),
            "LinearLR" => new LinearRate(s.Number("start_factor", 1d / 3), s.Number("end_factor", 1), s.Whole("total_iters", 5)),
            "PolynomialLR" => new PolynomialDecay(s.Number("power", 1), 0, s.Whole("total_iters", 5)),
            "CosineAnnealingLR" => new CosineDecay(s.Number("eta_min", 0) / rate, s.Whole("T_max", 1)),
            "CosineAnnealingWarmRestarts" => new CosineRestarts(s.Whole("T_0", 1), s.Whole("T_mult", 1), s.Number("eta_min", 0) / rate),
            "OneCycleLR" => OneCycle(s, rate),
            "CyclicLR" => Cyclic(s, rate),
            string other => throw new NotSupportedException($"schedule {other}"),
        };
        s.Done();
        return schedule;
    }

    static OneCycle OneCycle(Settings s, double rate)
    {
        KeepsMomentum(s);
        double length = s.Number("total_steps", s.Number("epochs", 1) * s.Number("steps_per_epoch", 1));
        return new(
            s.Number("max_lr", rate) / rate, s.Number("pct_start", 0.3), s.Number("div_factor", 25), s.Number("final_div_factor", 1e4),
            s.Text("anneal_strategy") == "linear", s.Flag("three_phase"), (long)length);
    }

    static Cyclic Cyclic(Settings s, double rate)
    {
        KeepsMomentum(s);
        (string mode, double gamma) = (s.Text("mode") ?? "triangular", s.Number("gamma", 1));
        long? down = s.Find("step_size_down") is { } given ? (long)given.Number() : null;
        return new(s.Number("base_lr", rate) / rate, s.Number("max_lr", rate) / rate, s.Whole("step_size_up", 2000), down,
            mode == "triangular2" ? 0.5 : 1, mode == "exp_range" ? gamma : 1);
    }

    static void KeepsMomentum(Settings s)
    {
        if (s.Flag("cycle_momentum")) throw new NotSupportedException("a momentum that cycles with the rate");
    }

    public static JsonObject OfPlateau(JsonElement q)
    {
        var s = new Settings(q.GetProperty("scheduler"), "scheduler");
        if (s.Type != "ReduceLROnPlateau") throw new NotSupportedException($"schedule {s.Type} of a metric");
        double rate = s.Number("initial_lr", 0.1);
        var plateau = new ReduceOnPlateau(
            s.Number("factor", 0.1), s.Whole("patience", 10), s.Number("threshold", 1e-4), Absolute: s.Text("threshold_mode") == "abs",
            HigherIsBetter: s.Text("mode") == "max", s.Whole("cooldown", 0), s.Number("min_lr", 0) / rate, s.Number("eps", 1e-8) / rate);
        s.Done();
        var state = new PlateauState();
        return new()
        {
            ["lr_after"] = Json.Node(q.GetProperty("metric").Vector().Select(m => rate * (state = plateau.Next(state, m)).Factor)),
        };
    }
}
