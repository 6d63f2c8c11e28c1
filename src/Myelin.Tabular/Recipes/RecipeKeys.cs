using System.Globalization;
using System.Text.Json;
using Myelin.Basis;

namespace Myelin.Tabular;

/// <summary>A recipe's settings by name, as texts: for files, for the screen and for <c>--set key=value</c>.</summary>
public static class RecipeKeys
{
    /// <summary>More numbers to an embedding, bins to a column or networks in one than this are taken for a mistake.</summary>
    const int MostParts = 4096;

    sealed record Entry(string Name, Func<Recipe, string> Get, Func<Recipe, string, Recipe> Set);

    static readonly Entry[] s_entries =
    [
        new("hidden", r => string.Join('-', r.Hidden),
            (r, text) => r with { Hidden = [.. text.Split('-', ',', ' ').Select(units => Whole(units, 1, Network.MaximumWidth))] }),
        new("activation", r => ActivationNames.Format(r.Activation),
            (r, text) => r with { Activation = Named(text, ActivationNames.Parse) }),
        Flag("parametric-activation", r => r.ParametricActivation, (r, value) => r with { ParametricActivation = value }),
        Word<NumberEmbedding>("embedding", r => r.Embedding, (r, value) => r with { Embedding = value }),
        Word<NumberEmbedding>("second-embedding", r => r.SecondEmbedding, (r, value) => r with { SecondEmbedding = value }),
        Count("embedding-frequencies", r => r.EmbeddingFrequencies, (r, value) => r with { EmbeddingFrequencies = value }, 1, MostParts),
        Count("embedding-size", r => r.EmbeddingSize, (r, value) => r with { EmbeddingSize = value }, 1, MostParts),
        Number("embedding-deviation", r => r.EmbeddingDeviation, (r, value) => r with { EmbeddingDeviation = value }),
        Count("one-hot-up-to", r => r.OneHotUpTo, (r, value) => r with { OneHotUpTo = value }, 1),
        Count("category-size", r => r.CategorySize, (r, value) => r with { CategorySize = value }, 1, MostParts),
        Number("category-deviation", r => r.CategoryDeviation, (r, value) => r with { CategoryDeviation = value }),
        Word<ScalingKind>("scaling", r => r.Scaling, (r, value) => r with { Scaling = value }),
        Count("piecewise-linear-bins", r => r.PiecewiseLinearBins, (r, value) => r with { PiecewiseLinearBins = value }, 0, MostParts),
        Flag("neural-tangent", r => r.NeuralTangent, (r, value) => r with { NeuralTangent = value }),
        Flag("data-dependent", r => r.DataDependent, (r, value) => r with { DataDependent = value }),
        Flag("zero-output", r => r.ZeroOutput, (r, value) => r with { ZeroOutput = value }),
        Number("scale-rate", r => r.ScaleRate, (r, value) => r with { ScaleRate = value }),
        Number("learning-rate", r => r.LearningRate, (r, value) => r with { LearningRate = value }),
        Scheduled("schedule", r => r.Schedule, (r, value) => r with { Schedule = value }),
        Share("beta2", r => r.Beta2, (r, value) => r with { Beta2 = value }),
        Number("weight-decay", r => r.WeightDecay, (r, value) => r with { WeightDecay = value }),
        Scheduled("decay-schedule", r => r.DecaySchedule, (r, value) => r with { DecaySchedule = value }),
        Share("dropout", r => r.Dropout, (r, value) => r with { Dropout = value }),
        Scheduled("dropout-schedule", r => r.DropoutSchedule, (r, value) => r with { DropoutSchedule = value }),
        Share("label-smoothing", r => r.LabelSmoothing, (r, value) => r with { LabelSmoothing = value }),
        Count("batch", r => r.BatchSize, (r, value) => r with { BatchSize = value }, 0, 1 << 24),
        Count("epochs", r => r.Epochs, (r, value) => r with { Epochs = value }, 0),
        Count("steps", r => r.Steps, (r, value) => r with { Steps = value }, 1),
        Count("patience", r => r.Patience, (r, value) => r with { Patience = value }, 0),
        new("metric", r => EpochMetric.Name(r.Metric), (r, text) => r with { Metric = EpochMetric.Parse(text) }),
        Flag("clip", r => r.Clip, (r, value) => r with { Clip = value }),
        Count("members", r => r.Members, (r, value) => r with { Members = value }, 0, MostParts),
        Flag("member-adapters", r => r.MemberAdapters, (r, value) => r with { MemberAdapters = value }),
    ];

    /// <summary>The names of recipes.</summary>
    public static IReadOnlyList<string> Recipes => ["default", "realmlp", "realmlp-small", "tabm", "plain"];

    /// <summary>The names of settings.</summary>
    public static IReadOnlyList<string> All => [.. s_entries.Select(entry => entry.Name)];

