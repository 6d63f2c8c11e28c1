namespace Myelin.Tabular;

/// <summary>The networks of a training: of each kind one.</summary>
static class NetworkChoice
{
    /// <param name="recipe">null for a network of your own</param>
    /// <param name="hidden">the layers of that; null for those of <see cref="OwnNetwork"/></param>
    public static Network[] Of(Recipe? recipe, IReadOnlyList<Layer>? hidden, TableEncoder encoder, Target target, ILoss loss)
    {
        int outputs = TargetForm.Of(loss, target).Outputs;
        // the one loss that takes logarithms of probabilities
        bool logs = loss is NegativeLogLikelihood;
        if (recipe is null)
            return [new(encoder.Width, [.. hidden ?? OwnNetwork.Hidden, new Dense(outputs, logs ? new LogSoftmax() : new Identity())])];
        Recipe[] kinds = recipe.Second is { } second ? [recipe, second] : [recipe];
        return [.. kinds.Select(kind => RecipeNetwork.Build(encoder.Layout, outputs, kind))
            .Select(network => logs ? new Network(network.Inputs, [.. network.Layers, new Activation(new LogSoftmax())]) : network)];
    }
}
