using Myelin.Basis;

namespace Myelin.Cli.Output;

/// <summary>Shows how far a work of several parts is: folds, columns, trials.</summary>
abstract class WorkView : IProgress<double>
{
    /// <param name="share">from 0 to 1</param>
    public abstract void Report(double share);

    /// <summary>A line about a part that is done.</summary>
    public void Tell(string line) => Write(VisibleText.Of(line));

    /// <summary>Runs the work with the view on the screen.</summary>
    public abstract TResult Show<TResult>(string what, Func<TResult> work);

    protected abstract void Write(string line);
}
