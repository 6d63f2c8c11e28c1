namespace Myelin;

/// <summary>
/// Schedules as text, in model files and on the command line: <c>cosine-decay</c>, <c>step-decay(30, gamma=0.1, unit=epoch)</c>,
/// <c>warm-up(100, then=cosine-decay)</c>
/// </summary>
public static class ScheduleNames
{
    static readonly Vocabulary<Schedule> s_table = new("schedule",
        Named<ConstantRate>("constant-rate", ["value", "length"],
            s => new(s.Number("value", 1), s.Whole("length", null)), f => [f.Value, f.Length], "constant"),
        Named<CosineDecay>("cosine-decay", ["floor", "length"],
            s => new(s.Number("floor", 0), s.Whole("length", null)), f => [f.Floor, f.Length], "cosine"),
        Named<CosineLog>("cosine-log", ["cycles", "length"],
            s => new(s.Whole("cycles", 4)!.Value, s.Whole("length", null)), f => [f.Cycles, f.Length], "coslog"),
        Needing<CosineRestarts>("cosine-restarts", ["length", "growth", "floor"],
            s => new(Needed(s, "length"), s.Whole("growth", 1)!.Value, s.Number("floor", 0)), f => [f.Length, f.Growth, f.Floor]),
        Named<Cyclic>("cyclic", ["low", "high", "up", "down", "cycle-gamma", "gamma"],
            s => new(s.Number("low", 0.1), s.Number("high", 1), s.Whole("up", 2000)!.Value, s.Whole("down", null),
                s.Number("cycle-gamma", 1), s.Number("gamma", 1)),
            f => [f.Low, f.High, f.Up, f.Down, f.CycleGamma, f.Gamma]),
        Needing<ExponentialDecay>("exponential-decay", ["gamma"], s => new(s.Number("gamma", double.NaN)), f => [f.Gamma], "exponential"),
        Named<FlatCosine>("flat-cosine", ["flat", "length"],
            s => new(s.Number("flat", 0.5), s.Whole("length", null)), f => [f.Flat, f.Length], "flat-cos"),
        Named<LinearRate>("linear-rate", ["start", "end", "length"],
            s => new(s.Number("start", 1), s.Number("end", 0), s.Whole("length", null)), f => [f.Start, f.End, f.Length], "linear"),
        Needing<MultiStepDecay>("multi-step-decay", ["milestones", "gamma"],
            s => new([.. (s.Numbers("milestones") ?? []).Select(Whole)], s.Number("gamma", 0.1)),
            f => [f.Milestones.Select(milestone => (double)milestone).ToArray(), f.Gamma], "multi-step"),
        Named<OneCycle>("one-cycle", ["peak", "rise", "start-divisor", "end-divisor", "linear", "three-phases", "length"],
            s => new(s.Number("peak", 1), s.Number("rise", 0.3), s.Number("start-divisor", 25), s.Number("end-divisor", 1e4),
                s.Flag("linear", false), s.Flag("three-phases", false), s.Whole("length", null)),
            f => [f.Peak, f.Rise, f.StartDivisor, f.EndDivisor, f.Linear, f.ThreePhases, f.Length]),
        Named<PolynomialDecay>("polynomial-decay", ["exponent", "floor", "length"],
            s => new(s.Number("exponent", 1), s.Number("floor", 0), s.Whole("length", null)), f => [f.Exponent, f.Floor, f.Length],
            "polynomial"),
        Needing<StepDecay>("step-decay", ["length", "gamma"],
            s => new(Needed(s, "length"), s.Number("gamma", 0.1)), f => [f.Length, f.Gamma], "step"),
        Needing<WarmUp>("warm-up", ["length", "then", "start"],
            s => new(Needed(s, "length"), s.Term("then") is { } then ? Parse(then) : null, s.Number("start", 0.1)),
            f => [f.Length, f.Then is null ? null : Format(f.Then), f.Start]));

    /// <summary>Every name, in alphabetical order.</summary>
    public static IReadOnlyList<string> All => s_table.All;

    /// <summary>
    /// Reads <c>name</c> or <c>name(key=value, …)</c>; hyphens, underscores and case do not matter. All have <c>unit</c>: step or epoch.
    /// </summary>
    /// <exception cref="FormatException">no such schedule or setting; the message lists those there are</exception>
    public static Schedule Parse(string text) => s_table.Parse(text);

    /// <summary>The text that <see cref="Parse"/> reads back to an equal schedule; settings at their defaults are left out.</summary>
    /// <exception cref="NotSupportedException">the schedule is one's own and was not registered</exception>
    public static string Format(Schedule schedule) => s_table.Format(schedule);

    /// <summary>
    /// Gives a schedule of your own a name, with settings that are numbers; their defaults are those of <c>new TSchedule()</c>.
    /// </summary>
    /// <param name="settings">the settings' names beside <c>unit</c></param>
    /// <param name="create">makes the schedule from their values</param>
    /// <param name="values">gives their values back</param>
    /// <exception cref="ArgumentException">There is another of this name.</exception>
    public static void Register<TSchedule>(
        string name, IReadOnlyList<string> settings, Func<double[], TSchedule> create, Func<TSchedule, double[]> values)
        where TSchedule : Schedule, new()
    {
        double[] defaults = values(new TSchedule());
        s_table.Add(Named<TSchedule>(
            name, settings, s => create([.. settings.Select((key, i) => s.Number(key, defaults[i]))]),
            f => [.. values(f).Cast<object?>()]));
    }

    static Entry<Schedule> Named<TSchedule>(
        string name, IReadOnlyList<string> keys, Func<Settings, TSchedule> read, Func<TSchedule, IReadOnlyList<object?>> write,
        params IReadOnlyList<string> aliases) where TSchedule : Schedule =>
        new(name, [.. keys, "unit"], s => (Schedule)read(s) with { Unit = s.Word("unit", ScheduleUnit.Step) },
            f => f is TSchedule mine ? [.. write(mine), f.Unit == ScheduleUnit.Step ? null : f.Unit] : null, aliases);

    // a name that does not stand alone
    static Entry<Schedule> Needing<TSchedule>(
        string name, IReadOnlyList<string> keys, Func<Settings, TSchedule> read, Func<TSchedule, IReadOnlyList<object?>> write,
        params IReadOnlyList<string> aliases) where TSchedule : Schedule =>
        Named(name, keys, read, write, aliases) with { HasDefault = false };

    static int Needed(Settings s, string key) => s.Whole(key, null) ?? throw new ArgumentException($"{key} is needed.");

    static long Whole(double number) => number == Math.Floor(number) && Math.Abs(number) < 1e15
        ? (long)number
        : throw new ArgumentException(FormattableString.Invariant($"a milestone must be a whole number, but {number} was given."));
}
