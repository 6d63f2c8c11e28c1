namespace Myelin.Tests;

/// <summary>
/// Every kind of layer, in a chain that takes three inputs. Whatever holds for layers is tried on these: gradients against differences,
/// JSON, the same bits, traces. A new layer has its line here, and nowhere else among the tests.
/// </summary>
static class EveryLayer
{
    public static IReadOnlyDictionary<string, Layer[]> All { get; } = new Dictionary<string, Layer[]>
    {
        [nameof(Dense)] = [new Dense(8, new Tanh()), new Dense(2, new Identity(), Bias: false)],
        [nameof(Activation)] = [new Dense(3), new Activation(new Softmax())],
        [nameof(Dropout)] = [new Dropout(0.3), new Dense(2)],
        [nameof(BatchNorm)] = [new BatchNorm(), new Dense(2)],
        [nameof(LayerNorm)] = [new LayerNorm(), new Dense(2)],
        [nameof(PRelu)] = [new PRelu(), new Dense(2), new PRelu(PerUnit: false)],
        [nameof(Scale)] = [new Scale(6, 0.5), new Dense(2)],
        [nameof(Residual)] = [new Residual(new Dense(3, new Tanh()), new Dropout(0.5)), new Dense(2)],
        [nameof(Split)] = [new Split(new Branch(1, new PeriodicEmbedding(3, 3)), new Branch(2)), new Dense(2)],
        [nameof(ParametricActivation)] = [new Dense(3), new ParametricActivation(new Selu(), 0.1), new Dense(2)],
        [nameof(PeriodicEmbedding)] = [new PeriodicEmbedding(8, 3),
            new PeriodicEmbedding(2, 2, Phases: false, RateFactor: 0.5, DecayFactor: 0.2)],
        [nameof(PiecewiseLinearEmbedding)] = [new PiecewiseLinearEmbedding(4, 2), new Dense(2)],
        [nameof(Embedding)] = [new Split(new Branch(1), new Branch(1), new Branch(1, new Embedding(3, 2))), new Dense(2)],
        [nameof(MemberScale)] = [new MemberScale(3, RateFactor: 2), new MemberDense(3, 4), new MemberHeads(3, 2)],
        [nameof(MemberDense)] = [new MemberScale(2), new MemberDense(2, 4, Adapters: false), new Activation(new Gelu()),
            new MemberDense(2, 3), new MemberHeads(2, 2)],
        [nameof(MemberHeads)] = [new MemberScale(8), new MemberHeads(8, 3), new Dense(2)],
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>The kinds that networks can be made of.</summary>
    public static IEnumerable<string> Kinds => typeof(Layer).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract).Select(type => type.Name);
}
