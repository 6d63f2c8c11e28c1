namespace Myelin.Onnx;

/// <summary>Layers one after the other, from the network's input on: each knows the one before it, and several may follow it.</summary>
sealed class Chain
{
    Chain(Chain? before, Step? step, int width) =>
        (Before, Step, Width, Depth) = (before, step, width, before is null ? 0 : before.Depth + 1);

    public Chain? Before { get; }

    /// <summary>The last step; null at the input.</summary>
    public Step? Step { get; }

    /// <summary>Columns of its output.</summary>
    public int Width { get; }

    int Depth { get; }

    public static Chain Input(int width) => new(null, null, width);

    public Chain Then(Step step) => new(this, step, step.Columns?.Length ?? step.Layer!.Outputs(Width));

    /// <summary>The same with another last step.</summary>
    public Chain Instead(Step step) => Before!.Then(step);

    /// <summary>The last chain that both go through.</summary>
    public static Chain Fork(Chain one, Chain other)
    {
        while (one.Depth > other.Depth) one = one.Before!;
        while (other.Depth > one.Depth) other = other.Before!;
        while (one != other) (one, other) = (one.Before!, other.Before!);
        return one;
    }

    /// <summary>The steps from an earlier place to this one, in order.</summary>
    public List<Step> Since(Chain start)
    {
        List<Step> steps = [];
        for (Chain at = this; at != start; at = at.Before!) steps.Add(at.Step!);
        steps.Reverse();
        return steps;
    }
}
