using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Myelin.Cli.Commands;

namespace Myelin.Cli;

/// <summary>myelin: the command that holds the others.</summary>
sealed class MyelinCommand : RootCommand
{
    public MyelinCommand() : base(
        "Myelin trains neural networks on tables and shows every number of forward and backward propagation.")
    {
        foreach (Command verb in new Command[] { new TrainCommand(), new PredictCommand(), new EvaluateCommand(), new ReportCommand(),
            new TuneCommand(), new InspectCommand(), new ExportCommand(), new ImportCommand(), new TraceCommand(),
            new CheckCommand() })
            Add(verb);
        foreach (Option option in Options)
            switch (option)
            {
                case HelpOption:
                    (option.Description, option.Action) = ("Show this page.", new HelpPage());
                    break;
                case VersionOption:
                    (option.Description, option.Action) = ("Show the version.", new VersionLine());
                    break;
            }
        SetAction(line => new HelpPage().Invoke(line));
    }

    sealed class VersionLine : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            Console.WriteLine($"myelin {typeof(Network).Assembly.GetName().Version!.ToString(3)}");
            return ExitCode.Success;
        }
    }
}
