using Myelin.Numerics;
using Myelin.Tests;

namespace Myelin.Export.Tests;

/// <summary>Networks in WebAssembly give the bits of Predict.</summary>
public class NetworkTests
{
    const int Rows = 200;

    const string Run = """
        import { readFileSync, writeFileSync } from "node:fs";
        for (const name of JSON.parse(readFileSync("names.json", "utf8"))) {
          const { load } = await import(`./${name}.mjs`), model = await load(), { inputs, outputs } = model.info;
          const bytes = readFileSync(`${name}.x`), x = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
          const y = new Float32Array(x.length / inputs * outputs);
          for (let row = 0; row < x.length / inputs; row++)
            y.set(model.predict(x.subarray(row * inputs, (row + 1) * inputs)), row * outputs);
          writeFileSync(`${name}.y`, y);
        }
        """;

    [Fact]
    public void EveryLayerGivesTheSameBits() =>
        Same(EveryLayer.All.Select(layers => (layers.Key, new Network(3, layers.Value), (IActivation)new Identity())), 3);

    [Fact]
    public void EveryActivationGivesTheSameBits() => Same(
        from name in ActivationNames.All
        select (name, new Network(5, new Dense(6), new Activation(ActivationNames.Parse(name)), new Dense(9)), (IActivation)new Identity()),
        30);

    [Fact]
    public void EveryLinkGivesTheSameBits() => Same(
        from name in ActivationNames.All
        select (name, new Network(5, new Dense(17)), ActivationNames.Parse(name)), 30);

    // blocks of products, rests of vectors, parts side by side
    [Fact]
    public void EveryWidthGivesTheSameBits() => Same(
        from width in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 15, 16, 17, 31, 33]
        select ($"width {width}", new Network(6, new MemberScale(3), new MemberDense(3, width), new Activation(new Relu()), new LayerNorm(),
            new MemberHeads(3, width), new Dense(width), new BatchNorm(), new Activation(new Softmax())),
            (IActivation)new LogSoftmax()), 3);

    [Fact]
    public void FormulasOfYourOwnGiveTheSameBits() => Same(
    [
        ("layer", new Network(3, new OwnLayer(), new Dense(4)), new Identity()),
        ("rows", new Network(3, new Dense(21), new Activation(new OwnRows())), new Identity()),
    ], 30);

    [Fact]
    public void AFormulaThatCannotBeWrittenIsNamed()
    {
        using Model<float> model = Model.Create(new Network(3, new Dense(2), new Activation(new OwnPower())));
        Assert.StartsWith("The formula ", Assert.Throws<NotSupportedException>(() => JavaScriptModule.Of(model)).Message,
            StringComparison.Ordinal);
    }

    static void Same(IEnumerable<(string Name, Network Network, IActivation Link)> networks, float spread)
    {
        using var node = new Node();
        var models = networks.Select((network, i) =>
            (network.Name, File: $"n{i}", Model: Drawn(network.Network, network.Link, (ulong)i + 1))).ToList();
        node.Write("names.json", $"[{string.Join(", ", models.Select(model => $"\"{model.File}\""))}]");
        foreach ((string name, string file, Model<float> model) in models)
        {
            node.Write($"{file}.mjs", JavaScriptModule.Of(model).Whole);
            node.Write($"{file}.x", Inputs(model, spread));
        }
        foreach (string[] setting in node.Settings())
        {
            node.Run(Run, setting);
            foreach ((string name, string file, Model<float> model) in models)
            {
                float[] expected = new float[Rows * model.Network.Outputs], found = node.Floats($"{file}.y");
                model.Predict(Inputs(model, spread), expected);
                int different = expected.Zip(found).Count(pair => !Same(pair.First, pair.Second));
                Assert.True(different == 0 && expected.Length == found.Length,
                    $"{name} {string.Join(' ', setting)}: {different} of {expected.Length} numbers differ");
            }
        }
        foreach ((_, _, Model<float> model) in models) model.Dispose();
    }

    // NaN has many forms
    static bool Same(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || float.IsNaN(a) && float.IsNaN(b);

    static Model<float> Drawn(Network network, IActivation link, ulong seed)
    {
        var model = Model.Create(network, seed);
        model.Link = link;
        // what is 0 or 1 at first, as biases are, is anything after training
        var random = new RandomStream(seed, RandomPurpose.Other);
        for (int b = 0; b < model.Parameters.Blocks.Count; b++)
        {
            var values = new float[model.Parameters.Blocks[b].Count];
            model.Parameters.Read(b, values);
            for (int i = 0; i < values.Length; i++) values[i] += (float)random.Uniform(0, 0.5);
            model.Parameters.Write(b, values);
        }
        return model;
    }

    static float[] Inputs(Model<float> model, float spread)
    {
        var random = new RandomStream(7, RandomPurpose.Other);
        int inputs = model.Network.Inputs;
        var x = new float[Rows * inputs];
        // codes of embeddings are small numbers; some rows are huge, some tiny
        for (int i = 0; i < x.Length; i++)
            x[i] = (i / inputs % 10) switch
            {
                0 => (float)random.Uniform(-1e5, 1e5),
                1 => (float)random.Uniform(-1e-38, 1e-38),
                2 => i % 3,
                _ => (float)random.Uniform(-spread, spread),
            };
        return x;
    }
}
