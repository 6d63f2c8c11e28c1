using System.Reflection;

namespace Myelin.Cli.Tests.Inputs;

/// <summary>The program's own entry point, called in this process: a hundred runs take as long as ten of the program.</summary>
static class InProcess
{
    static readonly Lock s_console = new();
    static readonly MethodInfo s_main = typeof(MyelinCommand).Assembly.EntryPoint!;

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
                int code = (int)s_main.Invoke(null, [arguments])!;
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
