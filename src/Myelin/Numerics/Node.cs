namespace Myelin.Numerics;

/// <summary>A part of a formula as a graph: what it does, and with what. Equal parts that were computed once are one node.</summary>
public sealed class Node
{
    internal Node(Operation operation, params Node[] arguments) => (Operation, Arguments) = (operation, arguments);

    public Operation Operation { get; }

    public IReadOnlyList<Node> Arguments { get; }

    /// <summary>Of a constant and a letter its number; NaN where a letter stands for any.</summary>
    public double Number { get; internal init; } = double.NaN;

    /// <summary>Of a letter and a named node: s, β₁, 1 − β₁.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Whether all of a number's digits are meant: a setting, and not what was computed or learned.</summary>
    public bool IsExact { get; internal init; }

    /// <summary>How many terms of a sum its last argument stands for.</summary>
    public int LeftOut { get; internal init; }

    /// <summary>Of a row its numbers; null where its letter stands for any.</summary>
    public IReadOnlyList<double>? Numbers { get; internal init; }

    /// <summary>Of a row how many places it has; 0 where that is not known.</summary>
    public int Places { get; internal init; }

    /// <summary>Whether it has a number for each place of a row, and not one.</summary>
    public bool IsRow => Operation switch
    {
        Operation.Row or Operation.Place => true,
        Operation.RowSum or Operation.RowSumInOrder or Operation.RowDot or Operation.RowRest or Operation.RowMax or Operation.At => false,
        _ => Arguments.Any(argument => argument.IsRow),
    };

    internal Node this[int argument] => Arguments[argument];

    internal bool IsConstant(double number) => Operation is Operation.Constant && Number == number;

    public override string ToString() => FormulaText.Of(this);
}
