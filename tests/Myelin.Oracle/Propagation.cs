using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Explain;

namespace Myelin.Oracle;

/// <summary>Dense networks: one pass forward and back, and whole trainings.</summary>
static class Propagation
{
    public static JsonObject Once<T>(JsonElement q) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Model<T> model = Nets.Of<T>(q.GetProperty("net"), q.GetProperty("params"));
        ILoss loss = Formulas.Loss(q.GetProperty("loss"));
        double[][] x = q.GetProperty("x").Rows(), y = q.GetProperty("target").Rows();
        Trace<T> trace = Trace<T>.Of(model, loss, Nets.Samples<T>(x, y));
        var answer = new JsonObject
        {
            ["z"] = new JsonArray([.. trace.Layers.Select(layer => (JsonNode)Json.Node(layer.PreActivation!))]),
            ["a"] = new JsonArray([.. trace.Layers.Select(layer => (JsonNode)Json.Node(layer.Output))]),
            ["loss"] = Json.Node(trace.Loss),
            ["grad"] = Nets.Gradients(trace),
            ["grad_x"] = Json.Node(trace.Layers[0].InputGradient),
        };
        if (loss.Reduction != Reduction.None) return answer;

        // a loss of class indices has one value for each row, a loss of elements as many as the target
        T[] outputs = [.. trace.Layers[^1].Output.Cast<T>()];
        double[] values = [.. LossValues.Each(loss, outputs, y.Flat<T>(), x.Length).Select(double.CreateTruncating)];
        bool matrix = q.GetProperty("target")[0].ValueKind == JsonValueKind.Array && values.Length == x.Length * y[0].Length;
        answer["loss"] = matrix ? Json.Matrix(values, y[0].Length) : Json.Node(values);
        return answer;
    }

    public static JsonObject Trajectory<T>(JsonElement q) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Model<T> model = Nets.Of<T>(q.GetProperty("net"), q.GetProperty("params"));
        ILoss loss = Formulas.Loss(q.GetProperty("loss"));
        Optimizer optimizer = Formulas.Optimizer(q.GetProperty("optimizer"));
        double[][] x = q.GetProperty("x").Rows(), y = q.GetProperty("target").Rows();
        int size = BatchSize(q.Find("batch"), x.Length), batches = (x.Length + size - 1) / size;
        Schedule? schedule = q.Find("scheduler") is { } s ? Rates.Schedule(s, optimizer.LearningRate) : null;
        TrainingOptions options = Clipped(new() { BatchSize = size, Schedule = schedule }, q.Find("clip"));
        using var trainer = new Trainer<T>(model, loss, optimizer, options);
        (JsonArray losses, JsonArray rates, JsonArray norms, JsonArray parameters) = ([], [], [], []);
        for (int step = 0; step < q.GetProperty("steps").GetInt32(); step++)
        {
            int from = step % batches * size;
            losses.Add(Json.Node(trainer.Step(Nets.Samples<T>([.. x.Skip(from).Take(size)], [.. y.Skip(from).Take(size)]))));
            norms.Add(Json.Node(trainer.GradientNorm));
            rates.Add(Json.Node(trainer.LearningRate));
            parameters.Add(Nets.AllDense(model));
        }
        return new()
        {
            ["loss_before_step"] = losses,
            ["lr_used"] = rates,
            ["grad_norm_before_clip"] = norms,
            ["params_after_step"] = parameters,
            ["final_full_loss"] = Json.Node(trainer.Evaluate(Nets.Samples<T>(x, y))),
        };
    }

    // "full", or so many rows in their order, over and over
    static int BatchSize(JsonElement? batch, int rows)
    {
        if (batch is not { ValueKind: JsonValueKind.Object } given) return rows;
        if (given.Find("order")?.GetString() is { } order && !order.StartsWith("sequential", StringComparison.Ordinal))
            throw new NotSupportedException($"batches in the order \"{order}\"");
        return given.GetProperty("size").GetInt32();
    }

    static TrainingOptions Clipped(TrainingOptions options, JsonElement? clip)
    {
        if (clip is not { } given) return options;
        var settings = new Settings(given, "clip");
        options = settings.Type switch
        {
            "norm" => settings.Number("norm_type", 2) == 2
                ? options with { ClipNorm = settings.Number("max_norm", 0) }
                : throw new NotSupportedException("clipping by another norm than the Euclidean"),
            "value" => options with { ClipValue = settings.Number("value", settings.Number("clip_value", 0)) },
            string other => throw new NotSupportedException($"clipping by {other}"),
        };
        settings.Done();
        return options;
    }
}
