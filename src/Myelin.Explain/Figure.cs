
namespace Myelin.Explain;

/// <summary>A matrix with its symbol and the formula that made it.</summary>
/// <param name="Numeric">the same by central differences, shown beside it</param>
sealed record Figure(string Symbol, string Formula, double[,] Value, Ink Ink, double[,]? Numeric = null)
{
    /// <summary>The formula of the first element with its numbers; of an update all that leads to it.</summary>
    public IReadOnlyList<WorkedLine> Worked { get; init; } = [];

    /// <summary>Elements where the loss has a corner, and central differences are the mean of two slopes.</summary>
    public IReadOnlyList<Corner> Corners { get; init; } = [];

    public string Head => Formula.Length == 0 ? Symbol : $"{Symbol} {Formula}";
}

/// <summary>Figures of one layer.</summary>
sealed record Scene(string Heading, string Note, IReadOnlyList<Figure> Figures);
