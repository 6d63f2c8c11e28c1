namespace Myelin.Tabular;

/// <summary>How a loss wants a target's cells: as the index of the class, as one number for each class, or as a scaled number.</summary>
static class TargetForm
{
    /// <summary>The loss where none is asked for.</summary>
    public static ILoss DefaultLoss(Target target) => target.Classes is null ? new MeanSquaredError() : new SoftmaxCrossEntropy();

    /// <summary>How many outputs the network needs, and how many target columns it is compared with.</summary>
    public static (int Outputs, int Columns) Of(ILoss loss, Target target)
    {
        int classes = target.Classes?.Count ?? 1;
        (int, int)[] forms = target.Classes is null ? [(1, 1), (2, 1)] : [(classes, 1), (classes, classes)];
        string? problem = null;
        foreach ((int outputs, int columns) in forms)
        {
            try
            {
                loss.Check(outputs, columns);
                return (outputs, columns);
            }
            catch (ArgumentException e)
            {
                problem ??= Refusal.Text(e);
            }
        }
        throw new ArgumentException($"{loss} does not fit a {target.Task.ToString().ToLowerInvariant()} of {target.Column}: {problem}",
            nameof(loss));
    }

    /// <summary>
    /// The target with the scaling of these training rows, or none where the loss takes the numbers only as they are (counts).
    /// </summary>
    public static Target Scaled(Target target, ILoss loss, ReadOnlySpan<double> training)
    {
        if (target.Classes is not null) return target;
        return target with { Scaling = HasDomain(target, loss) ? new NoScaling() : StandardScaling.Fit(training) };
    }

    /// <summary>Refuses targets that the loss does not take, such as a negative count.</summary>
    /// <exception cref="InvalidFileException">There is one; the message names its place.</exception>
    public static void Check(Target target, Table table, ILoss loss)
    {
        if (target.Classes is not null || !HasDomain(target, loss)) return;
        (int outputs, int columns) = Of(loss, target);
        Column column = table[target.Column];
        for (int row = 0; row < column.Count; row++)
            if (!column.IsMissing(row) && loss.Objection(column.Number(row), outputs, columns) is { } expected)
                throw table.Invalid(row,
                    target.Column, $"{column.Text(row)} is a target that {LossTask.Name(loss)} does not take: it must be {expected}. " +
                        "Correct it, or choose another loss");
    }

    // of counts or shares: such numbers are learned as they are, and what is none of them is refused
    static bool HasDomain(Target target, ILoss loss)
    {
        (int outputs, int columns) = Of(loss, target);
        return loss.Objection(-1e30, outputs, columns) is not null || loss.Objection(1e30, outputs, columns) is not null;
    }

    /// <summary>The numbers that the network is compared with, row after row.</summary>
    public static float[] Encode(Target target, Table table, ILoss loss)
    {
        Check(target, table, loss);
        if (target.Classes is not { } classes) return [.. target.Numbers(table).Select(y => (float)target.Scaling!.Apply(y))];
        int[] indices = classes.Apply(table, target.Column);
        (int outputs, int columns) = Of(loss, target);
        if (columns == 1) return [.. indices.Select(k => (float)k)];
        // losses of margins take −1 for "another class", others 0
        float other = loss.Objection(0, outputs, columns) is null ? 0 : -1;
        var encoded = new float[checked(indices.Length * columns)];
        Array.Fill(encoded, other);
        for (int row = 0; row < indices.Length; row++) encoded[row * columns + indices[row]] = 1;
        return encoded;
    }
}
