using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Explain;

namespace Myelin.Oracle;

/// <summary>Published examples, worked step by step.</summary>
static class Worked
{
    public static JsonNode Of(JsonElement q) => q.Text("name") switch
    {
        "adam_theta_squared" => ThetaSquared(q),
        "mazur_2_2_2" => Mazur(q),
        "sklearn_test_fit" => OneStep(q),
        _ when q.Has("W1") && q.Has("x") => Forward(q),
        string other => throw new NotSupportedException($"worked example {other}"),
    };

    static JsonArray ThetaSquared(JsonElement q)
    {
        // θ² is the squared error of a network θ·1 + nothing against 0
        var network = new Network(1, new Dense(1, new Identity(), Bias: false));
        using var model = new Model<double>(network, network.Parameters<double>());
        model.Parameters.Write(0, [q.Number("theta0", 5)]);
        double[] betas = q.GetProperty("betas").Vector();
        var adam = new Adam(q.Number("lr", 0.1), betas[0], betas[1], q.Number("eps", 1e-8));
        using var trainer = new Trainer<double>(model, new MeanSquaredError(), adam, new() { BatchSize = 1 });
        var sample = new Samples<double>(new double[] { 1 }, 1, new double[] { 0 }, 1);
        return Json.Node([.. Enumerable.Range(0, 20).Select(_ =>
        {
            trainer.Step(sample);
            return model.Parameters.Get(0)[0, 0];
        })]);
    }

    static JsonObject Mazur(JsonElement q)
    {
        // the article keeps its biases: the rows of inputs and of hidden units carry a constant instead, which no weight of ours updates
        using Model<double> model = Model(q);
        var loss = new HalfSquaredError();
        Samples<double> samples = Nets.Samples<double>([q.GetProperty("x").Vector()], [q.GetProperty("target").Vector()]);
        Trace<double> first = Trace<double>.Of(model, loss, samples);
        double[][] biases = [q.GetProperty("b1").Vector(), q.GetProperty("b2").Vector()];
        using var trainer = new Trainer<double>(model, loss, new Sgd(0.5), new() { BatchSize = 1 });
        JsonArray? after = null;
        double lossAfter = 0;
        for (int step = 1; step <= 10_000; step++)
        {
            trainer.Step(samples);
            model.Parameters.Write("layers.0.bias", biases[0]);
            model.Parameters.Write("layers.1.bias", biases[1]);
            if (step > 1) continue;
            after = Json.Node(Weights(model));
            lossAfter = trainer.Evaluate(samples);
        }
        return new()
        {
            ["out"] = Json.Row(first.Layers[1].Output),
            ["E"] = Json.Node(first.Loss),
            ["grads_w1_to_w8"] = Json.Node(first.Layers.SelectMany(layer => Columns(layer.Parameters[0].Gradient))),
            ["w_after_1"] = after,
            ["E_after_1"] = Json.Node(lossAfter),
            ["E_after_10000"] = Json.Node(trainer.Evaluate(samples)),
            ["o_after_10000"] = Json.Node(model.Predict(q.GetProperty("x").Vector())),
        };
    }

    static JsonObject OneStep(JsonElement q)
    {
        var network = new Network(q.GetProperty("x")[0].GetArrayLength(), new Dense(2, new Sigmoid()), new Dense(1));
        using var model = new Model<double>(network, network.Parameters<double>());
        model.Parameters.Write(0, q.GetProperty("coef1").Rows().Flat<double>());
        model.Parameters.Write(1, q.GetProperty("b1").Vector());
        model.Parameters.Write(2, q.GetProperty("coef2").Rows().Flat<double>());
        model.Parameters.Write(3, q.GetProperty("b2").Vector());
        double[] x = q.GetProperty("x")[0].Vector();
        Samples<double> samples = Nets.Samples<double>([x], [q.GetProperty("y").Vector()]);
        Trace<double> first = Trace<double>.Of(model, new SigmoidCrossEntropy(), samples);
        using var trainer = new Trainer<double>(model, new SigmoidCrossEntropy(), new Sgd(0.1) { L2 = 0.1 }, new() { BatchSize = 1 });
        double o = model.Predict(x)[0];
        trainer.Step(samples);
        return new()
        {
            ["h"] = Json.Row(first.Layers[0].Output),
            ["o"] = Json.Node([o]),
            ["coef1"] = Json.Node(model.Parameters.Get(0)),
            ["coef2"] = Json.Node(model.Parameters.Get(2)),
            ["b1"] = Json.Row(model.Parameters.Get(1)),
            ["b2"] = Json.Row(model.Parameters.Get(3)),
            ["prob_after"] = Json.Node(model.Predict(x)),
        };
    }

    static JsonArray Forward(JsonElement q)
    {
        string hidden = q.Text("network").Contains("relu", StringComparison.Ordinal) ? "relu" : "sigmoid";
        using Model<double> model = Model(q, Formulas.Activation(hidden, null), new Identity());
        return new([.. q.GetProperty("x").Rows().Select(row => (JsonNode)Json.Node(model.Predict(row)))]);
    }

    static Model<double> Model(JsonElement q, IActivation? hidden = null, IActivation? output = null)
    {
        double[][] w1 = q.GetProperty("W1").Rows(), w2 = q.GetProperty("W2").Rows();
        var network = new Network(
            w1[0].Length, new Dense(w1.Length, hidden ?? new Sigmoid()), new Dense(w2.Length, output ?? new Sigmoid()));
        var model = new Model<double>(network, network.Parameters<double>());
        model.Parameters.Write(0, Nets.Transposed(w1).Flat<double>());
        model.Parameters.Write(1, q.GetProperty("b1").Vector());
        model.Parameters.Write(2, Nets.Transposed(w2).Flat<double>());
        model.Parameters.Write(3, q.GetProperty("b2").Vector());
        return model;
    }

    static IEnumerable<double> Weights(Model<double> model) => new[] { 0, 2 }.SelectMany(block => Columns(model.Parameters.Get(block)));

    // neuron after neuron
    static IEnumerable<double> Columns(double[,] matrix) =>
        from o in Enumerable.Range(0, matrix.GetLength(1)) from i in Enumerable.Range(0, matrix.GetLength(0)) select matrix[i, o];
}
