namespace Myelin.Tabular;

/// <summary>The rows of one network.</summary>
/// <param name="Training">that are in memory</param>
/// <param name="Blocks">all rows to learn from, where those in memory are only some; null where they are all</param>
/// <param name="Validation">that decide which epoch is best; null for none</param>
readonly record struct MemberRows(Samples<float> Training, EncodedBlocks? Blocks, Samples<float>? Validation);
