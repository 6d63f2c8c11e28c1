namespace Myelin.Export.Tests;

/// <summary>Networks alone, compiled as C: the bits of the engine, of every layer and every activation.</summary>
public unsafe class NetworksInCTests
{
    const int Rows = 2000;

    /// <summary>Of every compiler; those of the rest of the flags are few, as each takes a compiler's time.</summary>
    static readonly string[] s_some = ["wide", nameof(LayerNorm), nameof(MemberDense), nameof(PeriodicEmbedding), "gelu", "log-softmax"];

    [Theory]
    [InlineData(true, "gcc")]
    [InlineData(false, "gcc", "-O3", "-march=x86-64-v3")]
    [InlineData(false, "gcc", "-std=gnu11", "-O3")]
    [InlineData(false, "clang")]
    public void EveryLayerHasTheBitsOfTheEngine(bool all, string compiler, params string[] flags)
    {
        var models = Networks.All.Where(pair => all || s_some.Contains(pair.Key))
            .Select((pair, i) => (pair.Key, Name: $"net{i}", Model: Networks.Of(pair.Value, (ulong)i + 1))).ToList();
        using var compiled = new CompiledC(compiler, models.SelectMany(of =>
            CompiledC.Files(of.Name, new CProgram(of.Name, null, [Graph(of.Model)]))), flags);
        float[] inputs = Networks.Rows(Rows, 5);
        var wrong = new List<string>();
        foreach ((string key, string name, Model<float> model) in models)
        {
            int width = model.Network.Outputs;
            float[] expected = new float[Rows * width], found = new float[width];
            model.Predict(inputs, expected);
            var forward = (delegate* unmanaged<float*, float*, void>)compiled[$"{name}_forward"];
            int different = 0;
            fixed (float* x = inputs, y = found)
                for (int row = 0; row < Rows; row++)
                {
                    forward(x + 3 * row, y);
                    if (!Bits.Same(expected.AsSpan(row * width, width), found)) different++;
                }
            if (different > 0) wrong.Add($"{key}: {different} of {Rows} rows");
            model.Dispose();
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void CarriedOutHereTheyHaveTheBitsOfTheEngineToo()
    {
        float[] inputs = Networks.Rows(200, 6);
        foreach ((string key, Network network) in Networks.All)
        {
            using Model<float> model = Networks.Of(network, 3);
            var expected = new float[200 * network.Outputs];
            model.Predict(inputs, expected);
            var run = new ForwardRun(Graph(model));
            for (int row = 0; row < 200; row++)
                Assert.True(Bits.Same(expected.AsSpan(row * network.Outputs, network.Outputs), run.Of(inputs.AsSpan(3 * row, 3))), key);
        }
    }

    static ForwardGraph Graph(Model<float> model) => ForwardGraph.Of(model.Network, model.Parameters, model.Link);
}
