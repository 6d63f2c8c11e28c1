using System.Text.Json;
using System.Text.Json.Nodes;

namespace Myelin.Oracle;

/// <summary>Computes a case's answer through the public API, in the case's element type.</summary>
public static class Answers
{
    public static JsonNode To(JsonElement q)
    {
        bool single = q.Find("dtype")?.GetString() == "float32";
        return q.Text("kind") switch
        {
            "forward_loss_gradient" => single ? Propagation.Once<float>(q) : Propagation.Once<double>(q),
            "trajectory" => single ? Propagation.Trajectory<float>(q) : Propagation.Trajectory<double>(q),
            "normalisation" => single ? Normalization.Of<float>(q) : Normalization.Of<double>(q),
            "prelu_trajectory" => single ? Rectifier.Of<float>(q) : Rectifier.Of<double>(q),
            "penalty" => Penalties.Of(q),
            "sklearn_mlp" => ScikitLearn.Mlp(q),
            "class_weight" => Scores.ClassWeight(q),
            "classification_metrics" => Scores.Classification(q),
            "regression_metrics" => Scores.Regression(q),
            "summary_statistics" => Scores.Summary(q),
            "preprocess" => Preprocessing.Scaled(q),
            "onehot" => Preprocessing.OneHot(q),
            "scheduler" => Rates.OfPlateau(q),
            "activation_table" => Tables.Activations(q),
            "loss_table" => Tables.Losses(q),
            "softmax_table" => Tables.SoftmaxRows(q),
            "worked_example" => Worked.Of(q),
            string other => throw new NotSupportedException($"kind {other}"),
        };
    }
}
