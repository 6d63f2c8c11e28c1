using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>An activation over panels, compiled for one element type and lane: one call per block, none per element.</summary>
internal abstract class ActivationPass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static ActivationPass<T> Of<TLane>(IActivation activation) where TLane : struct, ILane<TLane, T> =>
        activation is IOwnPass own ? own.Bind<T, TLane>() : activation.Choose(new Choice<TLane>());

    /// <summary>a = σ(z) for rows [first, last); z and a may be the same memory.</summary>
    public abstract void Forward(Panels<T> z, Panels<T> a, int first, int last);

    /// <summary>δ: ∂L/∂a on entry, ∂L/∂z on return.</summary>
    public abstract void Backward(Panels<T> z, Panels<T> a, Panels<T> delta, int first, int last);

    sealed class Choice<TLane> : IActivationChoice<ActivationPass<T>> where TLane : struct, ILane<TLane, T>
    {
        public ActivationPass<T> OfElement<TActivation>(TActivation activation) where TActivation : struct, IActivation<TActivation> =>
            new ElementActivation<T, TLane, TActivation>(activation);

        public ActivationPass<T> OfRow<TActivation>(TActivation activation) where TActivation : struct, IRowActivation<TActivation> =>
            new RowActivation<T, TActivation>(activation);
    }
}

internal sealed unsafe class ElementActivation<T, TLane, TActivation>(TActivation activation) : ActivationPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TActivation : struct, IActivation<TActivation>
{
    // value types: a constant for the JIT
    static bool IsIdentity => typeof(TActivation) == typeof(Identity);

    public override void Forward(Panels<T> z, Panels<T> a, int first, int last)
    {
        if (IsIdentity && z.Start == a.Start) return;
        for (int panel = 0; panel < z.Count; panel++)
            Elementwise.Map<T, TLane, TActivation>(activation, z.At(panel, first), a.At(panel, first), (nint)(last - first) * TLane.Count);
    }

    public override void Backward(Panels<T> z, Panels<T> a, Panels<T> delta, int first, int last)
    {
        if (IsIdentity) return;
        for (int panel = 0; panel < z.Count; panel++)
            Elementwise.ScaleBySlope<T, TLane, TActivation>(
                activation, z.At(panel, first), a.At(panel, first), delta.At(panel, first), (nint)(last - first) * TLane.Count);
    }
}

internal sealed class RowActivation<T, TActivation>(TActivation activation) : ActivationPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IRowActivation<TActivation>
{
    public override void Forward(Panels<T> z, Panels<T> a, int first, int last)
    {
        for (int n = first; n < last; n++)
        {
            RowMemory<T>.Begin();
            RowLane<T> row = RowLane<T>.Take(z.Columns);
            z.ReadRow(n, row.Numbers);
            a.WriteRow(n, activation.Value(row).Filled(z.Columns));
        }
    }

    public override void Backward(Panels<T> z, Panels<T> a, Panels<T> delta, int first, int last)
    {
        for (int n = first; n < last; n++)
        {
            RowMemory<T>.Begin();
            (RowLane<T> row, RowLane<T> gradient) = (RowLane<T>.Take(a.Columns), RowLane<T>.Take(a.Columns));
            a.ReadRow(n, row.Numbers);
            delta.ReadRow(n, gradient.Numbers);
            delta.WriteRow(n, activation.Backpropagate(row, gradient).Filled(a.Columns));
        }
    }
}

/// <summary>Room for a row or two as contiguous memory, one for each thread, kept.</summary>
internal static class RowBuffer<T>
{
    [ThreadStatic]
    static T[]? s_buffer;

    /// <summary>The same for whoever calls code that may want it too: until it is given back, others get another.</summary>
    public static Rented Rent(int length)
    {
        T[] buffer = s_buffer is { } kept && kept.Length >= length ? kept : new T[Math.Max(length, 64)];
        s_buffer = null;
        return new(buffer, length);
    }

    public readonly ref struct Rented(T[] buffer, int length)
    {
        public Span<T> Numbers => buffer.AsSpan(0, length);

        public void Dispose() => s_buffer = buffer;
    }

    public static Span<T> Of(int length)
    {
        if (s_buffer is null || s_buffer.Length < length) s_buffer = new T[Math.Max(length, 64)];
        return s_buffer.AsSpan(0, length);
    }
}
