using System.Globalization;

namespace Myelin.Tabular;

/// <summary>What a training takes, before any of it is taken.</summary>
static class MemoryEstimate
{
    /// <summary>Bytes of a weight while it is trained: itself, its gradient, two moments, the best epoch's copy, its place in Wᵀ.</summary>
    const double TrainedWeight = 24;

    /// <summary>Bytes of a neuron for each row of a batch: a, ∂L/∂a, and z where the slope needs it.</summary>
    const double Neuron = 12;

    /// <summary>
    /// Bytes of a class for each row that is judged at once: the networks' probabilities and the model's, as floats, and for its
    /// calibration the raw, the tempered and the crossed ones, as doubles; and what of them is freed and not yet collected.
    /// </summary>
    const double Probability = 56;

    /// <param name="together">networks that are trained at once, each with its own copy of its rows</param>
    public static double Of(TrainingDesign design, int together)
    {
        double weights = design.Networks[0].ParameterCount, numbers = (double)design.Source.Rows * (design.Encoder.Width + 1);
        double neurons = design.Networks[0].Inputs;
        int width = design.Networks[0].Inputs;
        foreach (Layer layer in design.Networks[0].Layers) neurons += width = layer.Outputs(width);
        return sizeof(float) * numbers * (1 + together) + weights * (TrainedWeight * together + sizeof(float) * design.Plan.Members)
            + neurons * Neuron * design.Plan.BatchSize * together;
    }

    /// <summary>The same of judging the rows that are held out, once all networks are trained.</summary>
    public static double OfJudging(TrainingDesign design) => Probability * Judged(design) * (design.Target.Classes?.Count ?? 0);

    static double Judged(TrainingDesign design) => design.Folds.Length == 1 ? design.Folds[0].Test.Count : design.Source.Rows;

    /// <exception cref="ArgumentException">It is more than the machine has.</exception>
    public static void RefuseAbsurd(double bytes, TrainingDesign design)
    {
        double has = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (has > 0 && bytes > has) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"Training {design.Plan.Members} networks of {design.Networks[0].ParameterCount:N0} parameters on {design.Source.Rows:N0} " +
            $"rows of {design.Encoder.Width:N0} numbers takes about {bytes / 1e9:0.#} GB of memory, and there are {has / 1e9:0.#} GB. " +
            $"Make the layers smaller, or ignore columns of many words."));
    }

    /// <exception cref="ArgumentException">The rows that are held out could not be judged once the networks are trained.</exception>
    public static void RefuseUnjudgeable(TrainingDesign design)
    {
        double has = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, bytes = OfJudging(design);
        if (has > 0 && bytes > has) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"To judge {Judged(design):N0} rows that are held out, each with the probabilities " +
            $"of {design.Target.Classes!.Count:N0} classes, takes about {bytes / 1e9:N1} GB of memory, and there are {has / 1e9:0.#} GB. " +
            $"Hold out fewer rows, or train on fewer classes; a target that is a number is for regression."));
    }
}
