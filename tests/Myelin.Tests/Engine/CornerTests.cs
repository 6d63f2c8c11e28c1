using Myelin.Explain;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Engine;

/// <summary>At a corner a gradient is right that is one of the two slopes; a wrong one stays wrong, there and elsewhere.</summary>
public class CornerTests
{
    // where activations bend or jump with the settings that they have by default, and where they do not
    static readonly double[] s_places = [-6, -3, -1, -0.5, -0.2, 0, 0.2, 0.5, 1, 3, 6];

    public static TheoryData<string> Activations =>
    [
        .. ActivationNames.All, "elu(0.3)", "leaky-relu(-2)", "leaky-relu(3)", "leaky-relu(1)", "leaky-relu(0)",
        "hard-tanh(low=-0.5, high=0.2)",
        "soft-shrink(1)", "soft-shrink(0)", "hard-shrink(0)",
    ];

    [Theory]
    [MemberData(nameof(Activations))]
    public void EveryActivationPassesAtItsCorners(string name)
    {
        IActivation activation = ActivationNames.Parse(name);
        foreach (double z in s_places)
        {
            AssertPasses(new(1, new Activation(activation)), [[z]], [0.7], $"{name} at {z}");
            if (Math.Abs(z) <= 1)
                AssertPasses(new(1, new Activation(activation), new Dense(3), new Activation(activation), new Dense(1)), [[z]],
                    [0.7], $"{name} at {z}");
        }
    }

    /// <summary>All units at once: at x = 0 and b = 0 every z is 0, and the input's gradient is neither slope of L.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void ManyUnitsAtOneCornerPass(string name)
    {
        IActivation activation = ActivationNames.Parse(name);
        AssertPasses(new(3, new Dense(6, activation), new Dense(1)), [[0, 0, 0]], [0.7], name);
        AssertPasses(
            new(3, new Dense(3), new Residual(new Dense(3, activation)), new Split(new Branch(3, new Dense(2, activation))), new Dense(1)),
            [[0, 0, 0]], [0.7], name);
        if (!activation.IsOfRows)
            AssertPasses(new(3, new Dense(4), new ParametricActivation(activation), new Dense(1)), [[0, 0, 0]], [0.7], name);
    }

    [Fact]
    public void PReluPassesAtItsCorner() =>
        AssertPasses(new(2, new Dense(4), new PRelu(), new Dense(3), new PRelu(PerUnit: false), new Dense(1)), [[0, 0]], [0.7], "prelu");

    [Theory]
    [InlineData("mean-absolute-error", 0.5, 0.5)]
    [InlineData("quantile(0.9)", 0.5, 0.5)]
    [InlineData("huber(delta=0.5)", 1, 0.5)]
    [InlineData("smooth-l1(beta=0.5)", 0, 0.5)]
    [InlineData("hinge", 1, 1)]
    [InlineData("hinge", -1, -1)]
    [InlineData("squared-hinge", 1, 1)]
    public void EveryLossPassesAtItsCorner(string name, double output, double target)
    {
        ILoss loss = LossNames.Parse(name);
        using Model<double> model = Model.Create<double>(new(1, new Activation(new Identity())));
        GradientReport report = GradientCheck.Run(model, loss, Rows([output], 1, [target], 1));
        Assert.True(report.Passed, $"{name}\n{report}");
    }

    [Fact]
    public void TiesOfAMarginPass()
    {
        using Model<double> model = Model.Create<double>(new(3, new Activation(new Identity())));
        GradientReport report = GradientCheck.Run(model, new MultiMargin(), Rows([0.5, 0.5, 1.5], 3, [2], 1));
        Assert.True(report.Passed, $"{report}");
        Assert.NotEmpty(report.Blocks[^1].Corners);
    }

    /// <summary>relu′(0) = 1: the slopes 0 and 1 are both shown.</summary>
    [Fact]
    public void BothSlopesAreShown()
    {
        using Model<double> model = Model.Create<double>(new(1, new Activation(new Relu())));
        Corner corner = Assert.Single(GradientCheck.Run(model, new HalfSquaredError(), Rows([0.0], 1, [-1.0], 1)).Blocks[^1].Corners);
        Assert.Equal(0, corner.Below, 1e-9);
        Assert.Equal(1, corner.Above, 1e-5);
    }

    /// <summary>With λ = 0 a shrink is the identity: slope 1 at 0, and no corner there.</summary>
    [Theory]
    [InlineData("hard-shrink(0)")]
    [InlineData("soft-shrink(0)")]
    [InlineData("leaky-relu(1)")]
    public void WhatIsTheIdentityHasNoCorner(string name)
    {
        using Model<double> model = Model.Create<double>(new(3, new Activation(ActivationNames.Parse(name))));
        GradientReport report = GradientCheck.Run(model, new HalfSquaredError(), Rows([-0.5, 0, 2], 3, [0.7, 0.7, 0.7], 3));
        Assert.True(report.Passed, $"{report}");
        Assert.All(report.Blocks, block => Assert.Empty(block.Corners));
    }

    /// <summary>A corner hides no wrong gradient: not its own, and not one elsewhere.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(-1, 0)]
    [InlineData(0.5, 1)]
    [InlineData(2, 1)]
    [InlineData(1.001, 1)]
    public void AWrongSlopeStaysWrong(double slope, double z)
    {
        using Model<double> model = Model.Create<double>(new(2, new Activation(new Lying(slope)), new Dense(2, new Relu()), new Dense(1)));
        Assert.False(GradientCheck.Run(model, new HalfSquaredError(), Rows([z, 0], 2, [0.7], 1)).Passed);
    }

    // a relu whose slope above 0 and at it is another
    readonly record struct Lying(double Above) : IActivation<Lying>
    {
        public bool NeedsInput => true;

        public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> => TLane.Max(z, TLane.Of(0));

        public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
            TLane.IfLess(z, TLane.Of(0), TLane.Of(0), TLane.Of(Above));
    }

    static Samples<double> Rows(double[] x, int inputs, double[] y, int outputs) => new(x, inputs, y, outputs);

    static void AssertPasses(Network network, double[][] rows, double[] targets, string what)
    {
        using Model<double> model = Model.Create<double>(network, seed: 2);
        double[] outputs = network.Outputs == 1 ? targets : [.. Enumerable.Repeat(targets[0], network.Outputs)];
        GradientReport report = GradientCheck.Run(model, new HalfSquaredError(),
            Rows([.. rows.SelectMany(row => row)], network.Inputs, outputs, network.Outputs));
        Assert.True(report.Passed, $"{what}\n{report}");
    }
}
