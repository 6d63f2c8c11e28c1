namespace Myelin.Numerics;

/// <summary>A number that a formula multiplies by, kept in both precisions so that a loop over lanes need not convert it.</summary>
public readonly record struct Coefficient
{
    public Coefficient(double value) => (Double, Single) = (value, (float)value);

    public double Double { get; }

    public float Single { get; }

    public static implicit operator Coefficient(double value) => new(value);
}
