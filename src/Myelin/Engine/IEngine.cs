using System.Numerics;

namespace Myelin;

/// <summary>
/// What moves parameters: all that a training asks of the machine that makes its steps. <see cref="CpuEngine{T}"/> is this process; an
/// engine on other hardware, or on several machines, implements this and no more.
/// </summary>
/// <remarks>
/// The task's parameters are the truth on either side: a call finds what was written to them before, and leaves in them what it has made of
/// them. Calls are a block of rows each, never a row or a step, so that the seam costs nothing. One thread at a time.
/// </remarks>
internal interface IEngine<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes room for batches of such samples; to be called before the first steps, and again for more rows.</summary>
    void Reserve(SampleShape shape);

    /// <summary>Steps over so many rows.</summary>
    int StepsFor(int rows);

    /// <summary>Forgets the losses of the epoch before, and gradients that wait.</summary>
    void BeginEpoch();

    /// <summary>
    /// Trains on rows, batch after batch; stops between two batches when cancelled, or when the parameters are disposed of.
    /// </summary>
    /// <param name="first">the step to begin with, 0 for the first rows</param>
    /// <returns>the step to go on with; <see cref="StepsFor"/> where all are made</returns>
    int Run(in RowBlock<T> rows, int first, CancellationToken cancellation);

    /// <summary>The mean loss of the epoch's steps so far.</summary>
    double Loss { get; }

    /// <summary>The schedules' factors for the coming steps.</summary>
    StepFactors Factors { get; set; }

    /// <summary>The factor on the learning rate in the last step.</summary>
    double LastRateFactor { get; }

    /// <summary>∂L/∂θ of the last batch; computed now where the parameters descended without keeping it.</summary>
    Parameters<T> Gradients { get; }

    /// <summary>The Euclidean norm of the last gradient, before it was clipped; the mean's where batches were accumulated.</summary>
    double GradientNorm();

    /// <summary>What each layer's numbers are like, of the last batch.</summary>
    IReadOnlyList<LayerSnapshot> Snapshot();

    /// <summary>What the optimizer remembers, in the layout of the parameters.</summary>
    IReadOnlyList<Parameters<T>> Moments { get; }

    /// <summary>The gradients of batches that wait for further ones; null where none do.</summary>
    Parameters<T>? Waiting { get; }

    /// <summary>All that decides how the steps go on, beside parameters, moments and gradients that wait.</summary>
    EngineState State { get; set; }

    /// <summary>What stood around the optimizer's rule for a block in the last step.</summary>
    UpdateChain ChainOf(int block);

    /// <summary>Whoever measures the parameters by these rows, without learning from them; needs no <see cref="Reserve"/>.</summary>
    IJudge Judge(Samples<T> rows, EpochMeasure measure);
}

/// <summary>Measures parameters by rows that they do not learn from.</summary>
internal interface IJudge : IDisposable
{
    /// <summary>L as the model predicts, and what decides which epoch is best.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; that is looked for before each block of rows.</exception>
    (double Loss, double Measure) Evaluate(CancellationToken cancellation = default);
}

/// <summary>Makes the engine of a task; whoever trains is given one.</summary>
internal delegate IEngine<T> EngineFactory<T>(LearningTask<T> task, TrainingOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

internal static class Engines
{
    /// <summary>The engine of this process: the one place where it is chosen.</summary>
    public static IEngine<T> Cpu<T>(LearningTask<T> task, TrainingOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new CpuEngine<T>(task, options);

    /// <summary>The first rows of an order as an epoch of their own; gives its mean loss.</summary>
    public static double RunEpoch<T>(this IEngine<T> engine, Samples<T> samples, int[] order, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        engine.BeginEpoch();
        engine.Run(new(samples, order, count, EndsEpoch: true), 0, CancellationToken.None);
        return engine.Loss;
    }
}
