using Myelin.Numerics;

namespace Myelin;

/// <summary>The formula of an optimizer at one step.</summary>
public interface IUpdateRule
{
    /// <summary>How many numbers are remembered for each parameter: 0 to 3 of m, v and u, all 0 at first.</summary>
    static abstract int Moments { get; }

    /// <summary>d, from the gradient g, the parameter w, and what is remembered of earlier steps; 0 where all of them are 0.</summary>
    /// <remarks>
    /// g comes clipped and with the coupled penalties added. The step is α d; no rule sees α, its schedule or the decay.
    /// Panels are padded with zeros, which must stay zeros.
    /// </remarks>
    TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>;
}
