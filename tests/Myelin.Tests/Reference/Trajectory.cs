using System.Numerics;
using System.Text.Json;
using Myelin.Kernels;

namespace Myelin.Tests.Reference;

/// <summary>
/// A case of golden_open of kind "trajectory": a network, an optimizer and PyTorch's parameters after each of 20 steps. The
/// gradients come from the textbook network, the updates from the optimizer, so that a difference is the optimizer's.
/// </summary>
sealed class Trajectory(JsonElement file)
{
    readonly double[][] _x = [.. file.GetProperty("x").EnumerateArray().Select(row => row.Numbers())];
    readonly double[][] _y = [.. file.GetProperty("target").EnumerateArray()
        .Select(row => row.ValueKind == JsonValueKind.Array ? row.Numbers() : [row.GetDouble()])];

    public static Trajectory Read(string name) => new(TestData.Json($"golden_open/{name}.json"));

    public double LearningRate => file.GetProperty("optimizer").GetProperty("lr").GetDouble();

    public int Steps => file.GetProperty("steps").GetInt32();

    public JsonElement Scheduler => file.GetProperty("scheduler");

    /// <summary>Follows the trajectory and compares the loss, the rate, the gradient's norm and every parameter after every step.</summary>
    /// <param name="bits">of the lane</param>
    public void Check<T>(Optimizer optimizer, int bits, Func<long, double>? factor = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement expected = file.GetProperty("expected"), tolerance = file.GetProperty("tolerance");
        (double relative, double absolute) = (tolerance.GetProperty("rel").GetDouble(), tolerance.GetProperty("abs").GetDouble());
        TextbookNetwork network = Network();
        using Parameters<T> parameters = New<T>(network, bits), gradients = parameters.Alike();
        UpdatePass<T> update = UpdatePass<T>.Of(optimizer, parameters);
        update.Attach(parameters, gradients);
        for (int step = 0; step < Steps; step++)
        {
            (double[][] x, double[][] y) = Batch(step);
            bool crossEntropy = file.GetProperty("loss").GetProperty("type").GetString() == "cross_entropy";
            bool sum = file.GetProperty("loss").GetProperty("reduction").GetString() == "sum";
            TextbookLoss loss = crossEntropy ? TextbookLosses.SoftmaxCrossEntropy : TextbookLosses.SquaredError;
            TextbookGradients g = network.Differentiate(x, y, loss, sum ? 1 : crossEntropy ? x.Length : x.Length * y[0].Length);
            Near(expected.GetProperty("loss_before_step")[step].GetDouble(), g.Loss, $"loss before step {step}");
            (double scale, double clip) = Clip(g, step);
            double rateFactor = factor?.Invoke(step) ?? 1;
            Near(expected.GetProperty("lr_used")[step].GetDouble(), optimizer.LearningRate * rateFactor, $"rate of step {step}");

            for (int l = 0; l < network.Layers.Count; l++)
            {
                gradients.Write(2 * l, Array.ConvertAll(g.W[l].Cast<double>().ToArray(), T.CreateTruncating));
                gradients.Write(2 * l + 1, Array.ConvertAll(g.B[l], T.CreateTruncating));
            }
            update.Begin(rateFactor, scale, clip);
            update.Descend(Worker.Alone);

            for (int l = 0; l < network.Layers.Count; l++)
            {
                (double[,] w, double[] b) = (network.Layers[l].W, network.Layers[l].B);
                (T[,] newW, T[,] newB) = (parameters.Get(2 * l), parameters.Get(2 * l + 1));
                JsonElement after = expected.GetProperty("params_after_step")[step][l];
                for (int o = 0; o < b.Length; o++)
                {
                    b[o] = double.CreateTruncating(newB[0, o]);
                    Near(after.GetProperty("b")[o].GetDouble(), b[o], $"b[{o}] of layer {l} after step {step}");
                    for (int i = 0; i < w.GetLength(0); i++)
                    {
                        w[i, o] = double.CreateTruncating(newW[i, o]);
                        Near(after.GetProperty("W")[o][i].GetDouble(), w[i, o], $"W[{i}, {o}] of layer {l} after step {step}");
                    }
                }
            }
        }
        foreach (Parameters<T> moment in update.Moments) moment.Dispose();

        (double, double) Clip(TextbookGradients g, int step)
        {
            if (file.GetProperty("clip") is not { ValueKind: JsonValueKind.Object } clip) return (1, double.PositiveInfinity);
            if (clip.GetProperty("type").GetString() == "value") return (1, clip.GetProperty("value").GetDouble());
            double norm = Math.Sqrt(g.W.Sum(w => w.Cast<double>().Sum(v => v * v)) + g.B.Sum(b => b.Sum(v => v * v)));
            Near(expected.GetProperty("grad_norm_before_clip")[step].GetDouble(), norm, $"norm of step {step}");
            // PyTorch's clip_grad_norm_: max / (norm + 10⁻⁶) where that is below 1
            return (Math.Min(1, clip.GetProperty("max_norm").GetDouble() / (norm + 1e-6)), double.PositiveInfinity);
        }

        void Near(double e, double a, string what) =>
            Assert.True(Math.Abs(e - a) <= absolute + relative * Math.Abs(e), $"{file.GetProperty("name")}: {what} is {a:r}, not {e:r}");
    }

