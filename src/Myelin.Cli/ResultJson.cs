using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Tabular;

namespace Myelin.Cli;

/// <summary>A training's result for programs, and for the model file.</summary>
static class ResultJson
{
    static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(TabularTraining training, TabularModel model, Evaluation? result, int rows, string output)
    {
        TrainingHistory history = model.History!;
        return new JsonObject
        {
            ["task"] = model.Target.Task.ToString().ToLowerInvariant(),
            ["epochs"] = history.Epochs.Count,
            ["best_epoch"] = history.BestEpoch,
            ["seconds"] = Math.Round(history.Epochs[^1].Elapsed.TotalSeconds, 3),
            ["training_rows"] = training.TrainingRows,
            ["validation_rows"] = training.ValidationRows,
            ["test_rows"] = rows,
            ["test"] = result is null ? null : Of(result),
            ["model"] = output,
        }.ToJsonString(s_indented);
    }

    public static JsonObject Of(Evaluation result)
    {
        var scores = new JsonObject();
        foreach (Score score in result.Scores()) scores[score.Name] = score.Value;
        return scores;
    }
}
