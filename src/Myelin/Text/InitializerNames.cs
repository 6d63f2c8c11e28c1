namespace Myelin;

/// <summary>Initializers as text, in model files and on the command line: <c>glorot-uniform</c>, <c>constant(value=0.5)</c></summary>
public static class InitializerNames
{
    static readonly Vocabulary<IInitializer> s_table = new("initializer",
        Named<Constant>("constant", ["value"], s => new(s.Number("value", 0)), i => [i.Value]),
        Named<GlorotNormal>("glorot-normal", ["gain"], s => new(s.Number("gain", 1)), i => [i.Gain], "xavier-normal"),
        Named<GlorotUniform>("glorot-uniform", ["gain"], s => new(s.Number("gain", 1)), i => [i.Gain], "xavier-uniform"),
        Named<HeNormal>("he-normal", ["negative-slope", "fan"],
            s => new(s.Number("negative-slope", 0), s.Word("fan", Fan.In)), i => [i.NegativeSlope, i.Fan], "kaiming-normal"),
        Named<HeUniform>("he-uniform", ["negative-slope", "fan"],
            s => new(s.Number("negative-slope", 0), s.Word("fan", Fan.In)), i => [i.NegativeSlope, i.Fan], "kaiming-uniform"),
        Named<LeCunNormal>("lecun-normal", ["gain", "fan"],
            s => new(s.Number("gain", 1), s.Word("fan", Fan.In)), i => [i.Gain, i.Fan]),
        Named<LeCunUniform>("lecun-uniform", ["gain", "fan"],
            s => new(s.Number("gain", 1), s.Word("fan", Fan.In)), i => [i.Gain, i.Fan]),
        Named<Normal>("normal", ["deviation", "mean"],
            s => new(s.Number("deviation", 0.05), s.Number("mean", 0)), i => [i.Deviation, i.Mean]),
        Named<Orthogonal>("orthogonal", ["gain"], s => new(s.Number("gain", 1)), i => [i.Gain]),
        Named<RandomSign>("random-sign", [], s => new(), i => []),
        Named<Repeated>("repeated", ["of", "features"],
            s =>
                new(s.Term("of") is { } of ? Parse(of) : new Normal(1), [.. (s.Numbers("features") ?? []).Select(feature => (int)feature)]),
            i => [Format(i.Of), i.Features.Count == 0 ? null : i.Features.Select(feature => (double)feature).ToArray()]),
        Named<TruncatedNormal>("truncated-normal", ["deviation", "mean", "bound"],
            s => new(s.Number("deviation", 0.05), s.Number("mean", 0), s.Number("bound", 2)), i => [i.Deviation, i.Mean, i.Bound]),
        Named<Uniform>("uniform", ["low", "high"], s => new(s.Number("low", -0.05), s.Number("high", 0.05)), i => [i.Low, i.High]));

    /// <summary>Every name, in alphabetical order.</summary>
    public static IReadOnlyList<string> All => s_table.All;

    /// <summary>Reads <c>name</c> or <c>name(key=value, …)</c>; hyphens, underscores and case do not matter.</summary>
    /// <exception cref="FormatException">no such initializer or setting; the message lists those there are</exception>
    public static IInitializer Parse(string text) => s_table.Parse(text);

    /// <summary>The text that <see cref="Parse"/> reads back to an equal initializer; settings at their defaults are left out.</summary>
    /// <exception cref="NotSupportedException">the initializer is one's own</exception>
    public static string Format(IInitializer initializer) => s_table.Format(initializer);

    /// <summary>
    /// Gives an initializer of your own a name, with settings that are numbers; their defaults are those of <c>new TInitializer()</c>.
    /// </summary>
    /// <param name="settings">the settings' names</param>
    /// <param name="create">makes the initializer from their values</param>
    /// <param name="values">gives their values back</param>
    /// <exception cref="ArgumentException">There is another of this name.</exception>
    public static void Register<TInitializer>(
        string name, IReadOnlyList<string> settings, Func<double[], TInitializer> create, Func<TInitializer, double[]> values)
        where TInitializer : IInitializer, new()
    {
        double[] defaults = values(new TInitializer());
        s_table.Add(Named<TInitializer>(
            name, settings, s => create([.. settings.Select((key, i) => s.Number(key, defaults[i]))]),
            i => [.. values(i).Cast<object?>()]));
    }

    static Entry<IInitializer> Named<TInitializer>(
        string name, IReadOnlyList<string> keys, Func<Settings, TInitializer> read, Func<TInitializer, IReadOnlyList<object?>> write,
        params IReadOnlyList<string> aliases) where TInitializer : IInitializer =>
        new(name, keys, s => read(s), i => i is TInitializer mine ? write(mine) : null, aliases);
}
