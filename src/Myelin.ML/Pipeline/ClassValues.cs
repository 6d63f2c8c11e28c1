using Microsoft.ML;

namespace Myelin.ML;

/// <summary>The values of a label's key, in its order.</summary>
abstract class ClassValues
{
    public abstract int Count { get; }

    /// <summary>What makes the key of these values from a column of places, which are float from 0 on.</summary>
    /// <param name="made">a column that is made besides, and not needed any more</param>
    public abstract IReadOnlyList<IEstimator<ITransformer>> Key(MLContext context, string places, string made, string output);
}
