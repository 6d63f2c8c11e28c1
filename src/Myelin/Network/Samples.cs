using System.Numerics;

namespace Myelin;

/// <summary>Rows to learn from: inputs [N × I], targets [N × K], and what each row counts for. A view; nothing is copied.</summary>
/// <remarks>Any number of threads may use it at once, as long as nobody writes to the memory that it is a view of.</remarks>
public sealed class Samples<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="inputs">rows · inputColumns numbers, row after row</param>
    /// <param name="targets">rows · targetColumns numbers; class indices are one column</param>
    /// <param name="weights">one number ≥ 0 for each row, or empty for all ones</param>
    public Samples(ReadOnlyMemory<T> inputs, int inputColumns, ReadOnlyMemory<T> targets, int targetColumns,
        ReadOnlyMemory<T> weights = default)
    {
        if (inputColumns < 1)
            Throw.OutOfRange($"Samples need at least one input column, but {inputColumns} was given.", nameof(inputColumns));
        if (targetColumns < 1)
            Throw.OutOfRange($"Samples need at least one target column, but {targetColumns} was given.", nameof(targetColumns));
        if (inputs.Length % inputColumns != 0)
            Throw.Argument($"{inputs.Length} numbers are no whole number of rows of {inputColumns} inputs.", nameof(inputs));
        Rows = inputs.Length / inputColumns;
        if (targets.Length != Rows * (long)targetColumns)
            Throw.Argument($"{Rows} rows of inputs need {Rows} × {targetColumns} targets, but there are {targets.Length}.",
                nameof(targets));
        if (weights.Length != 0 && weights.Length != Rows)
            Throw.Argument($"{Rows} rows need as many weights, but there are {weights.Length}.", nameof(weights));
        foreach (T weight in weights.Span)
            if (!(T.IsFinite(weight) && weight >= T.Zero))
                Throw.Argument($"A sample weight must be finite and not negative, but one is {weight}.", nameof(weights));
        (Inputs, InputColumns, Targets, TargetColumns, Weights) = (inputs, inputColumns, targets, targetColumns, weights);
    }

    public Samples(T[,] inputs, T[,] targets, T[]? weights = null)
        : this(Flat(inputs, nameof(inputs)), inputs.GetLength(1), Flat(targets, nameof(targets)), targets.GetLength(1), weights) { }

    /// <summary>Inputs and the index of each row's class.</summary>
    public Samples(T[,] inputs, int[] classes, T[]? weights = null)
        : this(Flat(inputs, nameof(inputs)), inputs.GetLength(1),
            Array.ConvertAll(classes ?? throw new ArgumentNullException(nameof(classes)), T.CreateChecked), 1, weights)
    { }

    public int Rows { get; }

    public int InputColumns { get; }

    public int TargetColumns { get; }

    public ReadOnlyMemory<T> Inputs { get; }

    public ReadOnlyMemory<T> Targets { get; }

    public ReadOnlyMemory<T> Weights { get; }

    /// <summary>Throws where a network and a loss cannot learn from these rows.</summary>
    /// <param name="name">what the public method calls them</param>
    internal void Check(Network network, ILoss loss, string name)
    {
        if (Rows == 0) Throw.Argument("There are no rows to learn from.", name);
        if (InputColumns != network.Inputs)
            Throw.Argument($"The network takes {network.Inputs} inputs, but the rows have {InputColumns} columns. " +
                $"Did the table keep its target column?",
                name);
        try
        {
            loss.Check(network.Outputs, TargetColumns);
            loss.CheckTargets(Targets.Span, TargetColumns, network.Outputs);
        }
        catch (ArgumentException refused)
        {
            throw new ArgumentException(Throw.Text(refused), name, refused);
        }
    }

    /// <summary>Throws where an input is NaN or infinite: every number that is learned would become so.</summary>
    internal void CheckInputs(string name)
    {
        if (Kernels.Rows.AreFinite(Inputs.Span)) return;
        int bad = 0;
        while (T.IsFinite(Inputs.Span[bad])) bad++;
        Throw.Argument($"Inputs must be finite numbers, " +
            $"but row {bad / InputColumns}, column {bad % InputColumns} (counted from 0) is {Inputs.Span[bad]}.",
            name);
    }

    /// <summary>These rows, in this order, copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Samples<T> Select(ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
            if ((uint)row >= (uint)Rows) Throw.OutOfRange($"There is no row {row}: the rows are 0 to {Rows - 1}.", nameof(rows));
        var (inputs, targets, weights) =
            (new T[rows.Length * InputColumns], new T[rows.Length * TargetColumns], new T[Weights.IsEmpty ? 0 : rows.Length]);
        for (int n = 0; n < rows.Length; n++)
        {
            Inputs.Span.Slice(rows[n] * InputColumns, InputColumns).CopyTo(inputs.AsSpan(n * InputColumns));
            Targets.Span.Slice(rows[n] * TargetColumns, TargetColumns).CopyTo(targets.AsSpan(n * TargetColumns));
            if (weights.Length > 0) weights[n] = Weights.Span[rows[n]];
        }
        return new(inputs, InputColumns, targets, TargetColumns, weights);
    }

    static ReadOnlyMemory<T> Flat(T[,] matrix, string name) =>
        new Kernels.MatrixMemory<T>(matrix ?? throw new ArgumentNullException(name)).Memory;
}
