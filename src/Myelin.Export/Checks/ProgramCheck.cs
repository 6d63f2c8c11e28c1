using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>Compares a program with the model that it was made of, row by row and bit by bit.</summary>
static class ProgramCheck
{
    const int MadeCount = 256;

    /// <param name="rows">to compare on; null for made ones</param>
    /// <param name="mostLoss">of weights in 8 bits; null where weights are floats</param>
    /// <exception cref="NotSupportedException">A prediction is another, or weights in 8 bits lose more.</exception>
    public static ExportCheck Of(TabularProgram program, Table? rows, double? mostLoss = null) =>
        OfRows(program, ComparedRows.Of(program.Model, rows), mostLoss);

    /// <summary>The same on rows that were chosen.</summary>
    public static ExportCheck OfRows(TabularProgram program, ComparedRows rows, double? mostLoss = null)
    {
        (TabularModel model, Table table) = (program.Model, rows.Table);
        IReadOnlyList<Prediction> expected = model.Predict(table);
        (ProgramRun run, ProgramRun plain) = (new(program), new(program, ProductArithmetic.Plain));
        var cells = new CellRun(program, table);
        ProgramRun? small = mostLoss is null ? null : new(program, ProductArithmetic.EightBits);
        var loss = new EightBitLoss(model.Target.Classes is not null);
        (double difference, double largest) = (0, model.Target.Classes is null ? 0 : 1);
        for (int row = 0; row < table.Rows; row++)
        {
            float[] x = cells.Of(row);
            if (run.Of(x) is var found && found != expected[row] with { UnknownCells = [] })
                throw Different($"{table.Place(row)}: the model predicts {expected[row]}, and the program {found}");
            if (small is not null) loss.Add(found, small.Of(x));
            Prediction other = plain.Of(x);
            for (int k = 0; k < found.Probabilities.Count; k++)
                difference = Math.Max(difference, Math.Abs(found.Probabilities[k] - other.Probabilities[k]));
            if (model.Target.Classes is null) difference = Math.Max(difference, Math.Abs(found.Value - other.Value));
            if (model.Target.Classes is null) largest = Math.Max(largest, Math.Abs(found.Value));
        }
        if (mostLoss is { } most) loss.Refuse(most);
        return new(table.Rows, largest > 0 ? difference / largest : 0)
        {
            GivenRows = rows.Given,
            AbsentCategories = rows.AbsentCategories,
            EightBitLoss = mostLoss is null ? null : loss.Value,
        };
    }

    /// <summary>The same of a network without a table, on rows of normally distributed numbers.</summary>
    public static ExportCheck Of(Model<float> network, ForwardGraph graph, double? mostLoss = null)
    {
        ForwardRun? small = mostLoss is null ? null : new(graph, ProductArithmetic.EightBits);
        var loss = new EightBitLoss(isOfClasses: false);
        var random = new RandomStream(1, RandomPurpose.Other);
        (ForwardRun run, ForwardRun plain) = (new(graph), new(graph, ProductArithmetic.Plain));
        (double difference, double largest) = (0, 0);
        var x = new float[network.Network.Inputs];
        for (int row = 0; row < MadeCount; row++)
        {
            for (int i = 0; i < x.Length; i++) x[i] = (float)random.Normal();
            float[] expected = network.Predict(x), found = run.Of(x), other = plain.Of(x);
            float[]? rough = small?.Of(x);
            for (int k = 0; k < found.Length; k++)
            {
                if (rough is not null && float.IsFinite(found[k])) loss.Add(found[k], rough[k]);
                if (BitConverter.SingleToInt32Bits(expected[k]) != BitConverter.SingleToInt32Bits(found[k]) &&
                    !(float.IsNaN(expected[k]) && float.IsNaN(found[k])))
                    throw Different(
                        $"made row {row + 1}: the network gives {expected[k]:R} as output {k + 1}, and the program {found[k]:R}");
                if (float.IsFinite(found[k])) largest = Math.Max(largest, Math.Abs(found[k]));
                if (float.IsFinite(found[k]) && float.IsFinite(other[k])) difference = Math.Max(difference, Math.Abs(found[k] - other[k]));
            }
        }
        if (mostLoss is { } most) loss.Refuse(most);
        return new(MadeCount, largest > 0 ? difference / largest : 0) { EightBitLoss = mostLoss is null ? null : loss.Value };
    }

    static NotSupportedException Different(FormattableString what) =>
        new($"The exported program differs from the model: {FormattableString.Invariant(what)}. Nothing was written. Please report this.");
}
