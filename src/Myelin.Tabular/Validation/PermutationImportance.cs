using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>How much worse predictions become when the cells of one column are shuffled among rows (Breiman 2001, section 10).</summary>
/// <remarks>Where two columns say the same, either can be shuffled without much harm: both look unneeded, and are so one by one.</remarks>
public static class PermutationImportance
{
    const int MostProbabilities = 1 << 24, FewestRows = 100;

    /// <summary>Each column of the table that the model looks at, the most needed first.</summary>
    /// <param name="table">rows whose target is known, best those that were not learned from</param>
    /// <param name="repeats">shuffles of each column</param>
    /// <param name="seed">the same seed gives the same numbers, bit for bit</param>
    /// <param name="mostRows">of a longer table so many rows are drawn; fewer where there are so many classes that this would be
    /// 16 million probabilities</param>
    /// <param name="progress">is told the share that is done</param>
    public static IReadOnlyList<ColumnImportance> Of(
        IPredictor model, Table table, int repeats = 5, ulong seed = 1, int mostRows = 5000, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        if (repeats < 1) throw Refusal.Of($"A column is shuffled at least once, but {repeats} repetitions were asked for.",
            nameof(repeats));
        Refusal.IfBelow(mostRows, 1, nameof(mostRows));
        mostRows = Math.Min(mostRows, Math.Max(FewestRows, MostProbabilities / (model.Target.Classes?.Count ?? 1)));
        if (table.Rows > mostRows) table = table.Take([.. Order(table.Rows, seed, 0, 0).Take(mostRows).Order()]);
        double error = Error(model, table);
        var found = new List<ColumnImportance>();
        foreach (string column in model.Inputs)
        {
            var growth = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                cancellation.ThrowIfCancellationRequested();
                int[] order = Order(table.Rows, seed, (uint)found.Count + 1, (uint)repeat);
                growth[repeat] = Error(model, table.With(table[column].Take(order))) - error;
                progress?.Report((found.Count + (repeat + 1.0) / repeats) / model.Inputs.Count);
            }
            double mean = Statistics.Mean(growth);
            found.Add(new(column, mean, Statistics.SampleDeviation(growth), error > 0 ? mean / error : double.NaN));
        }
        return [.. found.OrderByDescending(column => column.Mean)];
    }

    static double Error(IPredictor model, Table table) => OutOfFold.Of(model.Target, table, model.Predict(table)).Loss;

    static int[] Order(int rows, ulong seed, uint column, uint repeat)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        new RandomStream(seed, RandomPurpose.Other, 0x696D706F, column, repeat).Shuffle(order.AsSpan());
        return order;
    }
}
