using Myelin.Numerics;

namespace Myelin.Oracle;

/// <summary>A small training that always ends in the same bits: whoever changes one of them, on any machine, is told.</summary>
public static class WatchNetwork
{
    const int Inputs = 20, Classes = 5, Rows = 160, Epochs = 20;

    /// <summary>The digest of the weights after 200 steps of 16 rows.</summary>
    public static string Digest(int threads)
    {
        using Model<float> model = Model.Create(
            new Network(Inputs, new Dense(33, new Relu()), new Dropout(0.1), new Dense(17, new Tanh()), new Dense(Classes)), seed: 20);
        using var trainer = new Trainer<float>(
            model, new SoftmaxCrossEntropy(), new Adam(), new() { BatchSize = 16, Seed = 5, Threads = threads });
        trainer.Fit(Samples(), epochs: Epochs);
        return WeightDigest.Of(model.Parameters);
    }

    // noise, and in each row one number that says its class
    static Samples<float> Samples()
    {
        var random = new RandomStream(33, RandomPurpose.Other);
        (float[] inputs, float[] classes) = (new float[Rows * Inputs], new float[Rows]);
        for (int i = 0; i < inputs.Length; i++) inputs[i] = (float)random.Uniform(-1, 1);
        for (int n = 0; n < Rows; n++)
        {
            int label = random.NextInt32(Classes);
            classes[n] = label;
            inputs[n * Inputs + label] += 1;
        }
        return new(inputs, Inputs, classes, 1);
    }
}
