namespace Myelin.Cli.Tests.Inputs;

/// <summary>A run of the program within this process: a hundred runs take as long as ten of the program.</summary>
static class InProcess
{
    static readonly Lock s_console = new();

    public static Run Run(params string[] arguments)
    {
        lock (s_console)
        {
            (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
            using StringWriter says = new(), complains = new();
            try
            {
                Console.SetOut(says);
                Console.SetError(complains);
                int code = CommandLine.RunCommand(arguments);
                return new(code, says.ToString(), complains.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }
}
