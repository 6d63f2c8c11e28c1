using System.Text.Json;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>Evaluations, scores and networks as JSON.</summary>
static class EvaluationJson
{
    public static void WriteFindings(this Utf8JsonWriter json, string name, Findings findings)
    {
        json.WriteStartObject(name);
        json.WriteNumber("rows", findings.Rows);
        json.WriteScores("metrics", findings.Evaluation.Scores());
        json.WriteBaseline(findings.Evaluation.Baseline);
        json.WriteSeen(findings.Seen);
        if (findings.Evaluation.Classification is { } report)
        {
            json.WriteStartArray("classes");
            foreach (ClassScore score in report.Classes)
            {
                json.WriteStartObject();
                json.WriteString("name", score.Name);
                json.WriteFinite("precision", score.Precision);
                json.WriteFinite("recall", score.Recall);
                json.WriteFinite("f1", score.F1);
                json.WriteNumber("rows", score.Support);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            WriteConfusion(json, report.Confusion);
        }
        json.WriteEndObject();
    }

    /// <summary>All counts; of very many classes those above 0, each as [actual, predicted, rows].</summary>
    static void WriteConfusion(Utf8JsonWriter json, ConfusionMatrix confusion)
    {
        const int MostClasses = 1000;
        if (confusion.Classes > MostClasses)
        {
            json.WriteStartArray("confusionCounts");
            foreach ((int label, int given, long count) in confusion.Counts())
            {
                json.WriteStartArray();
                json.WriteNumberValue(label);
                json.WriteNumberValue(given);
                json.WriteNumberValue(count);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            return;
        }
        json.WriteStartArray("confusion");
        for (int label = 0; label < confusion.Classes; label++)
        {
            json.WriteStartArray();
            for (int given = 0; given < confusion.Classes; given++) json.WriteNumberValue(confusion[label, given]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    public static void WriteCalibration(this Utf8JsonWriter json, ModelCalibration calibration)
    {
        if (calibration is { Rows: 0, Balanced: false }) return;
        json.WriteStartObject("calibration");
        json.WriteNumber("rows", calibration.Rows);
        json.WriteFinite("temperature", calibration.Temperature);
        if (calibration.Balanced) json.WriteBoolean("balanced", true);
        if (calibration.ErrorBefore is { } before) json.WriteFinite("errorBefore", before);
        if (calibration.ErrorAfter is { } after) json.WriteFinite("errorAfter", after);
        if (calibration.LogLossBefore is { } lossBefore) json.WriteFinite("logLossBefore", lossBefore);
        if (calibration.LogLossAfter is { } lossAfter) json.WriteFinite("logLossAfter", lossAfter);
        if (calibration.Rejected is { } rejected) json.WriteFinite("rejectedTemperature", rejected);
        if (calibration.Threshold is { } threshold) json.WriteFinite("threshold", threshold);
        if (calibration.ThresholdMetric is { } metric) json.WriteString("thresholdMetric", Reports.Lower(metric));
        if (calibration.Intervals is { } intervals) json.WriteFinite("mostCoverage", intervals.MostCoverage);
        json.WriteEndObject();
    }

    /// <summary>How the training of one network went.</summary>
    public static void WriteHistory(this Utf8JsonWriter json, TrainingHistory history)
    {
        json.WriteStartObject();
        json.WriteNumber("bestEpoch", history.BestEpoch);
        json.WriteString("end", Reports.Lower(history.End));
        json.WriteFinite("seconds", history.Epochs.Count == 0 ? 0 : history.Epochs[^1].Elapsed.TotalSeconds);
        json.WriteStartArray("epochs");
        foreach (TrainingProgress epoch in history.Epochs)
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", epoch.Epoch);
            json.WriteFinite("trainingLoss", epoch.TrainingLoss);
            if (epoch.ValidationLoss is { } loss) json.WriteFinite("validationLoss", loss);
            if (epoch.Measure is { } measure) json.WriteFinite("measure", measure);
            json.WriteFinite("learningRate", epoch.LearningRate);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteScores(this Utf8JsonWriter json, string name, IEnumerable<Score> scores)
    {
        json.WriteStartObject(name);
        foreach (Score score in scores) json.WriteFinite(score.Name, score.Value);
        json.WriteEndObject();
    }

    public static void WriteModel(this Utf8JsonWriter json, TabularModel model)
    {
        json.WriteString("network", model.Model.Network.ToString());
        json.WriteNumber("parameters", model.Model.Network.ParameterCount);
        json.WriteNumber("networks", model.Members.Count);
        if (model.Plan is { } plan) json.WriteNumber("plannedNetworks", plan.Members);
        json.WriteStartArray("kinds");
        foreach (IGrouping<Network, double> kind in model.Members.Zip(model.Weights)
            .GroupBy(member => member.First.Network, member => member.Second))
        {
            json.WriteStartObject();
            json.WriteString("network", kind.Key.ToString());
            json.WriteNumber("parameters", kind.Key.ParameterCount);
            json.WriteNumber("networks", kind.Count());
            json.WriteNumber("share", kind.Sum() / model.Weights.Sum());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (model.Recipe is { } recipe)
        {
            json.WriteStartObject("recipe");
            json.WriteString("name", recipe.Name);
            foreach ((string key, string value) in RecipeKeys.Of(recipe)) json.WriteString(key, value);
            json.WriteEndObject();
        }
        json.WriteString("task", Reports.Lower(model.Target.Task));
        json.WriteString("target", model.Target.Column);
        if (model.Target.Classes is { } classes)
        {
            json.WriteStartArray("classes");
            foreach (string name in classes.Names) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        json.WriteNumber("inputs", model.Encoder.Width);
        json.WriteStartArray("columns");
        foreach (ColumnSchema column in model.Schema.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", Reports.Lower(column.Type));
            json.WriteNumber("missing", column.Missing);
            json.WriteNumber("different", column.Distinct);
            if (model.Dropped.FirstOrDefault(dropped => dropped.Name == column.Name) is { } dropped)
                json.WriteString("dropped", dropped.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (string note in model.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
    }
}
