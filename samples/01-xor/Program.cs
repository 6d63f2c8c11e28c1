// XOR: the smallest problem that one neuron cannot solve and a hidden layer can.
//
//     dotnet run --project samples/01-xor -c Release

using Myelin;

float[,] inputs = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
float[,] targets = { { 0 }, { 1 }, { 1 }, { 0 } };

var network = new Network(2, new Dense(4, new Tanh()), new Dense(1, new Sigmoid()));
using var model = Model.Create(network, seed: 1);
using var trainer = new Trainer(model, new HalfSquaredError(), new Adam(LearningRate: 0.05));

Console.WriteLine($"{network}, {network.ParameterCount} parameters");
TrainingHistory history = trainer.Fit(inputs, targets, epochs: 500);
foreach (TrainingProgress epoch in history.Epochs.Where(epoch => epoch.Epoch % 100 == 0))
    Console.WriteLine(FormattableString.Invariant($"epoch {epoch.Epoch}: loss {epoch.TrainingLoss:F6}"));

float[,] outputs = model.Predict(inputs);
for (int n = 0; n < 4; n++)
    Console.WriteLine(FormattableString.Invariant($"{inputs[n, 0]} xor {inputs[n, 1]} = {outputs[n, 0]:F3}"));
