using System.Globalization;

namespace Myelin.Tabular;

/// <summary>What a training will do: how many networks, on which rows, how long.</summary>
/// <param name="Folds">parts that the rows are dealt to, each held out of one network; 1 holds out one part of one network, 0 none</param>
/// <param name="Repeats">how often, each time with other folds and seeds</param>
/// <param name="Epochs">of each network, at most</param>
/// <param name="BatchSize">rows of a step</param>
/// <param name="EpochSeconds">measured time of an epoch of one network, with the threads that it has; null where
/// there is no time limit</param>
/// <param name="Estimate">how long all will take at most; null where nothing was measured</param>
public sealed record TrainingPlan(int Folds, int Repeats, int Epochs, int BatchSize, double? EpochSeconds = null, TimeSpan? Estimate = null)
{
    /// <summary>Networks of each part: 2 where a second one, built otherwise, stands beside each.</summary>
    public int Kinds { get; init; } = 1;

    /// <summary>Networks of the model.</summary>
    public int Members => Math.Max(1, Folds) * Repeats * Kinds;

    /// <summary>Networks that are trained at once.</summary>
    internal int Together(int threads) => Math.Min(Members, Cores(threads));

    /// <summary>Cores that so many threads have; 0 is all.</summary>
    internal static int Cores(int threads) => threads > 0 ? threads : Environment.ProcessorCount;

    public override string ToString()
    {
        string networks = Members == 1 ? "one network"
            : Folds <= 1 ? $"{Members} networks of the same rows"
            : Repeats == 1
            ? $"{Members} networks{(Kinds == 2 ? " of two kinds, each pair" : ", each")} without another {Ordinal(Folds)} of the rows"
            : $"{Members} networks: {Repeats} times {Folds}{(Kinds == 2 ? " pairs of two kinds" : "")}, " +
                $"each without another {Ordinal(Folds)} of the rows";
        string time = Estimate is { } estimate
            ? string.Create(CultureInfo.InvariantCulture, $"; at most {estimate.TotalSeconds:0} s by the first epochs")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{networks}, {Epochs} epochs at most of steps of {BatchSize} rows{time}");
    }

    static string Ordinal(int folds) =>
        folds switch { 2 => "half", 3 => "third", 4 => "fourth", 5 => "fifth", 10 => "tenth", _ => $"{folds}th" };
}
