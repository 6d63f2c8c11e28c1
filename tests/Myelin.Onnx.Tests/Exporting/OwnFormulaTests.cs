using Myelin.Numerics;

namespace Myelin.Onnx.Tests.Exporting;

/// <summary>Activations and layers of your own are written by their formulas.</summary>
public class OwnFormulaTests
{
    /// <summary>z · sin z where z is above 0, a third of z² below: an activation that no operator is.</summary>
    readonly record struct Wavy : IActivation<Wavy>
    {
        public bool NeedsInput => true;

        public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
            TLane.IfLess(TLane.Of(0), z, z * TLane.Sin(z), TLane.Power(z, TLane.Of(2), 2) / TLane.Of(3));

        public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
            TLane.IfLess(TLane.Of(0), z, TLane.Sin(z) + z * TLane.Cos(z), TLane.Of(2) * z / TLane.Of(3));
    }

    /// <summary>Each output is a product of two sums, and the last a constant beside them.</summary>
    sealed record Gate(int Units) : RowLayer
    {
        static readonly LayerKind s_kind = new("test-gate", ["units"], settings => new Gate(settings.Whole("units")));

        public override LayerKind Kind => s_kind;

        public override void Describe(ILayerDescription to) => to.Whole("units", Units);

        public override int Outputs(int inputs) => Units + 1;

        public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
            [new("u", inputs, Units, ParameterRole.Weight, new HeNormal()), new("v", inputs, Units, ParameterRole.Weight, new HeNormal())];

        public override void Forward<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, Span<TLane> a)
        {
            for (int o = 0; o < Units; o++) a[o] = Sum(x, theta, 0, o) * Sum(x, theta, 1, o);
            a[Units] = TLane.Of(0.5);
        }

        public override void Backward<TLane>(
            ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, Span<TLane> dx) => throw new NotSupportedException();

        public override void AddGradient<TLane>(
            ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, LayerNumbers<TLane> gradient) =>
            throw new NotSupportedException();

        static TLane Sum<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, int block, int column)
            where TLane : struct, ILane<TLane>
        {
            TLane sum = x[0] * theta[block, 0, column];
            for (int i = 1; i < x.Length; i++) sum += x[i] * theta[block, i, column];
            return sum;
        }
    }

    [Fact]
    public void AnActivationAgrees() => Agrees(new Network(4, new Dense(6, new Wavy()), new Dense(2)));

    [Fact]
    public void ALayerAgrees() => Agrees(new Network(4, new Gate(3), new Dense(2)));

    [Fact]
    public void ALayerOfManyOutputsIsAFewNodes()
    {
        using Model<float> model = Model.Create<float>(new Network(4, new Gate(32), new Dense(2)), seed: 3);
        // four columns, twice, and what puts outputs side by side
        Assert.True(OnnxExport.Of(model, new()).Graph.Nodes.Count < 40);
    }

    static void Agrees(Network network)
    {
        using Model<float> model = Model.Create<float>(network, seed: 3);
        float[] inputs = MadeInputs.Of(network.Inputs, 300, 5), outputs = new float[300 * network.Outputs];
        model.Predict(inputs, outputs);
        var given = Loaded.Run(OnnxWriter.ToArray(OnnxExport.Of(model, new())), new Dictionary<string, OnnxTensor>
        {
            [OnnxNames.Input] = OnnxTensor.Of([300, network.Inputs], inputs),
        });
        var check = new ParityCheck($"{network}");
        check.Add(outputs, network.Outputs, given[OnnxNames.Output]);
        check.Demand();
        Assert.Equal(20, model.SaveOnnx(Stream.Null, new() { MadeRows = 20 }).Rows);
    }
}
