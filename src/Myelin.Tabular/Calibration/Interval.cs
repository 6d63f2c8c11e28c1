namespace Myelin.Tabular;

/// <summary>From where to where a number is expected; an end is infinite where too few rows are known to say it.</summary>
public readonly record struct Interval(double Low, double High)
{
    public bool Holds(double value) => Low <= value && value <= High;

    public double Width => High - Low;
}
