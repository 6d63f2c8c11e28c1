using System.Globalization;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>The classes of a target: class k is called <c>Names[k]</c>.</summary>
public sealed record ClassNames(EquatableArray<string> Names, ClassOrder Order)
{
    readonly Dictionary<string, int> _indices = Names.Select((name, k) => (name, k)).ToDictionary(pair => pair.name, pair => pair.k);

    public int Count => Names.Count;

    public string this[int k] => Names[k];

    /// <summary>The classes that occur in a column; missing cells are none.</summary>
    public static ClassNames Fit(Column target, ClassOrder order = ClassOrder.FirstSight)
    {
        ArgumentNullException.ThrowIfNull(target);
        var names = new List<string>();
        var seen = new HashSet<string>();
        for (int row = 0; row < target.Count; row++)
            if (target.Text(row) is string name && seen.Add(name)) names.Add(name);
        return Of(names, order);
    }

    /// <param name="names">in order of first sight</param>
    internal static ClassNames Of(IReadOnlyList<string> names, ClassOrder order)
    {
        string[] sorted = [.. names.OrderBy(SortNumber).ThenBy(name => name, StringComparer.Ordinal)];
        return new(order == ClassOrder.Sorted ? sorted : [.. names], order);
    }

    static double SortNumber(string name) =>
        double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.PositiveInfinity;

    /// <summary>The class of each row.</summary>
    /// <exception cref="InvalidFileException">A cell is missing, or names no class; the message names its place.</exception>
    public int[] Apply(Table table, string target)
    {
        ArgumentNullException.ThrowIfNull(table);
        Column column = table[target];
        var classes = new int[table.Rows];
        for (int row = 0; row < classes.Length; row++)
        {
            string name = column.Text(row) ?? throw Target.Missing(table, row, target);
            if (!_indices.TryGetValue(name, out classes[row]))
                throw table.Invalid(row, target, $"{Cell.Quote(name)} is none of the {Count} classes that the model knows: " +
                    $"{string.Join(", ", Names.Take(10))}{(Count > 10 ? ", …" : "")}");
        }
        return classes;
    }

    public bool Equals(ClassNames? other) => other is not null && Names.Equals(other.Names) && Order == other.Order;

    public override int GetHashCode() => HashCode.Combine(Names, Order);
}
