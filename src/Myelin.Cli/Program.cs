using System.CommandLine;
using System.Text;
using Myelin.Cli;
using Myelin.Cli.Commands;
using Myelin.Cli.Training;

StopSignal.Watch();
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
try
{
    ParseResult line = new MyelinCommand().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
    if (line.Action is null or System.CommandLine.Invocation.ParseErrorAction) return WrongUse.Report(line);
    return line.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception exception)
{
    return Failure.Report(exception);
}
