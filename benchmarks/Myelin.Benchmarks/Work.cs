namespace Myelin.Benchmarks;

/// <summary>What one call of a benchmark does, so that columns can say how much of it is done in a second.</summary>
public abstract record Work(string Name)
{
    /// <summary>Multiplications and additions of its products.</summary>
    public virtual double Flops => 0;

    /// <summary>Rows that are trained on or predicted.</summary>
    public virtual double Rows => 0;

    /// <summary>Numbers that a function is applied to.</summary>
    public virtual double Elements => 0;

    public sealed override string ToString() => Name;
}
