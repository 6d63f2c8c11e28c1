using System.Text.Json;

namespace Myelin.Tests.Metrics;

/// <summary>Metrics of scikit-learn 1.2.1 and certified statistics of NIST's StRD.</summary>
public class MetricGoldenTests
{
    static TheoryData<string> Cases(string pattern) => [.. Directory.GetFiles(TestData.Path("golden_open"), pattern)
        .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Classifications => Cases("metrics_cls_*.json");

    public static TheoryData<string> Regressions => Cases("metrics_reg_*.json");

    public static TheoryData<string> Univariate => Cases("nist_*.json");

    [Fact]
    public void EveryCaseIsThere() => Assert.Equal((8, 4, 4), (Classifications.Count, Regressions.Count, Univariate.Count));

    [Theory]
    [MemberData(nameof(Classifications))]
    public void Classification(string name)
    {
        JsonElement file = TestData.Json($"golden_open/{name}.json"), expected = file.GetProperty("expected");
        string[] names = [.. file.GetProperty("labels").EnumerateArray().Select(label => label.GetRawText())];
        double[] probabilities = [.. file.GetProperty("proba").EnumerateArray().SelectMany(row => row.Numbers())];
        var report = new ClassificationReport(Whole("y_true"), probabilities, names, Whole("y_pred"));

        var actual = new Dictionary<string, double>
        {
            ["accuracy"] = report.Accuracy,
            ["balanced_accuracy"] = report.BalancedAccuracy,
            ["mcc"] = report.Matthews,
            ["kappa"] = report.Kappa,
            ["log_loss"] = report.LogLoss,
            ["brier"] = report.Brier,
            ["top2"] = report.Top2Accuracy,
            ["roc_auc"] = report.RocAuc,
            ["roc_auc_ovr_macro"] = report.RocAuc,
            ["roc_auc_ovo_macro"] = report.RocAucOneVsOne,
            ["average_precision"] = report.AveragePrecision,
        };
        (string, ClassScore)[] averages = [("macro", report.Macro), ("micro", report.Micro), ("weighted", report.Weighted)];
        foreach ((string average, ClassScore score) in averages)
            (actual[$"precision_{average}"], actual[$"recall_{average}"], actual[$"f1_{average}"]) =
                (score.Precision, score.Recall, score.F1);

        int compared = 0;
        foreach (JsonProperty metric in expected.EnumerateObject().Where(metric => metric.Value.ValueKind == JsonValueKind.Number))
        {
            double a = actual[metric.Name];
            Assert.True(Math.Abs(metric.Value.GetDouble() - a) <= 1e-12, $"{metric.Name} {metric.Value} {a:r}");
            compared++;
        }
        Assert.Equal(17, compared);
        for (int k = 0; k < names.Length; k++)
        {
            int[] given = [.. Enumerable.Range(0, names.Length)];
            Assert.Equal(expected.GetProperty("confusion")[k].Numbers(), given.Select(j => (double)report.Confusion[k, j]));
            JsonElement classes = expected.GetProperty("per_class");
            Assert.Equal(classes.GetProperty("precision")[k].GetDouble(), report.Classes[k].Precision, 1e-12);
            Assert.Equal(classes.GetProperty("recall")[k].GetDouble(), report.Classes[k].Recall, 1e-12);
            Assert.Equal(classes.GetProperty("f1")[k].GetDouble(), report.Classes[k].F1, 1e-12);
            Assert.Equal(classes.GetProperty("support")[k].GetInt64(), report.Classes[k].Support);
        }

        int[] Whole(string key) => [.. file.GetProperty(key).EnumerateArray().Select(label => label.GetInt32())];
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Regression(string name)
    {
        JsonElement file = TestData.Json($"golden_open/{name}.json");
        var report = new RegressionReport(file.GetProperty("y_true").Numbers(), file.GetProperty("y_pred").Numbers());
        var actual = new Dictionary<string, double>
        {
            ["mse"] = report.MeanSquaredError,
            ["rmse"] = report.RootMeanSquaredError,
            ["mae"] = report.MeanAbsoluteError,
            ["medae"] = report.MedianAbsoluteError,
            ["r2"] = report.R2,
            ["explained_variance"] = report.ExplainedVariance,
            ["max_error"] = report.MaximumError,
            ["mape"] = report.MeanAbsolutePercentageError,
        };
        foreach (JsonProperty metric in file.GetProperty("expected").EnumerateObject())
        {
            double e = metric.Value.GetDouble();
            Assert.True(Math.Abs(e - actual[metric.Name]) <= 1e-12 * Math.Abs(e), $"{metric.Name} {e:r} {actual[metric.Name]:r}");
        }
    }

    // 14 digits of every mean; of the deviations as many as rounding of the data leaves: 8 of NumAcc4
    [Theory]
    [MemberData(nameof(Univariate))]
    public void SummaryStatistics(string name)
    {
        JsonElement file = TestData.Json($"golden_open/{name}.json"), expected = file.GetProperty("expected");
        double[] values = file.GetProperty("values").Numbers();
        Near("mean", Statistics.Mean(values), 1e-14);
        double digits = name switch { "nist_NumAcc3" => 1e-9, "nist_NumAcc4" => 1e-8, _ => 1e-14 };
        Near("sample_sd", Statistics.SampleDeviation(values), digits);
        Near("population_sd", Statistics.PopulationDeviation(values), digits);

        void Near(string key, double actual, double relative)
        {
            double e = expected.GetProperty(key).GetDouble();
            Assert.True(Math.Abs(actual - e) <= relative * Math.Abs(e), $"{key} {e:r} {actual:r}");
        }
    }

    [Fact]
    public void BalancedClassWeights()
    {
        JsonElement file = TestData.Json("golden_open/class_weight_balanced.json");
        int[] labels = [.. file.GetProperty("y").EnumerateArray().Select(label => label.GetInt32())];
        double[] expected = file.GetProperty("expected").Numbers(), actual = [.. ClassWeights.Balanced(labels, 3)];
        for (int k = 0; k < 3; k++) Assert.Equal(expected[k], actual[k], 1e-15);
    }
}
