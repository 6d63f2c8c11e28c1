using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Binds a chain of layers, each to the output of the one before.</summary>
internal static class LayerPasses
{
    public static LayerPass<T>[] Bind<T, TLane>(IReadOnlyList<Layer> layers, LayerBinder<T> binder, Panels<T> input,
        Panels<T> inputGradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
    {
        var passes = new LayerPass<T>[layers.Count];
        for (int l = 0; l < passes.Length; l++)
        {
            binder.Next(input, inputGradient);
            passes[l] = layers[l].Bind<T, TLane>(binder);
            (input, inputGradient) = (passes[l].Output, passes[l].OutputGradient);
        }
        return passes;
    }
}
