using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Myelin.Oracle;

/// <summary>Linear, PReLU with one slope or one for each unit, linear; mean squared error over all rows.</summary>
static class Rectifier
{
    public static JsonObject Of<T>(JsonElement q) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[][] x = q.GetProperty("x").Rows(), y = q.GetProperty("target").Rows();
        JsonElement[] blocks = [.. q.GetProperty("params").EnumerateArray()];
        double[] alpha = q.GetProperty("alpha").Vector();
        (Dense hidden, Dense output) = (Nets.Layer(blocks[0], new Identity()), Nets.Layer(blocks[1], new Identity()));
        var network = new Network(x[0].Length, hidden, new PRelu(alpha.Length > 1 || hidden.Units == 1), output);
        using var model = new Model<T>(network, network.Parameters<T>());
        Nets.SetDense(model, 0, blocks[0]);
        Nets.SetDense(model, 2, blocks[1]);
        model.Parameters.Write("layers.1.slope", Array.ConvertAll(alpha, T.CreateTruncating));
        ILoss loss = q.Find("loss") is { } given ? Formulas.Loss(given) : new MeanSquaredError();
        Samples<T> samples = Nets.Samples<T>(x, y);
        using var trainer = new Trainer<T>(model, loss, Formulas.Optimizer(q.GetProperty("optimizer")), new() { BatchSize = x.Length });
        var steps = new JsonArray();
        for (int step = 0; step < q.Number("steps", 20); step++)
        {
            double before = trainer.Step(samples);
            steps.Add(new JsonObject
            {
                ["loss"] = Json.Node(before),
                ["grad_alpha"] = Json.Row(trainer.Gradients!.Get("layers.1.slope")),
                ["alpha"] = Json.Row(model.Parameters.Get("layers.1.slope")),
                ["params"] = Nets.AllDense(model),
            });
        }
        return new() { ["steps"] = steps };
    }
}
