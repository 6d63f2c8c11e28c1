namespace Myelin.Explain;

/// <summary>Where a unit stands at a corner of its activation, and the straight line that the formula's slope takes through it.</summary>
/// <param name="At">z</param>
/// <param name="Value">σ(z)</param>
/// <param name="Slope">σ′(z), equal to the slope on one side or between the two</param>
readonly record struct UnitCorner(double At, double Value, double Slope)
{
    public double Line(double z) => Value + Slope * (z - At);
}
