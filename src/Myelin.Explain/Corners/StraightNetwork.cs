namespace Myelin.Explain;

/// <summary>
/// A network whose activations go straight on where a unit stands at a corner, so that differences see the slope that the formulas take
/// there: relu′(0) = 1, for each of however many units are at 0.
/// </summary>
sealed class StraightNetwork
{
    /// <summary>A step h of a parameter may move a unit by several times h.</summary>
    const double Reach = 16;

    readonly List<StraightActivation> _activations = [];
    readonly List<StraightPRelu> _prelus = [];
    readonly double _reach;

    /// <param name="look">one forward pass of a network of this description with the parameters and samples in question</param>
    public StraightNetwork(Network network, double step, Action<Network> look)
    {
        _reach = Reach * step;
        Network = new(network.Inputs, [.. network.Layers.Select(Straight)]);
        look(Network);
        foreach (StraightActivation activation in _activations) activation.FindCorners(_reach);
        foreach (StraightPRelu prelu in _prelus) prelu.IsLooking = false;
    }

    public Network Network { get; }

    /// <summary>Whether any unit stands at a corner.</summary>
    public bool HasCorners => _activations.Any(activation => activation.HasCorners) || _prelus.Any(prelu => prelu.HasCorners);

    Layer Straight(Layer layer) => layer switch
    {
        Dense dense => new Dense(dense.Units, Straight(dense.Activation), dense.Bias, dense.Initializer)
        {
            Parametrization = dense.Parametrization,
            BiasInitializer = dense.BiasInitializer,
            BiasRateFactor = dense.BiasRateFactor,
        },
        Activation activation => new Activation(Straight(activation.Function)),
        ParametricActivation parametric =>
            new ParametricActivation(Straight(parametric.Function), parametric.RateFactor, parametric.DecayFactor),
        Residual residual => new Residual([.. residual.Layers.Select(Straight)]),
        Split split => new Split([.. split.Branches.Select(branch => new Branch(branch.Columns, [.. branch.Layers.Select(Straight)]))]),
        PRelu prelu => Kept(new StraightPRelu(prelu, _reach)),
        _ => layer,
    };

    IActivation Straight(IActivation function)
    {
        if (function is Identity) return function;
        var straight = new StraightActivation(function);
        _activations.Add(straight);
        return straight;
    }

    StraightPRelu Kept(StraightPRelu prelu)
    {
        _prelus.Add(prelu);
        return prelu;
    }
}
