using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>A loss over panels, compiled for one element type and lane.</summary>
internal abstract class LossPass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static LossPass<T> Of<TLane>(ILoss loss) where TLane : struct, ILane<TLane, T> => loss.Choose(new Choice<TLane>());

    /// <summary>For rows [first, last): values[n] = sₙ ℓₙ (summed over the row's outputs) and gradient = scale · sₙ ∂ℓ/∂ŷ.</summary>
    /// <param name="scale">what the reduction multiplies by: 1/N for a mean over rows</param>
    public abstract void Evaluate(in LossViews<T> views, T scale, int first, int last);

    sealed class Choice<TLane> : ILossChoice<LossPass<T>> where TLane : struct, ILane<TLane, T>
    {
        public LossPass<T> OfElement<TLoss>(TLoss loss) where TLoss : struct, IElementLoss<TLoss> => new ElementLoss<T, TLane, TLoss>(loss);

        public LossPass<T> OfRow(IRowLoss loss) => new RowLoss<T>(loss);
    }
}

/// <summary>What a loss reads and writes.</summary>
/// <param name="Weights">s [1 × N], one for each row; empty for all ones</param>
/// <param name="Gradient">empty where only the values are wanted</param>
/// <param name="Values">[1 × N]</param>
internal readonly record struct LossViews<T>(Panels<T> Prediction, Panels<T> Target, Panels<T> Weights, Panels<T> Gradient,
    Panels<T> Values) where T : unmanaged;

internal sealed unsafe class ElementLoss<T, TLane, TLoss>(TLoss loss) : LossPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TLoss : struct, IElementLoss<TLoss>
{
    public override void Evaluate(in LossViews<T> views, T scale, int first, int last)
    {
        if (views.Prediction.Columns == 1) EvaluateColumn(views, scale, first, last);
        else EvaluatePanels(views, scale, first, last);
    }

    // one output a row is what regressions and yes-or-no questions have: no padding to keep zero, nothing to sum
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    void EvaluateColumn(in LossViews<T> views, T scale, int first, int last)
    {
        int width = TLane.Count;
        T* prediction = views.Prediction.Start, target = views.Target.Start, weights = views.Weights.Start, gradient = views.Gradient.Start;
        T* values = views.Values.Start;
        for (int n = first; n < last; n++)
        {
            T weight = weights == null ? T.One : weights[n];
            values[n] =
                weight * loss.Evaluate(new Scalar<T>(prediction[n * width]), new Scalar<T>(target[n * width]), out Scalar<T> slope).Value;
            if (gradient != null) gradient[n * width] = slope.Value * (weight * scale);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    void EvaluatePanels(in LossViews<T> views, T scale, int first, int last)
    {
        (Panels<T> prediction, Panels<T> target, Panels<T> gradient) = (views.Prediction, views.Target, views.Gradient);
        Span<T> weights = views.Weights.Row(0), values = views.Values.Row(0);
        int columns = prediction.Columns, width = TLane.Count;
        Span<T> row = RowBuffer<T>.Of(prediction.Count * width);
        T* mask = stackalloc T[width];
        for (int v = 0; v < width; v++) mask[v] = (prediction.Count - 1) * width + v < columns ? T.One : T.Zero;
        TLane inside = TLane.Load(mask), zero = TLane.Of(0);
        fixed (T* buffer = row)
        {
            for (int n = first; n < last; n++)
            {
                T weight = weights.IsEmpty ? T.One : weights[n];
                TLane factor = TLane.Broadcast(weight * scale);
                for (int panel = 0; panel < prediction.Count; panel++)
                {
                    TLane value = loss.Evaluate(TLane.Load(prediction.At(panel, n)), TLane.Load(target.At(panel, n)), out TLane slope);
                    slope *= factor;

                    // padding must stay zero in δ, and out of the sum
                    if (panel == prediction.Count - 1)
                        (value, slope) = (TLane.IfEqual(inside, zero, zero, value), TLane.IfEqual(inside, zero, zero, slope));
                    TLane.Store(value, buffer + panel * width);
                    if (!gradient.IsEmpty) TLane.Store(slope, gradient.At(panel, n));
                }
                values[n] = weight * Kernels.Rows.Sum<T>(row[..columns]);
            }
        }
    }
}

internal sealed class RowLoss<T>(IRowLoss loss) : LossPass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly RowEvaluation<T> _evaluation = new(loss);

    public override void Evaluate(in LossViews<T> views, T scale, int first, int last)
    {
        int outputs = views.Prediction.Columns;
        Span<T> weights = views.Weights.Row(0), values = views.Values.Row(0);
        for (int n = first; n < last; n++)
        {
            T weight = weights.IsEmpty ? T.One : weights[n];
            RowMemory<T>.Begin();
            (RowLane<T> y, RowLane<T> target) = (RowLane<T>.Take(outputs), RowLane<T>.Take(views.Target.Columns));
            views.Prediction.ReadRow(n, y.Numbers);
            views.Target.ReadRow(n, target.Numbers);
            values[n] = weight * _evaluation.Of(y, target, out Span<T> g);
            if (views.Gradient.IsEmpty) continue;
            T factor = weight * scale;
            foreach (ref T slope in g) slope *= factor;
            views.Gradient.WriteRow(n, g);
        }
    }
}
