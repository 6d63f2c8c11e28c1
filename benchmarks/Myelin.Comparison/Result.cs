namespace Myelin.Comparison;

/// <summary>What one entrant reached in one discipline.</summary>
/// <param name="Rounds">rows a second in each round, in the order of the rounds</param>
/// <param name="Deviation">the largest difference from Myelin's numbers in the check, by 1 or the number if that is larger</param>
public sealed record Result(string Entrant, IReadOnlyList<double> Rounds, double Deviation)
{
    /// <summary>Rows a second in the best round: what disturbs a measurement only ever slows it down.</summary>
    public double Best => Rounds.Max();
}
