using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Activations;
using Myelin.Layers;
using Myelin.Losses;
using Myelin.Metrics;
using Myelin.Optimizers;
using Myelin.Schedules;
using Myelin.Tabular;

namespace Myelin.Oracle;

/// <summary>Computes a case's answer through the public API, in the case's element type.</summary>
public static class Answers
{
    public static JsonNode To(JsonElement q)
    {
        bool single = q.Find("dtype")?.GetString() == "float32";
        return q.Text("kind") switch
        {
            "forward_loss_gradient" => single ? ForwardBackward<float>(q) : ForwardBackward<double>(q),
            "trajectory" => single ? Trajectory<float>(q) : Trajectory<double>(q),
            "normalisation" => Normalization(q),
            "prelu_trajectory" => PRelu(q),
            "penalty" => Penalty(q),
            "sklearn_mlp" => ScikitLearn.Mlp(q),
            "class_weight" => ClassWeight(q),
            "classification_metrics" => Classification(q),
            "regression_metrics" => Regression(q),
            "summary_statistics" => Summary(q),
            "preprocess" => Preprocess(q),
            "onehot" => OneHot(q),
            "scheduler" => Plateau(q),
            "activation_table" => Tables.Activations(q),
            "loss_table" => Tables.Losses(q),
            "softmax_table" => Tables.SoftmaxRows(q),
            "worked_example" => Worked.Of(q),
            string other => throw new NotSupportedException($"kind {other}"),
        };
    }

