using System.Text;

namespace Myelin.Fuzz;

/// <summary>
/// A reader under fire: good inputs to begin from, words of its language, and the judgment of what it does with an input.
/// </summary>
public abstract class Target
{
    /// <summary>As the command line names it.</summary>
    public abstract string Name { get; }

    /// <summary>Good inputs, and some that are bad in an instructive way.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>Words that a random byte would rarely spell.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>No input grows beyond this.</summary>
    public virtual int LongestInput => 1 << 14;

    /// <summary>Makes what a mutation broke whole again where an attacker would: lengths, checksums.</summary>
    public virtual byte[] Mend(byte[] input) => input;

    /// <summary>
    /// Reads the input. Returns what came of it, in words that are the same for inputs of the same kind: new words mean that a new path was
    /// taken. Throws where the reader fails in a way that it does not document.
    /// </summary>
    public abstract string Try(byte[] input);

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(byte[] input) => Encoding.UTF8.GetString(input);

    /// <summary>Throws a finding unless the condition holds.</summary>
    protected static void Demand(bool condition, string problem)
    {
        if (!condition) throw new FindingException(problem);
    }
}
