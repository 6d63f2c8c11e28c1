namespace Myelin.Cli.Output;

/// <summary>Sentences on standard error about a result that is written all the same.</summary>
static class Warnings
{
    public static void Write(IEnumerable<string> sentences)
    {
        foreach (string sentence in sentences) Console.Error.WriteLine($"warning: {Failure.OneLine(sentence)}.");
    }
}
