namespace Myelin.Explain;

/// <summary>
/// What a sample was before it became numbers, and what becomes of the network's outputs: a row of a table, its prediction.
/// </summary>
interface IRowStory
{
    /// <summary>Which of several networks is traced, and how.</summary>
    string Traced { get; }

    /// <summary>Each cell, and the inputs that it becomes.</summary>
    IReadOnlyList<string> Cells(int digits);

    /// <summary>Heads what becomes of the outputs.</summary>
    string Title { get; }

    /// <summary>From what the networks say to the prediction.</summary>
    Scene Predicted();

    /// <summary>The prediction as it is written.</summary>
    IReadOnlyList<string> Text { get; }
}
