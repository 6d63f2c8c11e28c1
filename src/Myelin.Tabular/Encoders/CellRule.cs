using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// How a cell fills some columns of the network's input row: a rule that any language can carry out. Together, an encoder's rules give the
/// bits of <see cref="TableEncoder.Apply"/>.
/// </summary>
/// <param name="Column">the cell's column in the table</param>
/// <param name="First">the first column of the encoded row that it fills, counted from 0</param>
/// <param name="Count">how many</param>
abstract record CellRule(string Column, int First, int Count)
{
    /// <summary>Tells a target what it is.</summary>
    public abstract void Write(ICellTarget to);
}

/// <summary>A category becomes the row of a table.</summary>
/// <param name="Words">all different, each with a row</param>
/// <param name="Table">[Words.Count × Count], row by row</param>
/// <param name="Unknown">[Count], of a missing cell and of any other word</param>
sealed record WordRule(string Column, int First, IReadOnlyList<string> Words, float[] Table, float[] Unknown)
    : CellRule(Column, First, Unknown.Length)
{
    public override void Write(ICellTarget to) => to.Words(this);
}

/// <summary>A number v, or a part of a date, becomes one number: float(f(v)), computed in double precision and rounded once.</summary>
/// <param name="Part">of a date; null for a number</param>
/// <param name="Missing">v of a missing cell</param>
/// <param name="Formula">f with the letter x</param>
sealed record NumberRule(string Column, int First, DatePart? Part, double Missing, Expression Formula) : CellRule(Column, First, 1)
{
    /// <summary>The letter of v.</summary>
    public const string Letter = "x";

    public override void Write(ICellTarget to) => to.Number(this);
}

/// <summary>A mark whether the cell is missing.</summary>
sealed record MarkRule(string Column, int First, float Present, float Missing) : CellRule(Column, First, 1)
{
    public override void Write(ICellTarget to) => to.Mark(this);
}

/// <summary>
/// A number v becomes its place among pieces: float(<see cref="PiecewiseLinear.Place"/>) for each two neighboring bounds, computed in
/// double precision.
/// </summary>
/// <param name="Missing">v of a missing cell</param>
/// <param name="Bounds">one more than numbers</param>
sealed record PiecesRule(string Column, int First, double Missing, IReadOnlyList<double> Bounds)
    : CellRule(Column, First, Bounds.Count - 1)
{
    public override void Write(ICellTarget to) => to.Pieces(this);
}

/// <summary>A part of a date becomes its place on a circle, float(sin 2πφ) and float(cos 2πφ), or 0 and 0 where it is missing.</summary>
/// <param name="Places">
/// [places × 2], sine and cosine of each whole place: the month from 0 on, the weekday from Sunday on; null for the hour, whose φ is the
/// time as a share of the day
/// </param>
sealed record CircleRule(string Column, int First, DatePart Part, float[]? Places) : CellRule(Column, First, 2)
{
    public override void Write(ICellTarget to) => to.Circle(this);
}
