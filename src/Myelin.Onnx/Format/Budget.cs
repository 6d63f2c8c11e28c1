namespace Myelin.Onnx;

/// <summary>Counts the nodes, names and texts of a file: an empty one takes two bytes there, and a hundred in memory.</summary>
/// <param name="most">more are refused</param>
sealed class Budget(int most)
{
    int _taken;

    /// <exception cref="InvalidDataException">The file has more parts than any model.</exception>
    public void Take()
    {
        if (++_taken > most) throw new InvalidDataException(FormattableString.Invariant($"has more than {most:N0} nodes, names and texts"));
    }
}
