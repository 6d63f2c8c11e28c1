// Handwritten digits: 60,000 images of 28 × 28 pixels, ten classes, a network 784-256-128-10.
// Give it the folder with the four IDX files of MNIST, compressed or not:
//
//     dotnet run --project samples/04-handwritten-digits -c Release -- FOLDER [EPOCHS]

using System.Globalization;
using Myelin;

if (args is not [string folder, ..] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("Name the folder with train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz and the two t10k files.");
    return 1;
}
int epochs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20;

Samples<float> training = Read("train"), test = Read("t10k");
Console.WriteLine($"{training.Rows} images to learn from, {test.Rows} to be tested on");

var network = new Network(training.InputColumns,
    new Dense(256, new Relu()), new Dropout(0.2),
    new Dense(128, new Relu()), new Dropout(0.2),
    new Dense(10));
Console.WriteLine($"{network}, {network.ParameterCount} parameters");

using var model = Model.Create(network, seed: 1);
using var trainer = new Trainer(model, new SoftmaxCrossEntropy(), new Adam(LearningRate: 0.001),
    new() { BatchSize = 128, Schedule = new CosineDecay() });
trainer.Callbacks.Add(progress =>
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"epoch {progress.Epoch,2}: loss {progress.TrainingLoss:F4}, {progress.Elapsed.TotalSeconds:F1} s"));
    return true;
});
trainer.Fit(training, epochs: epochs);

var probabilities = new float[test.Rows * 10];
model.Predict(test.Inputs.Span, probabilities);
int right = 0;
for (int n = 0; n < test.Rows; n++)
{
    ReadOnlySpan<float> row = probabilities.AsSpan(n * 10, 10);
    int best = 0;
    for (int k = 1; k < 10; k++)
        if (row[k] > row[best]) best = k;
    if (best == (int)test.Targets.Span[n]) right++;
}
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy {(double)right / test.Rows:P2}"));
return 0;

// pixels 0 … 255 become 0 … 1; the label is the class
Samples<float> Read(string set)
{
    (int[] shape, byte[] pixels) = IdxFile.Read(Path.Combine(folder, $"{set}-images-idx3-ubyte"));
    (_, byte[] labels) = IdxFile.Read(Path.Combine(folder, $"{set}-labels-idx1-ubyte"));
    return new(Array.ConvertAll(pixels, pixel => pixel / 255f), shape[1] * shape[2], Array.ConvertAll(labels, label => (float)label), 1);
}
