namespace Myelin;

/// <summary>The links of the chain around an optimizer's rule, for one block.</summary>
internal readonly record struct UpdateChain
{
    public readonly double Rate, GradientScale, Clip, L1, L2, Decay;
    public readonly bool Moves, IsPlain;

    public UpdateChain(Optimizer optimizer, ParameterBlock block, (double Rate, double GradientScale, double Clip, double Decay) settings)
    {
        (Rate, GradientScale, Clip) = (settings.Rate * block.RateFactor, settings.GradientScale, settings.Clip);
        ((L1, L2), Decay) = (Penalty.Of(optimizer, block), optimizer.WeightDecay * Penalty.Factor(optimizer, block) * settings.Decay);
        Moves = block.Role != ParameterRole.Statistic;
        IsPlain = GradientScale == 1 && double.IsPositiveInfinity(Clip) && L1 == 0 && L2 == 0 && Decay == 0;
    }
}
