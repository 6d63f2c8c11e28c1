namespace Myelin.Benchmarks;

/// <summary>One of the four networks that Myelin and its rivals are measured with, and rows of random numbers for it.</summary>
public sealed record NetworkCase(string Name, Network Network, ILoss Loss, Optimizer Optimizer, int Batch, int Steps) : Work(Name)
{
    public static NetworkCase[] All { get; } =
    [
        new("4-4-1, 1 row", Small(), new HalfSquaredError(), new Sgd(0.5), 1, 4096),
        new("4-4-1, 32 rows", Small(), new HalfSquaredError(), new Sgd(0.5), 32, 512),
        new("30-64-64-1, 32 rows", Relu(30, 1, 64, 64), new MeanSquaredError(), new Adam(), 32, 64),
        new("784-256-128-10, 128 rows", Relu(784, 10, 256, 128), new SoftmaxCrossEntropy(), new Adam(), 128, 16),
        new("512-1024-1024-1024-10, 512 rows", Relu(512, 10, 1024, 1024, 1024), new SoftmaxCrossEntropy(), new Adam(), 512, 2),
    ];

    /// <summary>Forward, ∂L/∂W of every layer, ∂L/∂x of every layer but the first.</summary>
    public override double Flops =>
        Steps * 2d * Batch * Widths.Zip(Widths.Skip(1), (i, o) => (double)i * o).Select((product, l) => (l == 0 ? 2 : 3) * product).Sum();

    public override double Rows => (double)Steps * Batch;

    IReadOnlyList<int> Widths => Network.Widths();

    public Samples<float> Samples()
    {
        var random = new Random(1);
        var inputs = new float[Batch * Steps, Network.Inputs];
        var targets = new float[Batch * Steps, Loss is SoftmaxCrossEntropy ? 1 : Network.Outputs];
        for (int n = 0; n < Batch * Steps; n++)
        {
            for (int i = 0; i < Network.Inputs; i++) inputs[n, i] = random.NextSingle() * 2 - 1;
            targets[n, 0] = Loss is SoftmaxCrossEntropy ? (inputs[n, 0] > 0 ? 1 : 0) + (inputs[n, 1] > 0 ? 2 : 0)
                : inputs[n, 0] * inputs[n, 1] > 0 ? 1 : 0;
        }
        return new(inputs, targets);
    }

    static Network Small() => new(4, new Dense(4, new Sigmoid()), new Dense(1, new Sigmoid()));

    static Network Relu(int inputs, int outputs, params int[] hidden) =>
        new(inputs, [.. hidden.Select(units => new Dense(units, new Relu())), new Dense(outputs)]);
}
