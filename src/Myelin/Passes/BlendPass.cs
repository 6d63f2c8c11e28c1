using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = x + s (σ(x) − x) over panels, one s for each column, compiled for one element type, lane and activation.</summary>
internal abstract class BlendPass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Null where the activation is of a whole row.</summary>
    public static BlendPass<T>? Of<TLane>(IActivation activation) where TLane : struct, ILane<TLane, T> =>
        activation is IOwnPass own ? own.BindBlend<T, TLane>() : activation.Choose(new Choice<TLane>());

    /// <summary>a for rows [first, last), and value = σ(x) where there is room for it.</summary>
    public abstract void Forward(Panels<T> x, Panels<T> s, Panels<T> value, Panels<T> a, int first, int last);

    /// <summary>dx = delta ⊙ (1 + s (σ′(x) − 1))</summary>
    public abstract void Backward(Panels<T> x, Panels<T> s, Panels<T> value, Panels<T> delta, Panels<T> dx, int first, int last);

    /// <summary>ds = Σₙ delta ⊙ (value − x), or added to what is there; workers share the columns.</summary>
    public abstract void Gradient(Panels<T> x, Panels<T> value, Panels<T> delta, int rows, Panels<T> ds, Worker worker, bool add);

    sealed class Choice<TLane> : IActivationChoice<BlendPass<T>?> where TLane : struct, ILane<TLane, T>
    {
        public BlendPass<T>? OfElement<TActivation>(TActivation activation) where TActivation : struct, IActivation<TActivation> =>
            new BlendPass<T, TLane, TActivation>(activation);

        public BlendPass<T>? OfRow<TActivation>(TActivation activation) where TActivation : struct, IRowActivation<TActivation> => null;
    }
}

internal sealed class BlendPass<T, TLane, TActivation>(TActivation activation) : BlendPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TActivation : struct, IActivation<TActivation>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Forward(Panels<T> x, Panels<T> s, Panels<T> value, Panels<T> a, int first, int last)
    {
        bool keeps = !value.IsEmpty;
        for (int panel = 0; panel < x.Count; panel++)
        {
            TLane share = s.Load<TLane>(panel, 0);
            for (int n = first; n < last; n++)
            {
                TLane input = x.Load<TLane>(panel, n), bent = activation.Value(input);
                if (keeps) value.Store(bent, panel, n);
                a.Store(Blend.Of(input, share, bent), panel, n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Backward(Panels<T> x, Panels<T> s, Panels<T> value, Panels<T> delta, Panels<T> dx, int first, int last)
    {
        for (int panel = 0; panel < x.Count; panel++)
        {
            TLane share = s.Load<TLane>(panel, 0);
            for (int n = first; n < last; n++)
            {
                TLane slope = activation.Slope(x.Load<TLane>(panel, n), value.Load<TLane>(panel, n));
                dx.Store(delta.Load<TLane>(panel, n) * Blend.Slope(share, slope), panel, n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Gradient(Panels<T> x, Panels<T> value, Panels<T> delta, int rows, Panels<T> ds, Worker worker, bool add)
    {
        (int first, int last) = worker.Share(x.Count);
        for (int panel = first; panel < last; panel++)
        {
            TLane total = add ? ds.Load<TLane>(panel, 0) : TLane.Of(0);
            for (int n = 0; n < rows; n++)
                total = TLane.MultiplyAdd(delta.Load<TLane>(panel, n), value.Load<TLane>(panel, n) - x.Load<TLane>(panel, n), total);
            ds.Store(total, panel, 0);
        }
    }
}
