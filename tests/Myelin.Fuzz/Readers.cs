using Myelin.Fuzz.Targets;

namespace Myelin.Fuzz;

/// <summary>Every reader that takes what a stranger may have written. A new reader gets its target here.</summary>
public static class Readers
{
    public static IReadOnlyList<Target> All { get; } =
    [
        new CsvTarget(), new NumberTarget(), new DateTarget(), new SafetensorsTarget(), new ModelTarget(),
        new OnnxTarget(),
        new TableModelTarget(), new JsonTarget(),
        new NetworkTarget(), new NamesTarget(), new LayersTarget(), new RecipeTarget(), new JournalTarget(), new ArgumentsTarget(),
        new StateTarget(), new PlanTarget(),
        new SqlTarget(), new ParquetTarget(),
    ];
}
