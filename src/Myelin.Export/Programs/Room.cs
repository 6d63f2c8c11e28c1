namespace Myelin.Export;

/// <summary>
/// Where in one array each row of a forward pass stands: two rows that are needed at the same time have places of their own, and what is no
/// longer read is written over.
/// </summary>
sealed class Room
{
    /// <summary>Rows begin at multiples of it, and their ends may be written over up to the next: as whole vectors.</summary>
    public const int Vector = 16;

    readonly Dictionary<Signal, int> _places = [];

    public Room(ForwardGraph graph)
    {
        Dictionary<Signal, int> last = [];
        for (int i = 0; i < graph.Operations.Count; i++)
            foreach (Signal read in Reads(graph.Operations[i])) last[read] = i;
        last[graph.Output] = graph.Operations.Count;
        var taken = new List<(int From, int To, int Until)>();
        for (int i = 0; i < graph.Operations.Count; i++)
        {
            Signal output = graph.Operations[i].Output;
            // whole vectors of each part of a product are written, of the last beyond its end
            int beyond = graph.Operations[i] is ProductOperation { Parts: > 1 } ? Vector : 0;
            int size = checked((output.Width + Vector - 1) / Vector * Vector + beyond), place = 0;
            foreach ((int from, int to, _) in taken.OrderBy(row => row.From))
                if (place + size > from) place = Math.Max(place, to);
            taken.Add((place, place + size, last.GetValueOrDefault(output, i)));
            (_places[output], Size) = (place, Math.Max(Size, place + size));
            taken.RemoveAll(row => row.Until <= i);
        }
    }

    /// <summary>Numbers of the array.</summary>
    public int Size { get; }

    /// <summary>Where a row begins.</summary>
    public int this[Signal row] => _places[row];

    static IEnumerable<Signal> Reads(ForwardOperation operation) => operation switch
    {
        ProductOperation product => [product.X],
        ColumnProductOperation product => [product.Phi],
        FormulaOperation formula => formula.Operands.Select(operand => operand.Value).OfType<Signal>(),
        RowFormulaOperation formula => formula.Operands.Select(operand => operand.Value).OfType<Signal>(),
        ColumnsOperation columns => [columns.X],
        JoinOperation join => join.Parts,
        LookupOperation lookup => [lookup.Code],
        NumbersOperation numbers => [numbers.X],
        _ => throw new InvalidOperationException($"What does {operation.GetType().Name} read?"),
    };
}
