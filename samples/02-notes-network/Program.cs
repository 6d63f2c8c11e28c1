// The network to learn backpropagation on: 4 inputs, 4 hidden sigmoid neurons, 1 sigmoid output, half squared error.
// First one step with every number in sight, then a thousand epochs of them. docs/math.md derives each line.
//
//     dotnet run --project samples/02-notes-network -c Release
//     dotnet run --project samples/02-notes-network -c Release -- slips

using Myelin;
using Myelin.Explain;

if (args is ["slips"])
{
    Slips.Print();
    return;
}

var network = new Network(4, new Dense(4, new Sigmoid()), new Dense(1, new Sigmoid()));
using Model<double> model = Model.Create<double>(network, seed: 1);

// one sample: x, y
double[,] x = { { 1, 0, 0, 1 } }, y = { { 0 } };
var sample = new Samples<double>(x, y);
Trace<double> trace = Trace<double>.Of(model, new HalfSquaredError(), sample);

for (int l = 0; l < trace.Layers.Count; l++)
{
    LayerTrace<double> layer = trace.Layers[l];
    Console.WriteLine($"forward, layer {l + 1}: {layer.Layer}");
    Print("x", layer.Input);
    Print("W", layer.Parameters[0].Value);
    Print("b", layer.Parameters[1].Value);
    Print("z = x·W + b", layer.PreActivation!);
    Print("a = σ(z)", layer.Output);
}
Console.WriteLine(FormattableString.Invariant($"loss: L = ½ (ŷ − y)² = {trace.Loss:F6}"));
for (int l = trace.Layers.Count - 1; l >= 0; l--)
{
    LayerTrace<double> layer = trace.Layers[l];
    Console.WriteLine($"backward, layer {l + 1}");
    Print("∂L/∂a", layer.OutputGradient);
    Print("δ = ∂L/∂a ⊙ σ′(z)", layer.Delta!);
    Print("∂L/∂W = xᵀ·δ", layer.Parameters[0].Gradient);
    Print("∂L/∂b = Σₙ δₙ", layer.Parameters[1].Gradient);
    Print("∂L/∂x = δ·Wᵀ", layer.InputGradient);
}

using var trainer = new Trainer<double>(model, new HalfSquaredError(), new Sgd(LearningRate: 0.5));
trainer.Step(sample);
Console.WriteLine(FormattableString.Invariant($"after θ := θ − 0.5 ∂L/∂θ the loss is {trainer.Evaluate(sample):F6}"));

// And now all sixteen rows of four bits: is the number of ones odd? Four hidden neurons are just enough, and whether plain descent
// finds them depends on where it starts: this seed gets there, most others end in a valley with one row wrong. Try some.
double[,] inputs = new double[16, 4], targets = new double[16, 1];
for (int n = 0; n < 16; n++)
    for (int i = 0; i < 4; i++)
    {
        inputs[n, i] = n >> i & 1;
        targets[n, 0] = (int)targets[n, 0] ^ n >> i & 1;
    }
const ulong seed = 6;
using Model<double> parity = Model.Create<double>(network, seed);
using var learning = new Trainer<double>(parity, new HalfSquaredError(), new Sgd(LearningRate: 0.5), new() { BatchSize = 1, Seed = seed });
TrainingHistory history = learning.Fit(inputs, targets, epochs: 10_000);
foreach (TrainingProgress epoch in history.Epochs.Where(epoch => epoch.Epoch % 1000 == 0))
    Console.WriteLine(FormattableString.Invariant($"epoch {epoch.Epoch}: loss {epoch.TrainingLoss:F6}"));
double[,] outputs = parity.Predict(inputs);
int right = Enumerable.Range(0, 16).Count(n => outputs[n, 0] >= 0.5 == targets[n, 0] >= 0.5);
Console.WriteLine($"parity of four bits: {right} of 16 right");

static void Print(string name, double[,] matrix)
{
    for (int r = 0; r < matrix.GetLength(0); r++)
    {
        IEnumerable<string> row = Enumerable.Range(0, matrix.GetLength(1))
            .Select(c => FormattableString.Invariant($"{matrix[r, c],10:F6}"));
        Console.WriteLine($"  {(r == 0 ? $"{name} ({matrix.GetLength(0)}, {matrix.GetLength(1)})" : ""),-28}{string.Join(' ', row)}");
    }
}
