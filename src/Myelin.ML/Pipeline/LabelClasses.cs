namespace Myelin.ML;

/// <summary>The values of a label's key, and where each of the model's classes stands among them.</summary>
sealed record LabelClasses(ClassValues Values, IReadOnlyList<int> Places);
