using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>σ(z) and σ′(z) of numbers side by side, by the passes that train.</summary>
static class ActivationProbe
{
    public static (double[] Values, double[] Slopes) At(IActivation activation, double[] z)
    {
        using Model<double> alone = Model.Create<double>(new Network(1, new Activation(activation)));
        Trace<double> trace = Trace<double>.Of(alone, new Sum(), new Samples<double>(z, 1, new double[z.Length], 1));
        return ([.. trace.Layers[0].Output.Cast<double>()], [.. trace.Layers[0].InputGradient.Cast<double>()]);
    }

    /// <summary>ℓ = ŷ, ∂ℓ/∂ŷ = 1</summary>
    readonly record struct Sum : IElementLoss<Sum>
    {
        public Reduction Reduction => Reduction.Sum;

        public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
        {
            gradient = TLane.Of(1);
            return prediction;
        }
    }
}
