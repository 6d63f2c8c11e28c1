using System.Text.Json;
using Myelin.Tests.Reference;

namespace Myelin.Tests.Schedules;

/// <summary>PyTorch's learning rates and the trajectories they make.</summary>
public class ScheduleGoldenTests
{
    public static TheoryData<string> Cases => [.. Directory.GetFiles(TestData.Path("golden_open"), "sched_*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => !name.Contains("plateau", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void FollowsPyTorch(string name)
    {
        Trajectory trajectory = Trajectory.Read(name);
        Schedule schedule = Read(trajectory.Scheduler, trajectory.LearningRate);
        trajectory.Check<double>(trajectory.Optimizer(), 0, step => schedule.Factor(new(step, trajectory.Steps)));
    }

    [Fact]
    public void EveryCaseIsThere() => Assert.Equal(10, Cases.Count);

    [Theory]
    [InlineData("sched_plateau_min")]
    [InlineData("sched_plateau_max")]
    public void PlateauFollowsPyTorch(string name)
    {
        JsonElement file = TestData.Json($"golden_open/{name}.json"), s = file.GetProperty("scheduler");
        double rate = s.GetProperty("initial_lr").GetDouble();
        var plateau = new ReduceOnPlateau(s.GetProperty("factor").GetDouble(), s.GetProperty("patience").GetInt32(),
            s.GetProperty("threshold").GetDouble(), s.GetProperty("threshold_mode").GetString() == "abs",
            s.GetProperty("mode").GetString() == "max", s.GetProperty("cooldown").GetInt32(),
            s.GetProperty("min_lr").GetDouble() / rate, 1e-8 / rate);
        var state = new PlateauState();
        var rates = new List<double>();
        foreach (double metric in file.GetProperty("metric").Numbers())
        {
            state = plateau.Next(state, metric);
            rates.Add(rate * state.Factor);
        }
        double[] expected = file.GetProperty("expected").GetProperty("lr_after").Numbers();
        Assert.Equal(expected.Length, rates.Count);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], rates[i], expected[i] * 1e-14);
    }

    // PyTorch's settings are rates; factors on the optimizer's rate here
    static Schedule Read(JsonElement s, double rate)
    {
        return s.GetProperty("type").GetString() switch
        {
            "ConstantLR" => new ConstantRate(Number("factor"), Whole("total_iters")),
            "StepLR" => new StepDecay(Whole("step_size"), Number("gamma")),
            "MultiStepLR" => new MultiStepDecay([.. s.GetProperty("milestones").Numbers().Select(m => (long)m)], Number("gamma")),
            "ExponentialLR" => new ExponentialDecay(Number("gamma")),
            "LinearLR" => new LinearRate(Number("start_factor"), Number("end_factor"), Whole("total_iters")),
            "PolynomialLR" => new PolynomialDecay(Number("power"), 0, Whole("total_iters")),
            "CosineAnnealingLR" => new CosineDecay(Number("eta_min") / rate, Whole("T_max")),
            "CosineAnnealingWarmRestarts" => new CosineRestarts(Whole("T_0"), (int)Whole("T_mult"), Number("eta_min") / rate),
            "OneCycleLR" => new OneCycle(Number("max_lr") / rate, Length: Whole("total_steps")),
            "CyclicLR" => new Cyclic(Number("base_lr") / rate, Number("max_lr") / rate, Whole("step_size_up")),
            string other => throw new NotSupportedException(other),
            null => throw new NotSupportedException(),
        };

        double Number(string key) => s.GetProperty(key).GetDouble();
        long Whole(string key) => s.GetProperty(key).GetInt64();
    }
}
