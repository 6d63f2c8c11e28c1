namespace Myelin.Numerics;

// formulas of whole rows: a row is a letter with an index
public readonly partial struct Expression
{
    /// <summary>A row by its letter, whose numbers may be any: zₖ.</summary>
    /// <param name="places">K, where it is known</param>
    public static Expression Row(string name, int places = 0) => new(new Node(Operation.Row) { Name = name, Places = places });

    /// <summary>A row of numbers that were computed or learned.</summary>
    public static Expression Row(string name, IReadOnlyList<double> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new(new Node(Operation.Row) { Name = name, Numbers = numbers, Places = numbers.Count });
    }

    /// <summary>The row that a letter stands for in formulas of rows.</summary>
    internal static Expression Rowed(Expression x) => x.Node is { Operation: Operation.Letter, Number: double.NaN } ? Row(x.Node.Name) : x;

    /// <summary>A formula of rows in one of their places, counted from 0, with every sum written out: a formula of numbers.</summary>
    /// <param name="most">terms of a sum that are shown</param>
    public Expression InPlace(int place, int most = MostTerms) => new RowPlaces(most).Of(this, place);

    public static bool IsRow(Expression x) => x.Node.IsRow;

    public static double Count(Expression x) => RowPlaces.Count(x.Node) is > 0 and var places ? places : double.NaN;

    public static Expression Places(Expression x) => new(new Node(Operation.Place) { Places = RowPlaces.Count(x.Node) });

    public static Expression Of(string letter, EquatableArray<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(new Node(Operation.Row) { Name = letter, Numbers = values, Places = values.Count, IsExact = true });
    }

    public static Expression At(Expression x, Expression index) => x.Node.IsRow ? Make(Operation.At, x, index) : x;

    public static Expression At(string letter, EquatableArray<double> values, Expression index) => At(Of(letter, values), index);

    public static Expression Sum(Expression x) => Make(Operation.RowSum, x);

    public static Expression SumInOrder(Expression x) => Make(Operation.RowSumInOrder, x);

    public static Expression Dot(Expression x, Expression y) => Make(Operation.RowDot, x, y);

    public static Expression Max(Expression x) => Make(Operation.RowMax, x);

    public static Expression BelowMax(Expression x) => Make(Operation.BelowMax, x, Max(x));

    public static Expression ExpBelowMax(Expression x, out Expression below, out Expression rest)
    {
        Expression e = Exp(below = BelowMax(x));
        rest = Make(Operation.RowRest, e, x);
        return e;
    }

    public static Expression Halves(Expression x, out Expression second)
    {
        second = Make(Operation.SecondHalf, x);
        return Make(Operation.FirstHalf, x);
    }

    public static Expression Join(Expression first, Expression second) => Make(Operation.Join, first, second);

    public static Expression MinusLog(Expression p, Expression computed) => Make(Operation.MinusLog, p, computed);
}
