using System.Text;
using Myelin.Numerics;
using Myelin.Tabular;

namespace Myelin.Soak;

/// <summary>What is repeated: a life of a model from its first weights to its end, and predictions of one that stays.</summary>
sealed class Work : IDisposable
{
    const int Inputs = 12, Rows = 400;

    readonly string _folder = Directory.CreateTempSubdirectory("myelin-soak").FullName;
    readonly float[,] _inputs = new float[Rows, Inputs];
    readonly int[] _classes = new int[Rows];
    readonly Model<float> _model;
    readonly float[] _flat = new float[Rows * Inputs], _outputs = new float[3 * Rows];

    public Work()
    {
        var random = new RandomStream(1, RandomPurpose.Other);
        for (int n = 0; n < Rows; n++)
            for (int i = 0; i < Inputs; i++) _flat[n * Inputs + i] = _inputs[n, i] = (float)random.Normal();
        for (int n = 0; n < Rows; n++) _classes[n] = _inputs[n, 0] + _inputs[n, 1] > 0 ? 2 : _inputs[n, 2] > 0 ? 1 : 0;
        _model = Train(seed: 0);
    }

    /// <summary>Trains, predicts, writes, reads and disposes of a model; every tenth is a table's, with its encoders.</summary>
    public void Cycle(int number)
    {
        string file = Path.Combine(_folder, "model.safetensors");
        if (number % 10 == 9)
        {
            string csv = "a,b,kind\n" +
                string.Concat(Enumerable.Range(0, 60).Select(n => $"{n % 7},{n % 5},{(n % 7 > 3 ? "yes" : "no")}\n"));
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
            Table table = Table.Read(stream, "soak.csv");
            TabularModel.Train(table, "kind", new TabularOptions { Epochs = 3 }).Save(file);
            TabularModel.Load(file).Predict(table);
            return;
        }
        using Model<float> model = Train((ulong)number);
        model.Predict(_flat, _outputs);
        model.Save(file);
        using Model<float> loaded = Model.Load(file);
        loaded.Predict(_flat.AsSpan(0, Inputs), _outputs);
    }

    /// <summary>Predictions one by one, and once in a thousand all rows at once.</summary>
    public void Predict(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % 1000 == 999) _model.Predict(_flat, _outputs);
            else _model.Predict(_flat.AsSpan(i % Rows * Inputs, Inputs), _outputs);
        }
    }

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    Model<float> Train(ulong seed)
    {
        var network = new Network(Inputs, new Dense(32, new Relu()), new BatchNorm(), new Dropout(0.2),
            new Dense(16, new Tanh()), new Dense(3));
        Model<float> model = Model.Create(network, seed);
        using var trainer = new Trainer<float>(model, new SoftmaxCrossEntropy(), new Adam(),
            new() { BatchSize = 64, Threads = 2, ValidationFraction = 0.2, Seed = seed });
        trainer.Fit(_inputs, _classes, epochs: 2);
        return model;
    }
}
