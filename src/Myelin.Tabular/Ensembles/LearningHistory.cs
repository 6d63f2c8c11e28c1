using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>The losses of every epoch of a training, kept with the model to be drawn later.</summary>
/// <param name="BestEpoch">the epoch that the model is of, from 1; 0 for none</param>
/// <param name="Validation">empty where no rows were held out</param>
public sealed record LearningHistory(int BestEpoch, EquatableArray<float> Training, EquatableArray<float> Validation)
{
    public static LearningHistory Of(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        TrainingProgress[] epochs = [.. history.Epochs.TakeWhile(
            epoch => double.IsFinite(epoch.TrainingLoss) && (epoch.ValidationLoss is not { } loss || double.IsFinite(loss)))];
        return new(history.BestEpoch, [.. epochs.Select(epoch => (float)epoch.TrainingLoss)],
            [.. epochs.Where(epoch => epoch.ValidationLoss is not null).Select(epoch => (float)epoch.ValidationLoss!.Value)]);
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("best", BestEpoch);
        Losses("training", Training);
        Losses("validation", Validation);
        json.WriteEndObject();

        void Losses(string name, EquatableArray<float> losses)
        {
            json.WriteStartArray(name);
            foreach (float loss in losses) json.WriteNumberValue(loss);
            json.WriteEndArray();
        }
    }

    internal static LearningHistory Read(StrictJson json)
    {
        json.OnlyKeys("best", "training", "validation");
        return new(json["best"].Integer(0, int.MaxValue), Losses("training"), Losses("validation"));

        EquatableArray<float> Losses(string name) => [.. json[name].Items().Select(item => (float)item.Number())];
    }
}
