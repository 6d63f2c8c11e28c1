using Spectre.Console;

namespace Myelin.Cli.Output;

/// <summary>A bar that fills, with the time that is left.</summary>
sealed class WorkBar(IAnsiConsole console) : WorkView
{
    ProgressTask? _task;

    public override void Report(double share)
    {
        if (_task is not null) _task.Value = share;
    }

    protected override void Write(string line) => console.WriteLine($"  {line}");

    public override TResult Show<TResult>(string what, Func<TResult> work) => console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(),
            new RemainingTimeColumn())
        .Start(context =>
        {
            _task = context.AddTask(Markup.Escape(what), maxValue: 1);
            TResult result = work();
            _task.Value = 1;
            return result;
        });
}
