namespace Myelin;

/// <summary>Trains a float32 model; <see cref="Trainer{T}"/> says how.</summary>
public sealed class Trainer(Model<float> model, ILoss loss, Optimizer optimizer, TrainingOptions? options = null)
    : Trainer<float>(model, loss, optimizer, options);
