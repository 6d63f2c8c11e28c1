using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

/// <summary>
/// A whole row as a lane: its arithmetic is of each place on its own, as of any lane, and beside it stands what joins the places, Σ and
/// max. A number that is the same in every place, as a sum is, is a row too.
/// </summary>
/// <remarks>
/// Formulas of rows are written over it: softmax is <c>e / TLane.Sum(e)</c>. Places count from 0, as class indices do. Every sum has one
/// order, so that it gives the same bits on every machine.
/// </remarks>
public interface IRowLane<TSelf> : ILane<TSelf> where TSelf : struct, IRowLane<TSelf>
{
    /// <summary>
    /// Whether each place has a number of its own: not so of settings and sums, and of a target that is one number, such as a class index.
    /// </summary>
    static abstract bool IsRow(TSelf x);

    /// <summary>K, how many places the row has; NaN where that is not known, as of letters.</summary>
    static abstract double Count(TSelf x);

    /// <summary>0, 1, 2, …: in each place of a row such as x where it is, to be compared with a class index.</summary>
    static abstract TSelf Places(TSelf x);

    /// <summary>A row of settings by their letter, a number for each place: w.</summary>
    static abstract TSelf Of(string letter, EquatableArray<double> values);

    /// <summary>x_y, the number in the place that an index says.</summary>
    static abstract TSelf At(TSelf x, TSelf index);

    /// <summary>w_y, the setting of the place that an index says.</summary>
    static abstract TSelf At(string letter, EquatableArray<double> values, TSelf index);

    /// <summary>Σₖ xₖ in sixteen partial sums, folded in halves.</summary>
    static abstract TSelf Sum(TSelf x);

    /// <summary>Σₖ xₖ from the first place to the last.</summary>
    static abstract TSelf SumInOrder(TSelf x);

    /// <summary>Σₖ xₖ yₖ in sixteen partial sums, each product and sum rounded once.</summary>
    static abstract TSelf Dot(TSelf x, TSelf y);

    /// <summary>maxₖ xₖ; NaN if any is</summary>
    static abstract TSelf Max(TSelf x);

    /// <summary>x − max x: a shift, without which eˣ overflows, for formulas that no shift of all places changes.</summary>
    static abstract TSelf BelowMax(TSelf x);

    /// <summary>e^(x − max x), for formulas that no shift of all places changes.</summary>
    /// <param name="below">x − max x</param>
    /// <param name="rest">Σₖ e^(xₖ − max x) − 1, summed without the largest, so that a small rest keeps its digits</param>
    static abstract TSelf ExpBelowMax(TSelf x, out TSelf below, out TSelf rest);

    /// <summary>The first half of the row, and the second.</summary>
    static abstract TSelf Halves(TSelf x, out TSelf second);

    /// <summary>The row of both, one after the other.</summary>
    static abstract TSelf Join(TSelf first, TSelf second);

    /// <summary>−ln p, from a form of it that keeps its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf MinusLog(TSelf p, TSelf computed) => computed;
}