    static JsonObject ForwardBackward<T>(JsonElement q) where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
        T[] outputs = [.. trace.Layers[^1].Output.Cast<T>()];
        double[] values = [.. LossValues.Each(loss, outputs, y.Flat<T>(), x.Length).Select(double.CreateTruncating)];
        answer["loss"] = values.Length == x.Length && q.GetProperty("target")[0].ValueKind != JsonValueKind.Array ? Json.Node(values) : Json.Matrix(values, values.Length / x.Length);
        return answer;
    }

    static JsonObject Trajectory<T>(JsonElement q) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Model<T> model = Nets.Of<T>(q.GetProperty("net"), q.GetProperty("params"));
        ILoss loss = Formulas.Loss(q.GetProperty("loss"));
        Optimizer optimizer = Formulas.Optimizer(q.GetProperty("optimizer"));
        double[][] x = q.GetProperty("x").Rows(), y = q.GetProperty("target").Rows();
        int size = q.Find("batch") is { ValueKind: JsonValueKind.Object } batch ? batch.GetProperty("size").GetInt32() : x.Length, batches = (x.Length + size - 1) / size;
        JsonElement? clip = q.Find("clip");
        string? clips = clip?.Text("type");
        Schedule? schedule = q.Find("scheduler") is { } s ? Formulas.Schedule(s, optimizer.LearningRate) : null;
        using var trainer = new Trainer<T>(model, loss, optimizer, new TrainingOptions
        {
            BatchSize = size,
            Schedule = schedule,
            ClipNorm = clips == "norm" ? clip!.Value.Number("max_norm", 0) : 0,
            ClipValue = clips == "value" ? clip!.Value.Number("value", clip.Value.Number("clip_value", 0)) : 0,
        });
        (JsonArray losses, JsonArray rates, JsonArray norms, JsonArray parameters) = ([], [], [], []);
        int steps = q.GetProperty("steps").GetInt32();
        for (int step = 0; step < steps; step++)
        {
            int from = step % batches * size;
            Samples<T> rows = Nets.Samples<T>([.. x.Skip(from).Take(size)], [.. y.Skip(from).Take(size)]);
            losses.Add(Json.Node(trainer.Step(rows)));
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

    static JsonObject Normalization(JsonElement q)
    {
        // "Linear -> batch_norm -> tanh -> Linear, mse mean, SGD lr .05 momentum .9, 10 steps"
        string net = q.Text("net");
        bool training = !(q.Text("name").Contains("eval", StringComparison.Ordinal) || q.Find("mode")?.GetString() == "eval"), batchNorm = net.Contains("batch_norm", StringComparison.Ordinal);
        double[][] x = q.GetProperty("x").Rows(), y = q.GetProperty("target").Rows();
        string activation = net.Split("->")[2].Trim();
        JsonElement[] blocks = [.. q.GetProperty("params").EnumerateArray()];
        double epsilon = q.Number("eps", 1e-5);
        var network = new Network(x[0].Length, new Dense(blocks[0].GetProperty("b").GetArrayLength()),
            batchNorm ? new BatchNorm(epsilon, q.Number("momentum", 0.1)) : new LayerNorm(epsilon),
            new Activation(Formulas.Activation(activation, null)), new Dense(y[0].Length));
        using var model = new Model<double>(network, new Parameters<double>(network));
        Nets.SetDense(model, 0, blocks[0]);
        Nets.SetDense(model, 3, blocks[1]);
        model.Parameters.Write("layers.1.weight", q.GetProperty("gamma").Vector());
        model.Parameters.Write("layers.1.bias", q.GetProperty("beta").Vector());
        if (batchNorm)
        {
            model.Parameters.Write("layers.1.running_mean", q.GetProperty("running_mean0").Vector());
            model.Parameters.Write("layers.1.running_var", q.GetProperty("running_var0").Vector());
        }
        string words = net[net.IndexOf("SGD", StringComparison.Ordinal)..];
        double After(string word) => double.Parse(words.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).SkipWhile(w => w != word).Skip(1).First(), System.Globalization.CultureInfo.InvariantCulture);
        int steps = int.Parse(words.Split(',')[^1].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var loss = new MeanSquaredError();
        Samples<double> samples = Nets.Samples<double>(x, y);
        Trace<double> first = Trace<double>.Of(model, loss, samples, training);
        using var trainer = new Trainer<double>(model, loss, new Sgd(After("lr"), words.Contains("momentum", StringComparison.Ordinal) ? After("momentum") : 0),
            new TrainingOptions { BatchSize = x.Length, EvaluationMode = !training });
        var made = new JsonArray();
        for (int step = 0; step < steps; step++)
        {
            double before = trainer.Step(samples);
            var after = new JsonObject { ["loss"] = Json.Node(before), ["params"] = Nets.AllDense(model), ["gamma"] = Json.Row(model.Parameters.Get("layers.1.weight")), ["beta"] = Json.Row(model.Parameters.Get("layers.1.bias")) };
            if (batchNorm)
            {
                after["running_mean"] = Json.Row(model.Parameters.Get("layers.1.running_mean"));
                after["running_var"] = Json.Row(model.Parameters.Get("layers.1.running_var"));
            }
            made.Add(after);
        }
        return new()
        {
            ["first"] = new JsonObject
            {
                ["z"] = Json.Node(first.Layers[0].Output),
                ["normed"] = Json.Node(first.Layers[1].Output),
                ["out"] = Json.Node(first.Layers[3].Output),
                ["loss"] = Json.Node(first.Loss),
                ["grad"] = Nets.Gradients(first),
                ["grad_gamma"] = Json.Row(first.Layers[1].Parameters[0].Gradient),
                ["grad_beta"] = Json.Row(first.Layers[1].Parameters[1].Gradient),
            },
            ["steps"] = made,
            ["final_eval_output"] = Json.Matrix(Predict(model, x), y[0].Length),
        };
    }

    static double[] Predict(Model<double> model, double[][] x)
    {
        var outputs = new double[x.Length * model.Network.Outputs];
        model.Predict(x.Flat<double>(), outputs);
        return outputs;
    }

    static JsonObject PRelu(JsonElement q)
    {
        double[][] x = q.GetProperty("x").Rows(), y = q.GetProperty("target").Rows();
        JsonElement[] blocks = [.. q.GetProperty("params").EnumerateArray()];
        double[] alpha = q.GetProperty("alpha").Vector();
        int hidden = blocks[0].GetProperty("b").GetArrayLength();
        var network = new Network(x[0].Length, new Dense(hidden), new PRelu(alpha.Length > 1 || hidden == 1), new Dense(y[0].Length));
        using var model = new Model<double>(network, new Parameters<double>(network));
        Nets.SetDense(model, 0, blocks[0]);
        Nets.SetDense(model, 2, blocks[1]);
        model.Parameters.Write("layers.1.slope", alpha);
        var loss = new MeanSquaredError();
        Samples<double> samples = Nets.Samples<double>(x, y);
        using var trainer = new Trainer<double>(model, loss, Formulas.Optimizer(q.GetProperty("optimizer")), new TrainingOptions { BatchSize = x.Length });
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

    static JsonObject Penalty(JsonElement q)
    {
        // a step of rate 1 without memory moves by the penalized gradient
        string activation = q.Text("net") is { } text && text.Contains('(') ? text[(text.IndexOf('(') + 1)..text.IndexOf(')')] : "identity";
        double[][] x = q.GetProperty("x").Rows(), y = q.GetProperty("target").Rows();
        JsonElement[] blocks = [.. q.GetProperty("params").EnumerateArray()];
        var network = new Network(x[0].Length, new Dense(blocks[0].GetProperty("b").GetArrayLength(), Formulas.Activation(activation, null)), new Dense(y[0].Length));
        using var model = new Model<double>(network, new Parameters<double>(network));
        Nets.SetDense(model, 0, blocks[0]);
        Nets.SetDense(model, 1, blocks[1]);
        (double l1, double l2) = (q.Number("l1", 0), q.Number("l2", 0));
        double[][] before = [.. Enumerable.Range(0, 4).Select(b => model.Parameters.Get(b).Cast<double>().ToArray())];
        using var trainer = new Trainer<double>(model, new MeanSquaredError(), new Sgd(1) { L1 = l1, L2 = l2 }, new TrainingOptions { BatchSize = x.Length });
        double data = trainer.Step(Nets.Samples<double>(x, y));
        double penalty = new[] { 0, 2 }.Sum(b => before[b].Sum(w => l1 * Math.Abs(w) + 0.5 * l2 * w * w));
        for (int b = 0; b < 4; b++)
        {
            double[] after = [.. model.Parameters.Get(b).Cast<double>()];
            model.Parameters.Write(b, [.. before[b].Zip(after, (old, now) => old - now)]);
        }
        return new() { ["data_loss"] = Json.Node(data), ["total_loss"] = Json.Node(data + penalty), ["grad"] = Nets.AllDense(model) };
    }

    static JsonArray ClassWeight(JsonElement q)
    {
        int[] y = q.GetProperty("y").Whole(), classes = [.. y.Distinct().Order()];
        return Json.Node(ClassWeights.Balanced([.. y.Select(label => Array.IndexOf(classes, label))], classes.Length));
    }

    static JsonObject Classification(JsonElement q)
    {
        int[] names = q.GetProperty("labels").Whole();
        int[] Places(string key) => [.. q.GetProperty(key).Whole().Select(label => Array.IndexOf(names, label))];
        var r = new ClassificationReport(Places("y_true"), q.GetProperty("proba").Rows().Flat<double>(), [.. names.Select(name => $"{name}")], Places("y_pred"));
        var answer = new JsonObject
        {
            ["accuracy"] = Json.Node(r.Accuracy),
            ["balanced_accuracy"] = Json.Node(r.BalancedAccuracy),
            ["mcc"] = Json.Node(r.Matthews),
            ["kappa"] = Json.Node(r.Kappa),
            ["log_loss"] = Json.Node(r.LogLoss),
            ["confusion"] = new JsonArray([.. names.Select((_, t) => (JsonNode)new JsonArray([.. names.Select((_, p) => (JsonNode)JsonValue.Create(r.Confusion[t, p]))]))]),
            ["per_class"] = new JsonObject
            {
                ["precision"] = Json.Node(r.Classes.Select(c => c.Precision)),
                ["recall"] = Json.Node(r.Classes.Select(c => c.Recall)),
                ["f1"] = Json.Node(r.Classes.Select(c => c.F1)),
                ["support"] = Json.Node(r.Classes.Select(c => (double)c.Support)),
            },
            ["brier"] = Json.Node(r.Brier),
            ["top2"] = Json.Node(r.Top2Accuracy),
            ["average_precision"] = Json.Node(r.AveragePrecision),
            ["roc_auc"] = Json.Node(r.RocAuc),
            ["roc_auc_ovr_macro"] = Json.Node(r.RocAuc),
            ["roc_auc_ovo_macro"] = Json.Node(r.RocAucOneVsOne),
        };
        foreach ((string name, ClassScore score) in new[] { ("macro", r.Macro), ("micro", r.Micro), ("weighted", r.Weighted) })
        {
            answer[$"precision_{name}"] = Json.Node(score.Precision);
            answer[$"recall_{name}"] = Json.Node(score.Recall);
            answer[$"f1_{name}"] = Json.Node(score.F1);
        }
        return answer;
    }

    static JsonObject Regression(JsonElement q)
    {
        var r = new RegressionReport(q.GetProperty("y_true").Vector(), q.GetProperty("y_pred").Vector());
        return new()
        {
            ["mse"] = Json.Node(r.MeanSquaredError),
            ["rmse"] = Json.Node(r.RootMeanSquaredError),
            ["mae"] = Json.Node(r.MeanAbsoluteError),
            ["medae"] = Json.Node(r.MedianAbsoluteError),
            ["r2"] = Json.Node(r.R2),
            ["explained_variance"] = Json.Node(r.ExplainedVariance),
            ["max_error"] = Json.Node(r.MaximumError),
            ["mape"] = Json.Node(r.MeanAbsolutePercentageError),
        };
    }

    static JsonObject Summary(JsonElement q)
    {
        double[] values = q.GetProperty("values").Vector();
        return new() { ["mean"] = Json.Node(Statistics.Mean(values)), ["sample_sd"] = Json.Node(Statistics.SampleDeviation(values)), ["population_sd"] = Json.Node(Statistics.PopulationDeviation(values)) };
    }

    static JsonObject Preprocess(JsonElement q)
    {
        double[][] fit = q.GetProperty("fit").Rows(), transform = q.GetProperty("transform").Rows();
        Scaling[] scalings = [.. Nets.Transposed(fit).Select<double[], Scaling>(column => q.Text("scaler") switch
        {
            "standard" => StandardScaling.Fit(column),
            "minmax" => RangeScaling.Fit(column),
            "minmax_m11" => RangeScaling.Fit(column, -1, 1),
            "maxabs" => MaximumScaling.Fit(column),
            "robust" => RobustScaling.Fit(column),
            string other => throw new NotSupportedException($"scaler {other}"),
        })];
        JsonArray Apply(double[][] rows) => new([.. rows.Select(row => (JsonNode)Json.Node(row.Select((x, c) => scalings[c].Apply(x))))]);
        return new() { ["fit_out"] = Apply(fit), ["transform_out"] = Apply(transform) };
    }

    static JsonArray OneHot(JsonElement q)
    {
        (Table fit, Table transform) = (Of("fit"), Of("transform"));

        // the slot of its own for unseen words is Myelin's; scikit-learn has none
        var encoder = new TableEncoder([.. fit.Columns.Select(column => OneHotEncoder.Fit(column, hasOther: false))]);
        float[] matrix = encoder.Apply(transform);
        return new([.. Enumerable.Range(0, transform.Rows).Select(row =>
            (JsonNode)Json.Node(matrix.AsSpan(row * encoder.Width, encoder.Width).ToArray().Select(value => (double)value)))]);

        Table Of(string key)
        {
            string[][] rows = [.. q.GetProperty(key).EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray())];
            return Table.Of([.. Enumerable.Range(0, rows[0].Length).Select(c => Column.Of($"{c}", [.. rows.Select(row => row[c])]))]);
        }
    }

    static JsonObject Plateau(JsonElement q)
    {
        JsonElement s = q.GetProperty("scheduler");
        if (s.Text("type") != "ReduceLROnPlateau") throw new NotSupportedException($"schedule {s.Text("type")}");
        double rate = s.Number("initial_lr", 0.1);
        var plateau = new ReduceOnPlateau(s.Number("factor", 0.1), (int)s.Number("patience", 10), s.Number("threshold", 1e-4), s.Find("threshold_mode")?.GetString() == "abs",
            s.Find("mode")?.GetString() == "max", (int)s.Number("cooldown", 0), s.Number("min_lr", 0) / rate, s.Number("eps", 1e-8) / rate);
        var state = new PlateauState();
        return new() { ["lr_after"] = Json.Node([.. q.GetProperty("metric").Vector().Select(metric => rate * (state = plateau.Next(state, metric)).Factor)]) };
    }
}
