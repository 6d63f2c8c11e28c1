namespace Myelin;

/// <summary>
/// A file that is damaged, is of another kind than its reader takes, or says something impossible. The message is one line and
/// starts with the file's name.
/// </summary>
public sealed class InvalidFileException : FormatException
{
    /// <param name="path">the file, as its opener named it</param>
    /// <param name="problem">what was found and what was expected</param>
    public InvalidFileException(string path, string problem, Exception? inner = null) : this(path, new Advice(problem), inner)
    {
    }

    /// <param name="path">the file, as its opener named it</param>
    /// <param name="problem">what was found, what was expected, and what mends it</param>
    public InvalidFileException(string path, Advice problem, Exception? inner = null)
        : base($"{Excerpt.OneLine(path)}: {Excerpt.OneLine(Excerpt.Short(problem.ToString()))}", inner)
    {
        (Path, Problem) = (path, problem.ToString());
        problem.At($"{Excerpt.OneLine(path)}: ").On(this);
    }

    /// <summary>The file, as its opener named it.</summary>
    public string Path { get; }

    /// <summary>The message without the file's name.</summary>
    public string Problem { get; }
}
