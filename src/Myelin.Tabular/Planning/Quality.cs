namespace Myelin.Tabular;

/// <summary>How much time a training may take for how good a model.</summary>
public enum Quality
{
    /// <summary>One network; a fifth of the rows decides which of its epochs is best.</summary>
    Fast,

    /// <summary>
    /// Five pairs of networks, each trained without a fifth of the rows, which decides which of their epochs are best; five networks
    /// where the recipe has no second one.
    /// </summary>
    Default,

    /// <summary>The same three times with other folds, each network trained twice as long where that is not more than 256 epochs.</summary>
    Best,
}