    TextbookNetwork Network() => new([.. file.GetProperty("net").EnumerateArray().Zip(file.GetProperty("params").EnumerateArray(), Layer)]);

    static TextbookLayer Layer(JsonElement layer, JsonElement p)
    {
        double[][] rows = [.. p.GetProperty("W").EnumerateArray().Select(row => row.Numbers())];
        var w = new double[rows[0].Length, rows.Length];
        for (int o = 0; o < rows.Length; o++)
            for (int i = 0; i < rows[o].Length; i++) w[i, o] = rows[o][i];
        return new TextbookLayer(w, p.GetProperty("b").Numbers(), TextbookActivation.Named(layer.GetProperty("activation").GetString()!));
    }

    static Parameters<T> New<T>(TextbookNetwork network, int bits) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var description = new Network(network.Layers[0].W.GetLength(0), [.. network.Layers.Select(layer => new Dense(layer.B.Length))]);
        var parameters = new Parameters<T>([.. description.Blocks()], Lanes.Width<T>(bits));
        for (int l = 0; l < network.Layers.Count; l++)
        {
            parameters.Write(2 * l, Array.ConvertAll(network.Layers[l].W.Cast<double>().ToArray(), T.CreateTruncating));
            parameters.Write(2 * l + 1, Array.ConvertAll(network.Layers[l].B, T.CreateTruncating));
        }
        return parameters;
    }

    // rows in order, step k takes batch k mod count, the last may be short
    (double[][] X, double[][] Y) Batch(int step)
    {
        if (file.GetProperty("batch") is not { ValueKind: JsonValueKind.Object } batch) return (_x, _y);
        int size = batch.GetProperty("size").GetInt32(), from = step % ((_x.Length + size - 1) / size) * size;
        return ([.. _x.Skip(from).Take(size)], [.. _y.Skip(from).Take(size)]);
    }

    /// <summary>The case's optimizer. PyTorch's weight_decay is coupled for all but AdamW, and reaches biases too.</summary>
    public Optimizer Optimizer()
    {
        JsonElement settings = file.GetProperty("optimizer");
        bool has = settings.TryGetProperty("betas", out JsonElement betas);
        (double beta1, double beta2) = has ? (betas[0].GetDouble(), betas[1].GetDouble()) : (0, 0);
        double epsilon = Number("eps"), decay = Number("weight_decay");
        Optimizer optimizer = settings.GetProperty("type").GetString() switch
        {
            "sgd" => new Sgd(LearningRate, Number("momentum"), Number("dampening"), Flag("nesterov")),
            "rmsprop" => new RmsProp(LearningRate, Number("alpha"), epsilon, Number("momentum"), Flag("centered")),
            "adagrad" => new Adagrad(LearningRate, Number("lr_decay"), Number("initial_accumulator_value"), epsilon),
            "adadelta" => new Adadelta(LearningRate, Number("rho"), epsilon),
            "adam" => new Adam(LearningRate, beta1, beta2, epsilon, Flag("amsgrad")),
            "adamw" => new AdamW(LearningRate, beta1, beta2, epsilon, decay, Flag("amsgrad")),
            "adamax" => new Adamax(LearningRate, beta1, beta2, epsilon),
            "nadam" => new NAdam(LearningRate, beta1, beta2, epsilon, Number("momentum_decay")),
            "radam" => new RAdam(LearningRate, beta1, beta2, epsilon),
            "rprop" => new Rprop(LearningRate, settings.GetProperty("etas")[0].GetDouble(), settings.GetProperty("etas")[1].GetDouble(),
                settings.GetProperty("step_sizes")[0].GetDouble(), settings.GetProperty("step_sizes")[1].GetDouble()),
            string other => throw new NotSupportedException(other),
            null => throw new NotSupportedException(),
        };
        return optimizer with { DecaysAll = true, L2 = optimizer is AdamW ? 0 : decay };

        double Number(string key) => settings.TryGetProperty(key, out JsonElement value) ? value.GetDouble() : 0;
        bool Flag(string key) => settings.TryGetProperty(key, out JsonElement value) && value.GetBoolean();
    }
}
