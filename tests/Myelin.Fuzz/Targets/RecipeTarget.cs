using Myelin.Tabular;

namespace Myelin.Fuzz.Targets;

/// <summary>
/// A recipe's settings as text, a line each: what is taken reads back, and a training can be planned with it or is refused.
/// </summary>
public sealed class RecipeTarget : Target
{
    static readonly Table Rows = Table.Of(
        Column.Of("x", [.. Enumerable.Range(0, 60).Select(i => i % 17 / 4.0)]),
        Column.Of("y", [.. Enumerable.Range(0, 60).Select(i => i * i % 29 / 3.0)]));

    public override string Name => "recipe";

    public override int LongestInput => 4096;

    public override IReadOnlyList<string> Words =>
        ["hidden=", "256-256", "=", "\n", "embedding=", "activation=", "schedule=", "warm-up(1, then=", "2147483647", "0.5",
            "true", "members=", "batch="];

    public override IEnumerable<byte[]> Seeds() =>
        RecipeKeys.Recipes.SelectMany(name => RecipeKeys.Of(RecipeKeys.Named(name, TabularTask.Regression, 0))).Distinct()
            .Select(pair => Bytes($"{pair.Key}={pair.Value}"));

    public override string Try(byte[] input)
    {
        string[] settings = Text(input).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            Recipe recipe = settings.Aggregate(Recipe.RealMlp(TabularTask.Regression), RecipeKeys.Set);
            Recipe again = RecipeKeys.Of(recipe)
                .Aggregate(Recipe.RealMlp(TabularTask.Regression), (r, pair) => RecipeKeys.Set(r, $"{pair.Key}={pair.Value}"));
            Demand(RecipeKeys.Of(again).SequenceEqual(RecipeKeys.Of(recipe)), "Settings are not written again to themselves.");
            var training = new TabularTraining(Rows, "y", new() { Set = settings });
            return $"planned {training.Network.Layers.Count}";
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return e.Message;
        }
    }
}
