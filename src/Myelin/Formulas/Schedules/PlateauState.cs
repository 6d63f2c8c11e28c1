namespace Myelin;

/// <summary>What <see cref="ReduceOnPlateau"/> remembers between measurements; small enough to be saved with a checkpoint.</summary>
/// <param name="Factor">on the learning rate</param>
/// <param name="Best">the best measurement so far; null before the first</param>
/// <param name="Bad">measurements in a row that were not better</param>
/// <param name="Cooldown">measurements yet to come that do not count</param>
internal readonly record struct PlateauState(double Factor, double? Best, int Bad, int Cooldown)
{
    public PlateauState() : this(1, null, 0, 0) { }
}
