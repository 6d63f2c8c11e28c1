using Myelin.Numerics;

namespace Myelin;

/// <summary>Every number c; <c>new Constant(0)</c> is zeros.</summary>
public sealed record Constant(double Value) : IInitializer
{
    public double Value { get; } = Throw.IfNotFinite(Value, "the value of a constant initializer");

    public static Constant Zeros { get; } = new(0);

    public static Constant Ones { get; } = new(1);

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random) => values.Fill(Value);
}
