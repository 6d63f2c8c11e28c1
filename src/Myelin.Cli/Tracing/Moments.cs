namespace Myelin.Cli.Tracing;

/// <summary>What an optimizer remembers of the first element of a block, before a step and after it.</summary>
sealed class Moments(UpdateTrace<double> update)
{
    /// <summary>m, v or u before the step, 0 in the first.</summary>
    public Term.Leaf Before(int moment, string letter) => Term.Of(update.MomentsBefore[moment][0, 0], letter);

    /// <summary>The same after it.</summary>
    public Term.Leaf After(int moment, string letter) => Term.Of(update.MomentsAfter[moment][0, 0], letter);
}
