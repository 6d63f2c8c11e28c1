using Myelin.Numerics;
using Myelin.Tests;

namespace Myelin.Onnx.Tests.Exporting;

/// <summary>Networks without a table: every kind of layer and every activation, in ONNX Runtime, against Predict.</summary>
public class NetworkTests
{
    public static TheoryData<string> Layers => EveryLayer.Names;

    public static TheoryData<string> Activations => [.. ActivationNames.All];

    public static TheoryData<int> Opsets => [17, 18, 19, 20, 21, 22];

    [Theory]
    [MemberData(nameof(Layers))]
    public void EveryLayerAgrees(string kind)
    {
        Agrees(EveryLayer.All[kind], new Identity());
        Agrees(EveryLayer.All[kind], new Softmax(), size: 5);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void EveryActivationAgreesAfterEveryLayer(string name)
    {
        IActivation activation = ActivationNames.Parse(name);
        foreach (Layer[] layers in EveryLayer.All.Values)
            Agrees([.. layers, new Activation(activation), new Dense(2)], new Identity(), size: 1);
        foreach (int opset in (int[])[18, 20, 22]) Agrees([new Dense(8, activation), new Dense(2)], new Identity(), opset, size: 1);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void FarNumbersAgree(string name) => Agrees([new Activation(ActivationNames.Parse(name))], new Identity(), size: 60);

    [Theory]
    [MemberData(nameof(Opsets))]
    public void EveryVersionOfOperatorsAgrees(int opset)
    {
        foreach (Layer[] layers in EveryLayer.All.Values) Agrees(layers, new Softmax(), opset);
    }

    [Fact]
    public void EveryLayerIsTried() => Assert.Equal(EveryLayer.Kinds.Order(), EveryLayer.All.Keys.Order());

    static void Agrees(Layer[] layers, IActivation link, int opset = 17, double size = 3)
    {
        var network = new Network(3, layers);
        using Model<float> model = Model.Create<float>(network, seed: 5);
        model.Link = link;
        var random = new RandomStream(11, RandomPurpose.Other);
        var rows = new float[60 * network.Inputs];
        for (int i = 0; i < rows.Length; i++) rows[i] = (float)random.Normal();
        DataDependent.Initialize(model, new(rows, network.Inputs, new float[60], 1), seed: 3, dense: false);
        // away from zeros and ones, which hide mistakes
        for (int b = 0; b < model.Parameters.Blocks.Count; b++)
        {
            var values = new float[model.Parameters.Blocks[b].Count];
            model.Parameters.Read(b, values);
            foreach (ref float value in values.AsSpan()) value = (float)(value * random.Uniform(0.8, 1.2) + random.Uniform(0, 0.1));
            model.Parameters.Write(b, values);
        }
        Agrees(model, opset, size);
    }

    static void Agrees(Model<float> model, int opset, double size)
    {
        const int Rows = 500;
        var random = new RandomStream(7, RandomPurpose.Other);
        var inputs = new float[Rows * model.Network.Inputs];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = (float)(size * random.Normal());
        var outputs = new float[Rows * model.Network.Outputs];
        model.Predict(inputs, outputs);
        byte[] file = OnnxWriter.ToArray(OnnxExport.Of(model, new() { Opset = opset }));
        var given = Loaded.Run(file, new Dictionary<string, OnnxTensor>
        {
            [OnnxNames.Input] = OnnxTensor.Of([Rows, model.Network.Inputs], inputs),
        });
        var comparison = new ParityCheck($"{model.Network}");
        comparison.Add(outputs, model.Network.Outputs, given[OnnxNames.Output]);
        comparison.Demand();
    }
}
