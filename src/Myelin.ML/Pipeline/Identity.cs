using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Myelin.ML;

/// <summary>
/// Linear models with weight 1 and bias 0. An ONNX model's outputs are vectors to ML.NET, also those of one number, and its evaluators
/// want the number: these are the public transformers that make it, to the bit.
/// </summary>
static class Identity
{
    /// <summary>Adds Score, the number of a vector of one.</summary>
    public static ITransformer Regression(MLContext context, string vector)
    {
        var options = new OnlineGradientDescentTrainer.Options
        {
            LearningRate = 1,
            DecreaseLearningRate = false,
            Averaged = false,
            Shuffle = false,
            L2Regularization = 0,
            NumberOfIterations = 1,
            FeatureColumnName = vector,
        };
        var model = context.Regression.Trainers.OnlineGradientDescent(options).Fit(Rows(context, vector, [(1, .25f), (-1, -.25f)]));
        return model.Model is { Bias: 0, Weights: [1] } ? model : throw Unlike();
    }

    /// <summary>Adds Score, the number of a vector of one, and PredictedLabel: whether it is above 0.</summary>
    public static ITransformer Binary(MLContext context, string vector)
    {
        var options = new AveragedPerceptronTrainer.Options
        {
            LearningRate = .5f,
            DecreaseLearningRate = false,
            Averaged = false,
            Shuffle = false,
            L2Regularization = 0,
            NumberOfIterations = 1,
            FeatureColumnName = vector,
        };
        var model = context.BinaryClassification.Trainers.AveragedPerceptron(options).Fit(Rows(context, vector, [(1, true), (-1, false)]));
        return model.Model is { Bias: 0, Weights: [1] } ? model : throw Unlike();
    }

    static InvalidOperationException Unlike() =>
        new("ML.NET's linear trainer did not find the identity, which versions 5.0 find. Use Microsoft.ML 5.0.1.");

    static IDataView Rows<T>(MLContext context, string vector, (float X, T Label)[] rows)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Row<T>));
        definition[nameof(Row<T>.X)].ColumnName = vector;
        return context.Data.LoadFromEnumerable(rows.Select(row => new Row<T> { X = [row.X], Label = row.Label }).ToArray(), definition);
    }

    sealed class Row<T>
    {
        // as the output of an ONNX model is: [N, 1]
        [VectorType(1, 1)]
        public float[] X { get; set; } = [];

        public T Label { get; set; } = default!;
    }
}
