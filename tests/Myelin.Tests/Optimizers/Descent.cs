using Myelin.Kernels;

namespace Myelin.Tests.Optimizers;

/// <summary>A single weight going down by an optimizer's pass, as training runs it, on gradients that the test gives.</summary>
sealed class Descent : IDisposable
{
    readonly Parameters<double> _parameters, _gradients;
    readonly UpdatePass<double> _update;

    public Descent(Optimizer optimizer, double start = 1, int bits = 512)
    {
        var network = new Network(1, new Dense(1, new Identity(), Bias: false));
        _parameters = new Parameters<double>([.. network.Blocks()], Lanes.Width<double>(bits));
        _gradients = _parameters.Alike();
        _parameters.Write(0, [start]);
        _update = UpdatePass<double>.Of(optimizer, _parameters);
        _update.Attach(_parameters, _gradients);
    }

    public static Optimizer[] All =>
    [
        new Sgd(), new Sgd(Momentum: 0.9), new Sgd(Momentum: 0.9, Dampening: 0.5), new Sgd(Momentum: 0.9, Nesterov: true),
        new RmsProp(), new RmsProp(Momentum: 0.9), new RmsProp(Centered: true), new Adagrad(), new Adagrad(0.1, 0.05, 0.1),
        new Adadelta(), new Adam(), new Adam(AmsGrad: true), new Adam(EpsilonHat: true), new AdamW(), new Adamax(), new NAdam(),
        new RAdam(), new Rprop(), new Lion(),
    ];

    public double Theta => _parameters.Get(0)[0, 0];

    public int Moments => _update.Moments.Count;

    /// <summary>Everything in memory, padding too.</summary>
    public double[] Memory => [.. _parameters.Values, .. _update.Moments.SelectMany(moment => moment.Values.ToArray())];

    public long Steps
    {
        get => _update.Steps;
        set => _update.Steps = value;
    }

    /// <summary>θ after one step.</summary>
    public double Step(double gradient, double rateFactor = 1)
    {
        _gradients.Write(0, [gradient]);
        _update.Begin(rateFactor, 1, double.PositiveInfinity);
        _update.Descend(Worker.Alone);
        return Theta;
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _gradients.Dispose();
        foreach (Parameters<double> moment in _update.Moments) moment.Dispose();
    }
}
