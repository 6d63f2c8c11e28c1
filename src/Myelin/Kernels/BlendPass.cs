using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Activations;
using Myelin.Engine;

namespace Myelin.Kernels;

/// <summary>a = x + s (σ(x) − x) over panels, one s for each column, compiled for one element type, lane and activation.</summary>
internal abstract class BlendPass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>For rows [first, last): a, and the difference σ(x) − x where there is room for it.</summary>
    public abstract void Forward(Panels<T> x, Panels<T> s, Panels<T> difference, Panels<T> a, int first, int last);

    /// <summary>dx = delta ⊙ (1 + s (σ′(x) − 1))</summary>
    public abstract void Backward(Panels<T> x, Panels<T> s, Panels<T> delta, Panels<T> dx, int first, int last);
}

internal sealed class BlendPass<T, TLane, TActivation>(TActivation activation) : BlendPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TActivation : struct, IActivation<TActivation>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Forward(Panels<T> x, Panels<T> s, Panels<T> difference, Panels<T> a, int first, int last)
    {
        bool keeps = !difference.IsEmpty;
        for (int panel = 0; panel < x.Count; panel++)
        {
            TLane share = s.Load<TLane>(panel, 0);
            for (int n = first; n < last; n++)
            {
                TLane input = x.Load<TLane>(panel, n), change = activation.Value(input) - input;
                if (keeps) difference.Store(change, panel, n);
                a.Store(TLane.MultiplyAdd(share, change, input), panel, n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Backward(Panels<T> x, Panels<T> s, Panels<T> delta, Panels<T> dx, int first, int last)
    {
        TLane one = TLane.Of(1);
        for (int panel = 0; panel < x.Count; panel++)
        {
            TLane share = s.Load<TLane>(panel, 0);
            for (int n = first; n < last; n++)
            {
                TLane input = x.Load<TLane>(panel, n), slope = activation.Slope(input, activation.Value(input));
                dx.Store(delta.Load<TLane>(panel, n) * TLane.MultiplyAdd(share, slope - one, one), panel, n);
            }
        }
    }
}
