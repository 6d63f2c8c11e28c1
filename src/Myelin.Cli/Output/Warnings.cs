namespace Myelin.Cli.Output;

/// <summary>Sentences on standard error about a result that is written all the same.</summary>
static class Warnings
{
    public static void Write(IEnumerable<Advice> warnings, Remedies remedies)
    {
        foreach (Advice warning in warnings) Console.Error.WriteLine($"warning: {Failure.OneLine(remedies.Text(warning))}.");
    }
}
