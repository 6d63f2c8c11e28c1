namespace Myelin;

/// <summary>
/// Activations as text, in model files and on the command line: <c>relu</c>, <c>leaky-relu(negative-slope=0.2)</c>, <c>elu(0.5)</c>
/// </summary>
public static class ActivationNames
{
    static readonly Vocabulary<IActivation> s_table = new("activation",
        Named<Celu>("celu", ["alpha"], s => new(s.Number("alpha", 1)), a => [a.Alpha]),
        Named<Elu>("elu", ["alpha"], s => new(s.Number("alpha", 1)), a => [a.Alpha]),
        Named<Exponential>("exponential", "exp"),
        Named<Gaussian>("gaussian"),
        Named<Gelu>("gelu"),
        Named<GeluTanh>("gelu-tanh"),
        Named<HardShrink>("hard-shrink", ["lambda"], s => new(s.Number("lambda", 0.5)), a => [a.Lambda]),
        Named<HardSigmoid>("hard-sigmoid"),
        Named<HardSwish>("hard-swish"),
        Named<HardTanh>("hard-tanh", ["low", "high"], s => new(s.Number("low", -1), s.Number("high", 1)), a => [a.Low, a.High]),
        Named<Identity>("identity", "linear"),
        Named<LeakyRelu>("leaky-relu", ["negative-slope"], s => new(s.Number("negative-slope", 0.01)), a => [a.NegativeSlope]),
        Named<LogSigmoid>("log-sigmoid"),
        Named<LogSoftmax>("log-softmax"),
        Named<Mish>("mish"),
        Named<Relu>("relu"),
        Named<Relu6>("relu6"),
        Named<Selu>("selu"),
        Named<Sigmoid>("sigmoid", "logistic"),
        Named<Silu>("silu", "swish"),
        Named<Sine>("sine", "sin"),
        Named<Softmax>("softmax"),
        Named<Softplus>("softplus", ["beta"], s => new(s.Number("beta", 1)), a => [a.Beta]),
        Named<SoftShrink>("soft-shrink", ["lambda"], s => new(s.Number("lambda", 0.5)), a => [a.Lambda]),
        Named<Softsign>("softsign"),
        Named<Tanh>("tanh"),
        Named<TanhShrink>("tanh-shrink"));

    /// <summary>Every name, in alphabetical order.</summary>
    public static IReadOnlyList<string> All => s_table.All;

    /// <summary>Reads <c>name</c> or <c>name(key=value, …)</c>; hyphens, underscores and case do not matter.</summary>
    /// <exception cref="FormatException">no such activation or setting; the message lists those there are</exception>
    public static IActivation Parse(string text) => s_table.Parse(text);

    /// <summary>The text that <see cref="Parse"/> reads back to an equal activation; settings at their defaults are left out.</summary>
    /// <exception cref="NotSupportedException">the activation is one's own and was not registered</exception>
    public static string Format(IActivation activation) => s_table.Format(activation);

    /// <summary>For people: that text, or the type's name where the activation is one's own and was not registered.</summary>
    public static string Describe(IActivation activation) => s_table.Describe(activation);

    /// <summary>Gives an activation of your own a name, so that model files can hold it.</summary>
    public static void Register<TActivation>(string name)
        where TActivation : struct, IActivation => s_table.Add(Named<TActivation>(name));

    /// <summary>
    /// Gives an activation of your own a name, with settings that are numbers; their defaults are those of <c>new TActivation()</c>.
    /// </summary>
    /// <param name="settings">the settings' names</param>
    /// <param name="create">makes the activation from their values</param>
    /// <param name="values">gives their values back</param>
    public static void Register<TActivation>(
        string name, IReadOnlyList<string> settings, Func<double[], TActivation> create, Func<TActivation, double[]> values)
        where TActivation : struct, IActivation
    {
        double[] defaults = values(new TActivation());
        s_table.Add(Named<TActivation>(name, settings,
            s => create([.. settings.Select((key, i) => s.Number(key, defaults[i]))]), a => [.. values(a).Cast<object?>()]));
    }

    static Entry<IActivation> Named<TActivation>(string name, params IReadOnlyList<string> aliases)
        where TActivation : struct, IActivation =>
        new(name, [], _ => new TActivation(), a => a is TActivation ? [] : null, aliases);

    static Entry<IActivation> Named<TActivation>(
        string name, IReadOnlyList<string> keys, Func<Settings, TActivation> read, Func<TActivation, IReadOnlyList<object?>> write)
        where TActivation : struct, IActivation =>
        new(name, keys, s => read(s), a => a is TActivation mine ? write(mine) : null, []);
}
