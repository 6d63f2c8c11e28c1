using System.Numerics;
using Myelin.Kernels;

namespace Myelin.Explain;

/// <summary>Forward and backward propagation of one batch with every number in between, computed by the passes that train.</summary>
/// <param name="Values">sₙ ℓₙ of each row</param>
public sealed record Trace<T>(IReadOnlyList<LayerTrace<T>> Layers, IReadOnlyList<T> Values, double Loss)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What Σₙ sₙ ℓₙ is divided by to make L: N, N·K, the sum of the rows' weights, or 1.</summary>
    public double Divisor { get; init; } = 1;

    /// <param name="training">whether dropout drops and BatchNorm takes the batch's statistics</param>
    /// <param name="seed">of dropout's masks, as <see cref="TrainingOptions.Seed"/></param>
    /// <param name="step">of dropout's masks: 1 is a training's first batch (L-BFGS keeps to those of step 0)</param>
    /// <param name="dropout">multiplies dropout's probabilities, as a schedule does</param>
    /// <remarks>The model's parameters stay as they are, running statistics too.</remarks>
    public static Trace<T> Of(
        Model<T> model, ILoss loss, Samples<T> samples, bool training = true, ulong seed = 1, long step = 1, double dropout = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(samples);
        samples.Check(model.Network, loss, nameof(samples));
        using Parameters<T> parameters = model.Parameters.Alike(), gradients = parameters.Alike();
        model.Parameters.CopyTo(parameters);
        using Plan<T> plan = Plan<T>.Create(new(model.Network, parameters, samples.Rows, gradients, loss, samples.TargetColumns)
        {
            Weighted = !samples.Weights.IsEmpty,
            InputGradient = true,
            KeepsAll = true,
        });
        (plan.Batch.Rows, plan.Batch.Training) = (samples.Rows, training);
        (plan.Batch.Seed, plan.Batch.Step, plan.Batch.DropoutFactor) = (seed, step, dropout);
        int[] rows = [.. Enumerable.Range(0, samples.Rows)];
        double divisor = Normalizer.Of(loss, samples, rows, plan.Output.Columns), scale = 1 / divisor;
        using var pinned = new PinnedSamples<T>();
        pinned.Pin(samples.Inputs, samples.Targets, samples.Weights);
        plan.Gather(Worker.Alone, pinned, rows);
        plan.Refresh(Worker.Alone);
        plan.Forward(Worker.Alone);
        plan.EvaluateLoss(Worker.Alone, scale);

        var layers = new LayerTrace<T>[plan.Passes.Length];
        int block = parameters.Blocks.Count;
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            LayerPass<T> pass = plan.Passes[l];
            T[,] outputGradient = Matrix(pass.OutputGradient);
            pass.Backward(Worker.Alone);
            var members = pass as IMemberOutputs<T>;
            T[][,] memberGradients = [.. members?.MemberGradients.Select(Matrix) ?? []];
            if (members is { LossByMember: true }) outputGradient = Sum(memberGradients);
            pass.Gradients(Worker.Alone, add: false, update: null);
            int count = model.Network.Layers[l].Blocks(model.Network.Widths()[l]).Count();
            block -= count;
            layers[l] = new(
                model.Network.Layers[l],
                Matrix(l == 0 ? plan.Input : plan.Passes[l - 1].Output),
                [.. Enumerable.Range(block, count)
                    .Select(i => new BlockTrace<T>(parameters.Blocks[i], parameters.Get(i), gradients.Get(i)))],
                Matrix(pass.Output),
                outputGradient,
                Matrix(l == 0 ? plan.InputGradient : plan.Passes[l - 1].OutputGradient))
            {
                PreActivation = pass.PreActivation.IsEmpty ? null : Matrix(pass.PreActivation),
                Delta = pass.PreActivation.IsEmpty ? null : Matrix(pass.OutputGradient),
                MemberOutputs = [.. members?.Members.Select(Matrix) ?? []],
                MemberGradients = memberGradients,
            };
        }
        return new(layers, plan.Values.Row(0)[..samples.Rows].ToArray(), plan.TotalLoss(scale)) { Divisor = divisor };

        T[,] Matrix(Panels<T> panels)
        {
            var matrix = new T[samples.Rows, panels.Columns];
            for (int n = 0; n < samples.Rows; n++)
                for (int c = 0; c < panels.Columns; c++) matrix[n, c] = panels[n, c];
            return matrix;
        }
    }

    static T[,] Sum(T[][,] matrices)
    {
        var sum = (T[,])matrices[0].Clone();
        foreach (T[,] matrix in matrices.Skip(1))
            for (int n = 0; n < sum.GetLength(0); n++)
                for (int c = 0; c < sum.GetLength(1); c++) sum[n, c] += matrix[n, c];
        return sum;
    }
}
