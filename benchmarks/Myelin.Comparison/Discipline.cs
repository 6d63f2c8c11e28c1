using Myelin.Comparison.Protocol;

namespace Myelin.Comparison;

/// <summary>One row of the comparison.</summary>
/// <param name="Kind">train or predict</param>
public sealed record Discipline(string Kind, string Network, int Batch, int Threads)
{
    public static IReadOnlyList<Discipline> All { get; } =
    [
        new("train", "a", 1, 1), new("train", "a", 32, 1),
        new("train", "b", 32, 1), new("train", "c", 128, 1), new("train", "d", 512, 1),
        new("train", "b", 32, 2), new("train", "c", 128, 2), new("train", "d", 512, 2),
        new("predict", "a", 1, 1), new("predict", "b", 1, 1), new("predict", "c", 1, 1), new("predict", "d", 1, 1),
        new("predict", "c", 1024, 1), new("predict", "d", 1024, 1),
        new("predict", "c", 1024, 2), new("predict", "d", 1024, 2),
    ];

    public bool Trains => Kind == "train";

    public string Title => $"({Network}) {Problem.Of(Network).Title}{Rows}";

    public string ShortTitle => $"({Network}) {string.Join('-', Problem.Of(Network).Widths)}{Rows}";

    string Rows => Trains || Batch > 1 ? $", batch {Batch}" : ", one row";
}
