// The core as one native program: trains in both precisions and prints digests of the weights. They must be the ones
// that the just-in-time compiler gives:
//
//     dotnet run --project tests/Myelin.Aot -c Release
//     dotnet publish tests/Myelin.Aot -c Release -p:PublishAot=true -o artifacts/aot && artifacts/aot/Myelin.Aot

using System.Numerics;
using Myelin;
using Myelin.Numerics;

Train<float>();
Train<double>();

static void Train<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    var network = new Network(8, new Dense(33, new Gelu()), new BatchNorm(), new Dropout(0.1), new Dense(17, new Tanh()),
        new LayerNorm(), new Dense(3));
    using Model<T> model = Model.Create<T>(network, seed: 1);
    var random = new RandomStream(seed: 2, RandomPurpose.Other);
    var inputs = new T[200, 8];
    var classes = new int[200];
    for (int n = 0; n < 200; n++)
    {
        double sum = 0;
        for (int i = 0; i < 8; i++)
        {
            double x = random.Uniform(-1, 1);
            (inputs[n, i], sum) = (T.CreateTruncating(x), sum + x);
        }
        classes[n] = sum < -0.5 ? 0 : sum < 0.5 ? 1 : 2;
    }
    using var trainer = new Trainer<T>(model, new SoftmaxCrossEntropy(), new Adam(LearningRate: 0.01));
    TrainingHistory history = trainer.Fit(inputs, classes, epochs: 20);
    Console.WriteLine(FormattableString.Invariant(
        $"{typeof(T).Name}: {network}; loss {history.Epochs[^1].TrainingLoss:F6}; weights {WeightDigest.Of(model.Parameters)}"));
}