    /// <summary>Every setting and its value.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return s_entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Get(recipe)));
    }

    /// <summary>The recipe of a name.</summary>
    /// <param name="classes">0 in regression</param>
    /// <param name="numbers">columns of numbers and dates</param>
    /// <exception cref="FormatException">There is no such recipe.</exception>
    public static Recipe Named(string name, TabularTask task, int classes, int numbers = 1) => Plain(Refusal.IfNull(name,
        nameof(name))) switch
    {
        "default" => Recipe.Default(task, classes, numbers),
        "realmlp" => Recipe.RealMlp(task),
        "realmlpsmall" => Recipe.RealMlpSmall(task),
        "tabm" => Recipe.TabM(task),
        "plain" => Recipe.Plain(task),
        _ => throw new FormatException($"There is no recipe '{name}', and no file of that name.{NearMiss.Hint(name, Recipes)}"),
    };

    /// <summary>The recipe with one setting changed, given as key=value.</summary>
    /// <exception cref="FormatException">There is no such setting, or it cannot have this value.</exception>
    public static Recipe Set(Recipe recipe, string setting)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(setting);
        int at = setting.IndexOf('=', StringComparison.Ordinal);
        if (at < 1) throw new FormatException($"'{setting}' is no setting: write key=value, such as dropout=0.2.");
        return Set(recipe, setting[..at].Trim(), setting[(at + 1)..].Trim());
    }

    static Recipe Set(Recipe recipe, string key, string value)
    {
        Entry entry = s_entries.FirstOrDefault(entry => Plain(entry.Name) == Plain(key))
            ?? throw new FormatException($"A recipe has no setting '{key}'.{NearMiss.Hint(key, All)} It has {string.Join(", ", All)}.");
        try
        {
            return entry.Set(recipe, value);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new FormatException($"The recipe's {entry.Name} is '{value}', but {Refusal.Text(e)}", e);
        }
    }

    /// <summary>Why the recipe's metric cannot decide which epoch is best for this target, and which can; null where it can.</summary>
    public static string? MetricObjection(Recipe recipe, Target target)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(target);
        return EpochMetric.Objection(recipe.Metric, target);
    }

    internal static void Write(Utf8JsonWriter json, Recipe recipe)
    {
        json.WriteStartObject();
        json.WriteString("name", recipe.Name);
        foreach ((string key, string value) in Of(recipe)) json.WriteString(key, value);
        json.WriteEndObject();
    }

    internal static Recipe Read(StrictJson json)
    {
        Recipe recipe = Recipe.RealMlp(TabularTask.Classification) with { Name = json["name"].Text() };
        foreach ((string key, StrictJson value) in json.Properties())
        {
            if (key == "name") continue;
            try
            {
                recipe = Set(recipe, key, value.Text());
            }
            catch (FormatException e) when (e is not InvalidFileException)
            {
                throw value.Invalid($"cannot be read: {e.Message}", e);
            }
        }
        return recipe;
    }

    static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    static string Kebab(string name) =>
        string.Concat(
            name.Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    static TItem Named<TItem>(string text, Func<string, TItem> parse) => parse(text);

    static Entry Flag(string name, Func<Recipe, bool> get, Func<Recipe, bool, Recipe> set) => new(name, r => get(r) ? "true" : "false",
        (r, text) => set(r, text switch { "true" => true, "false" => false, _ => throw new FormatException("must be true or false.") }));

    static Entry Count(string name, Func<Recipe, int> get, Func<Recipe, int, Recipe> set, int least, int most = int.MaxValue) =>
        new(name, r => get(r).ToString(CultureInfo.InvariantCulture), (r, text) => set(r, Whole(text, least, most)));

    static Entry Number(string name, Func<Recipe, double> get, Func<Recipe, double, Recipe> set) =>
        new(name, r => get(r).ToString(CultureInfo.InvariantCulture), (r, text) => set(r, Real(text, double.MaxValue)));

    static Entry Share(string name, Func<Recipe, double> get, Func<Recipe, double, Recipe> set) =>
        new(name, r => get(r).ToString(CultureInfo.InvariantCulture), (r, text) => set(r, Real(text, 0.999999)));

    static Entry Scheduled(string name, Func<Recipe, Schedule?> get, Func<Recipe, Schedule?, Recipe> set) =>
        new(name, r => get(r) is { } schedule ? ScheduleNames.Format(schedule) : "constant",
            (r, text) => set(r, text == "constant" ? null : ScheduleNames.Parse(text)));

    static Entry Word<TWord>(string name, Func<Recipe, TWord> get, Func<Recipe, TWord, Recipe> set) where TWord : struct, Enum =>
        new(name, r => Kebab(get(r).ToString()),
            (r, text) =>
            {
                foreach (TWord word in Enum.GetValues<TWord>())
                    if (Plain(word.ToString()) == Plain(text)) return set(r, word);
                throw new FormatException($"must be {string.Join(", ", Enum.GetNames<TWord>().Select(Kebab))}.");
            });

    static int Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new FormatException(
                most == int.MaxValue ? $"must be a whole number, {least} or more." : $"must be a whole number from {least} to {most}.");

    static double Real(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0 &&
        number <= most && double.IsFinite(number)
            ? number
            : throw new FormatException(most < 1 ? "must be a number of at least 0 and below 1." : "must be a finite number, 0 or more.");
}
