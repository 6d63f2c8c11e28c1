namespace Myelin.Tabular;

/// <summary>The rows of an ensemble, as its networks are trained on them.</summary>
/// <param name="Samples">those in memory</param>
/// <param name="Blocks">all rows of a stream that are learned from; null where all rows are in memory</param>
/// <param name="Folds">for each network the rows that it learns from, and those that decide which of its epochs is best</param>
sealed record EnsembleRows(Samples<float> Samples, EncodedBlocks? Blocks, IReadOnlyList<Fold> Folds)
{
    /// <summary>Those of one network.</summary>
    public MemberRows Of(int member)
    {
        Fold fold = Folds[member];
        return fold.Test.Count == 0
            ? new(Samples, Blocks, null)
            : new(Samples.Select([.. fold.Training]), Blocks, Samples.Select([.. fold.Test]));
    }
}
