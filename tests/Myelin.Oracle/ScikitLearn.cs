using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Explain;

namespace Myelin.Oracle;

/// <summary>
/// scikit-learn's MLP: its penalty is α/2N Σ W², and its Adam puts ε inside: step α √(1 − β₂ᵗ)/(1 − β₁ᵗ) m/(√v + ε), which is PyTorch's
/// with ε/√(1 − β₂ᵗ).
/// </summary>
static class ScikitLearn
{
    public static JsonObject Mlp(JsonElement q)
    {
        JsonElement net = q.GetProperty("net"), solver = q.GetProperty("solver");
        int[] sizes = net.GetProperty("sizes").Whole();
        double[][] x = q.GetProperty("X").Rows(), y = q.GetProperty("y").Rows();
        double[][][] coefs = [.. q.GetProperty("coefs").EnumerateArray().Select(w => w.Rows())];
        double[][] intercepts = [.. q.GetProperty("intercepts").EnumerateArray().Select(b => b.Vector())];
        string output = net.Text("output_activation");
        IActivation hidden = Formulas.Activation(net.Text("hidden_activation"), null);
        var network = new Network(coefs[0].Length, [.. intercepts.Select((b, l) =>
            new Dense(b.Length, l < intercepts.Length - 1 ? hidden : new Identity()))]);
        using var model = new Model<double>(network, network.Parameters<double>());
        for (int l = 0; l < coefs.Length; l++)
        {
            model.Parameters.Write($"layers.{l}.weight", coefs[l].Flat<double>());
            model.Parameters.Write($"layers.{l}.bias", intercepts[l]);
        }
        ILoss loss = output switch
        {
            "logistic" => new SigmoidCrossEntropy(1, Reduction.RowMean),
            "softmax" => new SoftmaxCrossEntropy(),
            "identity" => new HalfSquaredError(),
            _ => throw new NotSupportedException($"output {output}"),
        };
        var settings = new Settings(solver, "solver");
        double alpha = q.Number("alpha", 0) / x.Length, rate = settings.Number("lr", 0.001);
        (double beta1, double beta2) = Formulas.Pair(settings, "betas", 0.9, 0.999);
        Optimizer optimizer = settings.Type switch
        {
            "sgd" => Formulas.Sgd(settings, rate),
            "adam" => new Adam(rate, beta1, beta2, settings.Number("eps", 1e-8), EpsilonHat: true),
            string other => throw new NotSupportedException($"solver {other}"),
        };
        settings.Done();
        Samples<double> samples = Nets.Samples<double>(x, y);
        Trace<double> first = Trace<double>.Of(model, loss, samples);
        using var trainer = new Trainer<double>(model, loss, optimizer with { L2 = alpha }, new TrainingOptions { BatchSize = x.Length });
        var outputs = new double[x.Length * network.Outputs];
        model.Predict(x.Flat<double>(), outputs);
        var answer = new JsonObject
        {
            ["first"] = new JsonObject
            {
                ["coef"] = new JsonArray([.. first.Layers.Select(layer => (JsonNode)Json.Node(Penalized(layer, alpha)))]),
                ["intercept"] = new JsonArray([.. first.Layers.Select(layer => (JsonNode)Json.Row(layer.Parameters[1].Gradient))]),
                ["output"] = Json.Matrix(outputs, network.Outputs),
            },
        };
        (JsonArray losses, JsonArray steps) = ([], []);
        for (int step = 0; step < q.GetProperty("steps").GetInt32(); step++)
        {
            double penalty = Enumerable.Range(0, coefs.Length)
                .Sum(l => model.Parameters.Get($"layers.{l}.weight").Cast<double>().Sum(w => 0.5 * alpha * w * w));

            // the value is the mean over outputs too, the gradient is not
            losses.Add(Json.Node(trainer.Step(samples) / (output == "identity" ? network.Outputs : 1) + penalty));
            steps.Add(new JsonObject
            {
                ["coefs"] = new JsonArray([.. coefs.Select((_, l) => (JsonNode)Json.Node(model.Parameters.Get($"layers.{l}.weight")))]),
                ["intercepts"] = new JsonArray([.. coefs.Select((_, l) => (JsonNode)Json.Row(model.Parameters.Get($"layers.{l}.bias")))]),
            });
        }
        answer["loss_before_step"] = losses;
        answer["after_step"] = steps;
        return answer;
    }

    static double[,] Penalized(LayerTrace<double> layer, double alpha)
    {
        (double[,] g, double[,] w) = ((double[,])layer.Parameters[0].Gradient.Clone(), layer.Parameters[0].Value);
        for (int i = 0; i < g.GetLength(0); i++)
            for (int o = 0; o < g.GetLength(1); o++) g[i, o] += alpha * w[i, o];
        return g;
    }
}
