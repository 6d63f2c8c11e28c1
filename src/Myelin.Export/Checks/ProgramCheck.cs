using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>Compares a program with the model that it was made of, row by row and bit by bit.</summary>
static class ProgramCheck
{
    const int MadeCount = 256;

    /// <param name="rows">to compare on; null for made ones</param>
    /// <exception cref="NotSupportedException">A prediction is another.</exception>
    public static ExportCheck Of(TabularProgram program, Table? rows)
    {
        TabularModel model = program.Model;
        Table table = rows ?? MadeRows.Of(model, MadeCount, 1);
        IReadOnlyList<Prediction> expected = model.Predict(table);
        (ProgramRun run, ProgramRun plain) = (new(program), new(program, ProductArithmetic.Plain));
        var cells = new CellRun(program, table);
        (double difference, double largest) = (0, model.Target.Classes is null ? 0 : 1);
        for (int row = 0; row < table.Rows; row++)
        {
            float[] x = cells.Of(row);
            if (run.Of(x) is var found && found != expected[row] with { UnknownCells = [] })
                throw Different($"{table.Place(row)}: the model predicts {expected[row]}, and the program {found}");
            Prediction other = plain.Of(x);
            for (int k = 0; k < found.Probabilities.Count; k++)
                difference = Math.Max(difference, Math.Abs(found.Probabilities[k] - other.Probabilities[k]));
            if (model.Target.Classes is null) difference = Math.Max(difference, Math.Abs(found.Value - other.Value));
            if (model.Target.Classes is null) largest = Math.Max(largest, Math.Abs(found.Value));
        }
        return new(table.Rows, largest > 0 ? difference / largest : 0);
    }

    /// <summary>The same of a network without a table, on rows of normally distributed numbers.</summary>
    public static ExportCheck Of(Model<float> network, ForwardGraph graph)
    {
        var random = new RandomStream(1, RandomPurpose.Other);
        (ForwardRun run, ForwardRun plain) = (new(graph), new(graph, ProductArithmetic.Plain));
        (double difference, double largest) = (0, 0);
        var x = new float[network.Network.Inputs];
        for (int row = 0; row < MadeCount; row++)
        {
            for (int i = 0; i < x.Length; i++) x[i] = (float)random.Normal();
            float[] expected = network.Predict(x), found = run.Of(x), other = plain.Of(x);
            for (int k = 0; k < found.Length; k++)
            {
                if (BitConverter.SingleToInt32Bits(expected[k]) != BitConverter.SingleToInt32Bits(found[k]) &&
                    !(float.IsNaN(expected[k]) && float.IsNaN(found[k])))
                    throw Different(
                        $"made row {row + 1}: the network gives {expected[k]:R} as output {k + 1}, and the program {found[k]:R}");
                if (float.IsFinite(found[k])) largest = Math.Max(largest, Math.Abs(found[k]));
                if (float.IsFinite(found[k]) && float.IsFinite(other[k])) difference = Math.Max(difference, Math.Abs(found[k] - other[k]));
            }
        }
        return new(MadeCount, largest > 0 ? difference / largest : 0);
    }

    static NotSupportedException Different(FormattableString what) =>
        new($"The exported program differs from the model: {FormattableString.Invariant(what)}. Nothing was written. Please report this.");
}
