using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>What a training learns from, what decides which epoch is best, and for how long.</summary>
/// <param name="Validation">null where none do</param>
internal sealed record TrainingData<T>(EpochRows<T> Rows, Samples<T>? Validation, int Epochs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The rows of samples to learn from, and those that are held out of them where no others are given.</summary>
    public static (int[] Rows, Samples<T>? Validation) Divide(Samples<T> samples, Samples<T>? validation, TrainingOptions options)
    {
        int[] rows = [.. Enumerable.Range(0, samples.Rows)];
        if (validation is not null || options.ValidationFraction == 0) return (rows, validation);
        new RandomStream(options.Seed, RandomPurpose.Split).Shuffle(rows.AsSpan());
        int held = (int)Math.Round(rows.Length * options.ValidationFraction);
        if (held == 0 || held == rows.Length)
            Throw.Argument(
                FormattableString.Invariant(
                    $"{rows.Length} rows are too few to hold out {options.ValidationFraction:P0} of them for validation."),
                "training");
        return (rows[held..], samples.Select(rows.AsSpan(0, held)));
    }
}
