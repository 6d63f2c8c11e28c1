using Myelin.Explain;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Engine;

/// <summary>Layers of your own: what they may do, and what they are refused before it harms.</summary>
public class RowLayerTests
{
    static readonly LayerKind s_kind = new("test-scale", ["outputs"], settings => new Own { Width = settings.Whole("outputs") });

    static readonly Samples<double> s_samples = Drawn.Regression<double>(12, 2, 2);

    [Fact]
    public void ItsGradientIsNumeric()
    {
        using Model<double> model = Model.Create<double>(new Network(2, new Own(), new Dense(2)), seed: 3);
        GradientReport report = GradientCheck.Run(model, new MeanSquaredError(), s_samples);
        Assert.True(report.Passed, $"{report}");
    }

    [Theory]
    [InlineData(1, 0, 0, "block 1")]
    [InlineData(0, 2, 0, "row 2")]
    [InlineData(0, 0, -1, "column -1")]
    public void NumbersThatAreNotThereAreRefused(int block, int row, int column, string found)
    {
        using Model<double> model = Model.Create<double>(new Network(2, new Own { Reads = (block, row, column) }));
        Assert.Contains(found, Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict([1, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParametersAreNotWritten()
    {
        using Model<double> model = Model.Create<double>(new Network(2, new Own { WritesParameters = true }));
        Assert.StartsWith("A layer's parameters are read", Assert.Throws<InvalidOperationException>(() => model.Predict([1, 2])).Message,
            StringComparison.Ordinal);
    }

    // the outer layer's row is its own while an inner model computes on the same thread
    [Fact]
    public void MayPredictWithinItsFormula()
    {
        using Model<double> inner = Model.Create<double>(new Network(2, new Own()), seed: 1);
        double[] alone = inner.Predict([3, 4]);
        using Model<double> outer = Model.Create<double>(new Network(2, new Own { Calls = () => inner.Predict([3, 4]) }), seed: 1);
        using Model<double> plain = Model.Create<double>(new Network(2, new Own()), seed: 1);
        Assert.Equal(plain.Predict([1, 2]), outer.Predict([1, 2]));
        Assert.Equal(alone, inner.Predict([3, 4]));
    }

    [Theory]
    [InlineData(0, "0 outputs")]
    [InlineData(-1, "-1 outputs")]
    public void NoOutputsAreRefused(int outputs, string found) =>
        Assert.Contains(found, Assert.Throws<ArgumentException>(() => new Network(2, new Own { Width = outputs })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void BlocksThatCannotBeAreRefused()
    {
        Assert.Contains("-3 × 2", Assert.Throws<ArgumentException>(() => new Network(2, new Own { Rows = -3 })).Message,
            StringComparison.Ordinal);
        Assert.Contains("two blocks named \"s\"", Assert.Throws<ArgumentException>(() => new Network(2, new Own { Twice = true })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCouldNotBeReadBackIsNotWritten()
    {
        Assert.Contains("LayerKind.Register", Assert.Throws<NotSupportedException>(() => NetworkJson.Write(new(2, new Own()))).Message,
            StringComparison.Ordinal);
        LayerKind.Register(s_kind);
        LayerKind.Register(s_kind);
        var network = new Network(2, new Own { Width = 2 });
        Assert.Equal(network, NetworkJson.Read(NetworkJson.Write(network), "m"));
        Assert.Contains("\"other\"",
            Assert.Throws<NotSupportedException>(() => NetworkJson.Write(new(2, new Own { Says = "other" }))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Two Words!")]
    [InlineData("")]
    [InlineData("-a")]
    public void NamesAreKebabCase(string name)
    {
        Assert.Throws<ArgumentException>(() => LayerKind.Register(s_kind with { Name = name }));
        Assert.Throws<ArgumentException>(() => ActivationNames.Register<Relu>(name));
        Assert.Throws<ArgumentException>(() => LayerKind.Register(new LayerKind("fine", ["type"], s_kind.Read)));
        Assert.Throws<ArgumentException>(() => LayerKind.Register(s_kind with { Name = "dense" }));
    }

    [Fact]
    public void AnUnknownLayerOfAFileSaysHowItIsMadeKnown() => Assert.Contains("LayerKind.Register", Assert.Throws<InvalidFileException>(
        () => NetworkJson.Read("""{"inputs":2,"layers":[{"type":"mine"}]}""", "m")).Message, StringComparison.Ordinal);

    [Fact]
    public void RowsOfDifferentLengthsAreRefused()
    {
        RowMemory<double>.Begin();
        RowLane<double> two = RowLane<double>.Copy([1, 2]), three = RowLane<double>.Copy([1, 2, 3]);
        Assert.Throws<ArgumentException>(() => two + three);
        Assert.Throws<ArgumentException>(() => RowLane<double>.Dot(three, two));
        Assert.Throws<ArgumentException>(() => RowLane<double>.IfLess(two, three, two, two));
        Assert.Throws<ArgumentException>(() => RowLane<double>.Halves(three, out _));
    }

    /// <summary>a = s x, one s for each column.</summary>
    sealed record Own : RowLayer
    {
        public int Width { get; init; } = 2;

        public int Rows { get; init; } = 1;

        public bool Twice { get; init; }

        public bool WritesParameters { get; init; }

        public string Says { get; init; } = "outputs";

        public (int Block, int Row, int Column) Reads { get; init; }

        public Action? Calls { get; init; }

        public override LayerKind Kind => s_kind;

        public override void Describe(ILayerDescription to) => to.Whole(Says, Width);

        public override int Outputs(int inputs) => Width;

        public override IEnumerable<ParameterBlock> Blocks(int inputs)
        {
            yield return new("s", Rows, inputs, ParameterRole.Scale, new Uniform(0.5, 2));
            if (Twice) yield return new("s", Rows, inputs, ParameterRole.Scale, Constant.Ones);
        }

        public override void Forward<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, Span<TLane> a)
        {
            _ = theta[Reads.Block, Reads.Row, Reads.Column];
            if (WritesParameters) theta[0, 0, 0] = TLane.Of(1);
            Calls?.Invoke();
            for (int i = 0; i < a.Length; i++) a[i] = theta[0, 0, i] * x[i];
        }

        public override void Backward<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, Span<TLane> dx)
        {
            for (int i = 0; i < dx.Length; i++) dx[i] = theta[0, 0, i] * da[i];
        }

        public override void AddGradient<TLane>(
            ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, LayerNumbers<TLane> gradient)
        {
            for (int i = 0; i < x.Length; i++) gradient[0, 0, i] += da[i] * x[i];
        }
    }
}
