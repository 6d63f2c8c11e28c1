using System.Globalization;
using System.Numerics;

namespace Myelin.TensorBoard;

/// <summary>Writes what a trainer tells. All is by the steps that the trainer has made, which go on where a training is resumed.</summary>
sealed class TrainingListener<T>(
    TensorBoardWriter writer, Trainer<T> trainer, Func<TrainingProgress, (string Name, double Value)?>? metric)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Histograms of a training, about, where their number is not set.</summary>
    const int FewHistograms = 25;

    readonly string[] _weights = [.. trainer.Model.Parameters.Blocks.Select(block => $"weights/{block.Name}")];

    // what is not trained has no gradient
    readonly string?[] _gradients = [.. trainer.Model.Parameters.Blocks.Select(
        block => block.Role == ParameterRole.Statistic ? null : $"gradients/{block.Name}")];

    TrainingEvent.Stepped? _part;
    T[] _values = [];
    int _every = 1;
    bool _starts;

    public void Hear(object? sender, TrainingEvent happened)
    {
        switch (happened)
        {
            case TrainingEvent.Began began: Begin(began); break;
            case TrainingEvent.Stepped part: Step(part); break;
            case TrainingEvent.EpochEnded epoch: End(epoch.Progress); break;
            case TrainingEvent.Ended ended: End(ended); break;
        }
    }

    void Begin(TrainingEvent.Began began)
    {
        (_starts, _part) = (true, null);
        _every = writer.HistogramEpochs > 0 ? writer.HistogramEpochs : (began.Epochs + FewHistograms - 1) / FewHistograms;
    }

    // of an epoch's parts the last is the epoch's own loss
    void Step(TrainingEvent.Stepped part)
    {
        if (_starts) writer.Start(part.Steps);
        _starts = false;
        if (_part is { } before && before.Epoch == part.Epoch) writer.Scalar("loss/running", before.Steps, before.Loss);
        _part = part;
    }

    void End(TrainingProgress epoch)
    {
        _part = null;
        writer.Scalar("loss/train", epoch.Steps, epoch.TrainingLoss);
        if (epoch.ValidationLoss is { } loss) writer.Scalar("loss/validation", epoch.Steps, loss);
        if (Metric(epoch) is var (name, value)) writer.Scalar($"metric/{name}", epoch.Steps, value);
        writer.Scalar("optimizer/learning_rate", epoch.Steps, epoch.LearningRate);
        writer.Scalar("epoch", epoch.Steps, epoch.Epoch);
        if ((epoch.Epoch - 1) % _every == 0) Describe(epoch.Steps);
        writer.Flush();
    }

    (string Name, double Value)? Metric(TrainingProgress epoch) => metric is not null ? metric(epoch)
        : epoch.Measure is { } measure && measure != epoch.ValidationLoss ? ("measure", measure) : null;

    void Describe(long step)
    {
        Histograms(_weights, trainer.Model.Parameters, step);
        // an epoch that is resumed after its last step has none
        if (_starts || trainer.Gradients is not { } gradients) return;
        Histograms(_gradients, gradients, step);
        writer.Scalar("optimizer/gradient_norm", step, trainer.GradientNorm);
        IReadOnlyList<LayerSnapshot> layers = trainer.Snapshot();
        for (int i = 0; i < layers.Count; i++)
            Describe(layers[i], string.Create(CultureInfo.InvariantCulture, $"outputs/layers.{i}"), step);
    }

    void Describe(LayerSnapshot layer, string tag, long step)
    {
        writer.Scalar($"{tag}.deviation", step, layer.Outputs.Deviation);
        writer.Scalar($"{tag}.zeros", step, layer.Outputs.Zeros);
        if (layer.Gradients is { } gradients) writer.Scalar($"{tag}.gradient_deviation", step, gradients.Deviation);
    }

    void Histograms(string?[] tags, Parameters<T> parameters, long step)
    {
        for (int i = 0; i < tags.Length; i++)
        {
            if (tags[i] is not { } tag) continue;
            int count = parameters.Blocks[i].Count;
            if (_values.Length < count) _values = new T[count];
            parameters.Read(i, _values);
            writer.Histogram<T>(tag, step, _values.AsSpan(0, count));
        }
    }

    void End(TrainingEvent.Ended ended)
    {
        string best = ended.History is { BestEpoch: > 0 and var epoch }
            ? string.Create(CultureInfo.InvariantCulture, $" Best epoch: {epoch}.") : "";
        string how = ended.Error is { } error ? error.Message : ended.History!.End switch
        {
            TrainingEnd.AllEpochs => "All epochs are done.",
            TrainingEnd.EarlyStop => "Early stop: the validation rows did not improve any more.",
            TrainingEnd.Converged => "Converged.",
            _ => "Stopped.",
        };
        long step = ended.History is { Epochs: [.., var last] } ? last.Steps : 0;
        writer.Text("end", step, how + best);
        writer.Flush();
    }
}
