using System.Numerics;
using Myelin.Losses;

namespace Myelin.Engine;

/// <summary>The loss of a model over samples, as it predicts: dropout off, running statistics.</summary>
internal static class Evaluator
{
    public static double Loss<T>(Model<T> model, ILoss loss, Samples<T> samples) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Plan<T> plan = Plan<T>.Create(new(model.Network, model.Parameters, Math.Min(samples.Rows, Model<T>.BlockRows), null, loss, samples.TargetColumns)
        {
            Weighted = !samples.Weights.IsEmpty,
        });
        return Loss(plan, loss, samples);
    }

    public static double Loss<T>(Plan<T> plan, ILoss loss, Samples<T> samples) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> inputs = samples.Inputs.Span, targets = samples.Targets.Span, weights = samples.Weights.Span;
        double sum = 0, normalizer = 0;
        for (int from = 0; from < samples.Rows; from += plan.Capacity)
        {
            int rows = plan.Batch.Rows = Math.Min(plan.Capacity, samples.Rows - from);
            for (int n = 0; n < rows; n++)
            {
                ReadOnlySpan<T> target = targets.Slice((from + n) * samples.TargetColumns, samples.TargetColumns);
                plan.Input.WriteRow(n, inputs.Slice((from + n) * samples.InputColumns, samples.InputColumns));
                plan.Target.WriteRow(n, target);
                if (!weights.IsEmpty) plan.Weights.Row(0)[n] = weights[from + n];
                normalizer += double.CreateTruncating(plan.Loss.Weight(target, plan.Output.Columns)) *
                    (weights.IsEmpty ? 1 : double.CreateTruncating(weights[from + n]));
            }
            plan.Forward(Worker.Alone);
            plan.EvaluateLoss(Worker.Alone, 1);
            sum += plan.TotalLoss(1);
        }
        return loss.Reduction is Reduction.Sum or Reduction.None ? sum : normalizer > 0 ? sum / normalizer : 0;
    }
}
