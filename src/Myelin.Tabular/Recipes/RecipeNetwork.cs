namespace Myelin.Tabular;

/// <summary>A recipe's network for a table's inputs.</summary>
public static class RecipeNetwork
{
    /// <summary>Embeddings learn at a tenth of the rate, and so do biases and the shares of parametric activations.</summary>
    const double Slow = 0.1;

    /// <param name="layout">the three runs of an encoded row's columns</param>
    /// <param name="outputs">classes, or 1</param>
    public static Network Build(EncodedLayout layout, int outputs, Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(recipe);
        List<Layer> layers = [.. Inputs(layout, recipe)];
        // a factor counts twice in decay: once in the rate, and once more in the recipe's own program
        if (recipe.ScaleRate > 0) layers.Add(new Scale(recipe.ScaleRate, recipe.WeightDecay > 0 ? recipe.ScaleRate : null));
        if (recipe.Members > 0) layers.Add(new MemberScale(recipe.Members, FirstScale(layout, recipe)));
        foreach (int units in recipe.Hidden)
        {
            layers.Add(recipe.Members > 0 ? new MemberDense(recipe.Members, units, recipe.MemberAdapters) : Hidden(units, recipe));
            if (recipe.ParametricActivation)
                layers.Add(new ParametricActivation(recipe.Activation, Slow, recipe.WeightDecay > 0 ? Slow : null));
            else if (recipe.Members > 0) layers.Add(new Activation(recipe.Activation));
            if (recipe.Dropout > 0) layers.Add(new Dropout(recipe.Dropout));
        }
        layers.Add(Last(outputs, recipe));
        return new(layout.Width, layers);
    }

    static Layer[] Inputs(EncodedLayout layout, Recipe recipe)
    {
        Layer[] embedding = layout.Numbers > 0 ? Embedding(recipe) : [];
        if (embedding.Length == 0 && layout.Codes.Count == 0) return [];
        if (layout.Plain == 0 && layout.Codes.Count == 0) return embedding;
        var branches = new List<Branch>();
        if (layout.Numbers > 0) branches.Add(new(layout.Numbers, embedding));
        if (layout.Plain > 0) branches.Add(new(layout.Plain));
        foreach (int values in layout.Codes) branches.Add(new(1, new Embedding(values, recipe.CategorySize, recipe.CategoryDeviation)));
        return [new Split(branches)];
    }

    static Layer[] Embedding(Recipe recipe) => recipe.Embedding switch
    {
        NumberEmbedding.Periodic =>
            [new PeriodicEmbedding(recipe.EmbeddingFrequencies, recipe.EmbeddingSize, recipe.EmbeddingDeviation, true, Slow, Slow)],
        NumberEmbedding.PeriodicLinear =>
            [new PeriodicEmbedding(recipe.EmbeddingFrequencies, recipe.EmbeddingSize, recipe.EmbeddingDeviation, false, Slow, Slow)],
        NumberEmbedding.PeriodicLinearRelu =>
            [new PeriodicEmbedding(recipe.EmbeddingFrequencies, recipe.EmbeddingSize, recipe.EmbeddingDeviation, false, Slow, Slow),
                new Activation(new Relu())],
        NumberEmbedding.PiecewiseLinear => [new PiecewiseLinearEmbedding(recipe.EmbeddingFrequencies, recipe.EmbeddingSize)],
        _ => [],
    };

    static Dense Hidden(int units, Recipe recipe) => new(units, recipe.ParametricActivation ? new Identity() : recipe.Activation)
    {
        Parametrization = recipe.NeuralTangent ? Parametrization.NeuralTangent : Parametrization.Standard,
        BiasRateFactor = recipe.NeuralTangent ? Slow : 1,
    };

    static Layer Last(int outputs, Recipe recipe)
    {
        if (recipe.Members > 0) return new MemberHeads(recipe.Members, outputs);
        Dense last = Hidden(outputs, recipe with { ParametricActivation = true });
        return !recipe.ZeroOutput ? last : new Dense(outputs, new Identity(), true, Constant.Zeros)
        {
            Parametrization = last.Parametrization,
            BiasRateFactor = last.BiasRateFactor,
            BiasInitializer = Constant.Zeros,
        };
    }

    // random signs where the first layer sees the columns themselves, N(0, 1) behind embeddings; the columns of one number have one scale
    static IInitializer FirstScale(EncodedLayout layout, Recipe recipe)
    {
        if (recipe.Embedding == NumberEmbedding.None || layout.Numbers == 0) return new RandomSign();
        var features = new List<int>();
        for (int m = 0; m < recipe.EmbeddingSize; m++) features.AddRange(Enumerable.Range(0, layout.Numbers));
        int next = layout.Numbers;
        for (int column = 0; column < layout.Plain; column++) features.Add(next++);
        foreach (int _ in layout.Codes)
        {
            features.AddRange(Enumerable.Repeat(next, recipe.CategorySize));
            next++;
        }
        return new Repeated(new Normal(1), [.. features]);
    }
}
