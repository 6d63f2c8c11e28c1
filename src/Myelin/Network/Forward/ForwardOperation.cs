using Myelin.Numerics;

namespace Myelin;

/// <summary>One step of a network's forward pass, for one sample.</summary>
/// <param name="Place">the layer that it is of: layers.0, layers.1.branches.0.layers.2</param>
/// <param name="Output">what it gives</param>
abstract record ForwardOperation(string Place, Signal Output)
{
    /// <summary>Tells a target what it is.</summary>
    public abstract void Write(IForwardTarget to);
}

/// <summary>
/// zⱼ = bⱼ, then zⱼ := xᵢ Wᵢⱼ + zⱼ for i = 0, 1, …, each rounded once. Where x is of several parts side by side, each is multiplied.
/// </summary>
/// <param name="X">[Parts · I]</param>
/// <param name="W">[I × O]</param>
/// <param name="Bias">[O]; null is zeros</param>
sealed record ProductOperation(string Place, Signal X, Weights W, Weights? Bias, int Parts, Signal Output) : ForwardOperation(Place, Output)
{
    public override void Write(IForwardTarget to) => to.Product(this);
}

/// <summary>A small product for each column c: y[m·C + c] = d[m, c] + Σᵣ φ[r·C + c] V[r·M + m, c], as a product sums.</summary>
/// <param name="Phi">[R · C]</param>
/// <param name="V">[R·M × C]</param>
/// <param name="Bias">[M × C]</param>
sealed record ColumnProductOperation(string Place, Signal Phi, Weights V, Weights Bias, Signal Output) : ForwardOperation(Place, Output)
{
    /// <summary>C</summary>
    public int Columns => Bias.Columns;

    /// <summary>R</summary>
    public int Features => Phi.Width / Columns;

    /// <summary>M</summary>
    public int Outputs => Bias.Rows;

    public override void Write(IForwardTarget to) => to.ColumnProduct(this);
}

/// <summary>A formula of one number in each place i, which reads each operand at i modulo its width.</summary>
/// <param name="Formula">its letters are those of the operands; other letters have numbers</param>
/// <param name="Activation">where it is an activation of x alone</param>
sealed record FormulaOperation(
    string Place, Expression Formula, IReadOnlyList<(string Letter, Operand Value)> Operands, IActivation? Activation, Signal Output)
    : ForwardOperation(Place, Output)
{
    public override void Write(IForwardTarget to) => to.Formula(this);
}

/// <summary>A formula of whole rows, which are as wide as what it gives: softmax, the normalization of a row.</summary>
sealed record RowFormulaOperation(
    string Place, Expression Formula, IReadOnlyList<(string Letter, Operand Value)> Operands, IActivation? Activation, Signal Output)
    : ForwardOperation(Place, Output)
{
    public override void Write(IForwardTarget to) => to.RowFormula(this);
}

/// <summary>Neighboring columns of a row, as many as the output is wide.</summary>
sealed record ColumnsOperation(string Place, Signal X, int From, Signal Output) : ForwardOperation(Place, Output)
{
    public override void Write(IForwardTarget to) => to.Columns(this);
}

/// <summary>Rows one after the other.</summary>
sealed record JoinOperation(string Place, IReadOnlyList<Signal> Parts, Signal Output) : ForwardOperation(Place, Output)
{
    public override void Write(IForwardTarget to) => to.Join(this);
}

/// <summary>
/// The row of a table that a number says, rounded to the nearest whole one, ties to even; row 0 where there is no such row.
/// </summary>
/// <param name="Code">[1]</param>
/// <param name="Table">[values × output]</param>
sealed record LookupOperation(string Place, Signal Code, Weights Table, Signal Output) : ForwardOperation(Place, Output)
{
    public override void Write(IForwardTarget to) => to.Lookup(this);
}

/// <summary>Each output by a formula of its own, whose letters are x0, x1, …</summary>
sealed record NumbersOperation(string Place, Signal X, IReadOnlyList<Expression> Formulas, Signal Output) : ForwardOperation(Place, Output)
{
    /// <summary>The letter of a number of x.</summary>
    public static string Letter(int i) => FormattableString.Invariant($"x{i}");

    public override void Write(IForwardTarget to) => to.Numbers(this);
}
