using Myelin.Numerics;

namespace Myelin.Export.Tests;

/// <summary>A layer of one's own, which uses what the layers of the library do not.</summary>
sealed record OwnLayer : RowLayer
{
    static readonly LayerKind s_kind = new("export-own", [], _ => new OwnLayer());

    public override LayerKind Kind => s_kind;

    public override void Describe(ILayerDescription to)
    {
    }

    public override int Outputs(int inputs) => 6;

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
        [new("s", 2, inputs, ParameterRole.Scale, new Uniform(0.5, 2))];

    public override void Forward<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, Span<TLane> a)
    {
        TLane y = theta[0, 0, 0] * x[0] + theta[0, 1, 1];
        a[0] = TLane.Sqrt(TLane.Abs(y)) + TLane.Sin(y);
        a[1] = TLane.IfEqual(x[1], TLane.Of(0), TLane.Of(1), TLane.Sign(x[1]));
        a[2] = TLane.Clamp(x[2], TLane.Of(-0.25), TLane.Of(0.75)) / y;
        a[3] = TLane.CopySign(TLane.Round(y), -x[0]);
        a[4] = TLane.Min(x[0], x[2]) - TLane.Max(x[1], x[2]);
        a[5] = TLane.Log(TLane.Abs(y)) * TLane.Cos(x[1]);
    }

    public override void Backward<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, Span<TLane> dx)
    {
    }

    public override void AddGradient<TLane>(
        ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, LayerNumbers<TLane> gradient)
    {
    }
}

/// <summary>A function of rows of one's own.</summary>
readonly record struct OwnRows : IRowActivation<OwnRows>
{
    public TLane Value<TLane>(TLane z) where TLane : struct, IRowLane<TLane> =>
        (z - TLane.SumInOrder(z)) / (TLane.Max(z) + TLane.Dot(z, z)) + TLane.Sum(TLane.Tanh(z));

    public TLane Backpropagate<TLane>(TLane a, TLane delta) where TLane : struct, IRowLane<TLane> => delta;
}

/// <summary>A function that has no form in WebAssembly.</summary>
readonly record struct OwnPower : IActivation<OwnPower>
{
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> => TLane.Power(TLane.Abs(z), TLane.Of(0.3));

    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> => z;
}
