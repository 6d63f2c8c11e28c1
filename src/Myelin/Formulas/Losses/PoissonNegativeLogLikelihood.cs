using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// ℓ = eᶻ − y z, ∂ℓ/∂z = eᶻ − y, for the logarithm z of the rate; ℓ = λ − y ln(λ + ε), ∂ℓ/∂λ = 1 − y/(λ + ε), for the rate λ itself
/// </summary>
/// <param name="LogInput">whether the network gives ln λ (predictions are then its exponential) rather than λ</param>
/// <param name="Full">adds Stirling's y ln y − y + ½ ln(2πy), near ln y!, for y &gt; 1: of the value only, the gradient is the same</param>
/// <param name="Epsilon">ε &gt; 0 keeps the logarithm of a rate 0 finite</param>
public readonly record struct PoissonNegativeLogLikelihood(
    bool LogInput = true, bool Full = false, double Epsilon = 1e-8, Reduction Reduction = Reduction.Mean)
    : IElementLoss<PoissonNegativeLogLikelihood>
{
    public PoissonNegativeLogLikelihood() : this(true) { }

    public double Epsilon { get; } = Throw.IfNotPositive(Epsilon, "epsilon of a Poisson loss");

    public IActivation Link => LogInput ? new Exponential() : new Identity();

    public string? Objection(double target, int outputs, int targets) =>
        double.IsFinite(target) && target >= 0 ? null : "a count, 0 or more";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane y = target, value;
        if (LogInput)
        {
            TLane rate = TLane.Exp(prediction);
            gradient = rate - y;
            value = rate - y * prediction;
        }
        else
        {
            TLane rate = prediction + TLane.Of("ε", Epsilon);
            gradient = TLane.Of(1) - y / rate;
            value = prediction - y * TLane.Log(rate);
        }
        return Full ? value + TLane.IfLess(TLane.Of(1), y, Stirling(y), TLane.Of(0)) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Stirling<TLane>(TLane y) where TLane : struct, ILane<TLane> =>
        y * TLane.Log(y) - y + TLane.Of(0.5) * TLane.Log(TLane.Of("2π", 2 * Math.PI) * y);
}
