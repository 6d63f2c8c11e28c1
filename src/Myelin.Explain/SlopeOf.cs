using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>σ′(z) of an activation: its backward pass with ∂L/∂a = 1 everywhere, so that the slope shown is the one that trains.</summary>
static class SlopeOf
{
    public static double[,] Activation(IActivation activation, double[,] z)
    {
        using Model<double> alone = Model.Create<double>(new Network(z.GetLength(1), new Activation(activation)));
        Trace<double> trace = Trace<double>.Of(alone, new Outputs(), new Samples<double>(z, new double[z.GetLength(0), z.GetLength(1)]));
        return trace.Layers[0].InputGradient;
    }

    /// <summary>ℓ = ŷ, ∂ℓ/∂ŷ = 1</summary>
    readonly record struct Outputs : IElementLoss<Outputs>
    {
        public Reduction Reduction => Reduction.Sum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
        {
            gradient = TLane.Of(1);
            return prediction;
        }
    }
}
