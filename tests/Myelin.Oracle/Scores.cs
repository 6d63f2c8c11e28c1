using System.Text.Json;
using System.Text.Json.Nodes;

namespace Myelin.Oracle;

/// <summary>Metrics and statistics, by scikit-learn's names.</summary>
static class Scores
{
    public static JsonArray ClassWeight(JsonElement q)
    {
        string[] y = Labels(q, "y"), classes = [.. y.Distinct().OrderBy(Order).ThenBy(label => label, StringComparer.Ordinal)];
        return Json.Node(ClassWeights.Balanced(Places(y, classes), classes.Length));
    }

    public static JsonObject Classification(JsonElement q)
    {
        string[] names = Labels(q, "labels");
        int[] truth = Places(Labels(q, "y_true"), names);
        double[] probabilities = q.GetProperty("proba").Rows().Flat<double>();
        var r = new ClassificationReport(truth, probabilities, names, Places(Labels(q, "y_pred"), names));
        var answer = new JsonObject
        {
            ["accuracy"] = Json.Node(r.Accuracy),
            ["balanced_accuracy"] = Json.Node(r.BalancedAccuracy),
            ["mcc"] = Json.Node(r.Matthews),
            ["kappa"] = Json.Node(r.Kappa),
            ["log_loss"] = Json.Node(r.LogLoss),
            ["confusion"] = new JsonArray([.. names.Select((_, t) =>
                (JsonNode)new JsonArray([.. names.Select((_, p) => (JsonNode)JsonValue.Create(r.Confusion[t, p]))]))]),
            ["per_class"] = new JsonObject
            {
                ["precision"] = Json.Node(r.Classes.Select(c => c.Precision)),
                ["recall"] = Json.Node(r.Classes.Select(c => c.Recall)),
                ["f1"] = Json.Node(r.Classes.Select(c => c.F1)),
                ["support"] = Json.Node(r.Classes.Select(c => (double)c.Support)),
            },
            ["brier"] = Json.Node(r.Brier),
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
        for (int k = 1; k <= names.Length && probabilities.Length == truth.Length * names.Length; k++)
            answer[$"top{k}"] = Json.Node(ProbabilityScores.TopAccuracy(truth, probabilities, names.Length, k));
        return answer;
    }

    public static JsonObject Regression(JsonElement q)
    {
        double[][] y = q.GetProperty("y_true").Rows();
        var r = new RegressionReport(y.Flat<double>(), q.GetProperty("y_pred").Rows().Flat<double>(), y[0].Length);
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

    public static JsonObject Summary(JsonElement q)
    {
        JsonElement values = q.GetProperty("values");
        // as they are written where that can be: 10000000.1 is no double, and its deviation from the mean would keep half of its digits
        if (values.EnumerateArray().All(value => value.TryGetDecimal(out _)))
        {
            decimal[] written = [.. values.EnumerateArray().Select(value => value.GetDecimal())];
            return Summary((double)Statistics.Mean(written), Statistics.Variance(written), Statistics.Variance(written, 0));
        }
        double[] x = values.Vector();
        return Summary(Statistics.Mean(x), Statistics.Variance(x), Statistics.Variance(x, 0));
    }

    static JsonObject Summary(double mean, double sample, double population) => new()
    {
        ["mean"] = Json.Node(mean),
        ["sample_sd"] = Json.Node(Math.Sqrt(sample)),
        ["population_sd"] = Json.Node(Math.Sqrt(population)),
    };

    // class labels are numbers or texts; only which is which matters
    static string[] Labels(JsonElement q, string key) =>
        [.. q.GetProperty(key).EnumerateArray().Select(Preprocessing.Text)];

    static double Order(string label) =>
        double.TryParse(label, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number : double.PositiveInfinity;

    static int[] Places(string[] labels, string[] classes) => [.. labels.Select(label => Array.IndexOf(classes, label))];
}
