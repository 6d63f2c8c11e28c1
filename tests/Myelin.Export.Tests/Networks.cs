using Myelin.Numerics;
using Myelin.Tests;

namespace Myelin.Export.Tests;

/// <summary>Networks with every layer and every activation, their parameters far from what initializers give.</summary>
static class Networks
{
    public static IReadOnlyDictionary<string, Network> All { get; } = EveryLayer.All
        .ToDictionary(layers => layers.Key, layers => new Network(3, [.. layers.Value, new Dense(3)]))
        .Concat(ActivationNames.All.ToDictionary(name => name, name =>
            new Network(3, new Dense(11, ActivationNames.Parse(name)), new Dense(9, ActivationNames.Parse(name)), new Dense(2))))
        .Append(new("wide", new Network(3, new Dense(70, new Relu()), new LayerNorm(), new Dense(33, new Gelu()), new Dense(17),
            new Activation(new Softmax()))))
        .ToDictionary();

    public static Model<float> Of(Network network, ulong seed)
    {
        Model<float> model = Model.Create(network, seed);
        var random = new RandomStream(seed, RandomPurpose.Other, 7);
        for (int block = 0; block < model.Parameters.Blocks.Count; block++)
        {
            var values = new float[model.Parameters.Blocks[block].Count];
            model.Parameters.Read(block, values);
            // variances stay above 0
            for (int i = 0; i < values.Length; i++) values[i] += (float)Math.Abs(0.2 * random.Normal()) * (values[i] < 0 ? -1 : 1);
            model.Parameters.Write(block, values);
        }
        return model;
    }

    /// <summary>Rows of three numbers of any size, some of them special.</summary>
    public static float[] Rows(int count, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Other);
        var rows = new float[3 * count];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = random.NextInt32(20) switch
            {
                0 => 0,
                1 => -0f,
                2 => random.NextInt32(5),
                3 => (float)(1e6 * random.Normal()),
                4 => (float)(1e-30 * random.Normal()),
                _ => (float)random.Normal(),
            };
        return rows;
    }
}
