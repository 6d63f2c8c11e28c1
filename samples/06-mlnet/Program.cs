// Myelin in an ML.NET pipeline: load a CSV file, train, evaluate, save, load, and predict one row.
//
//     dotnet run --project samples/06-mlnet -c Release

using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.ML;
using Myelin.Tabular;
using SixthSample;

var context = new MLContext(seed: 1);
IDataView data = context.Data.LoadFromTextFile<Iris>("samples/data/iris.csv", separatorChar: ',', hasHeader: true);
var split = context.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);

// numbers of different scales and a text label: nothing but the label's key has to be prepared
var pipeline = context.Transforms.Conversion.MapValueToKey("Label", nameof(Iris.Species))
    .Append(context.MulticlassClassification.Trainers.Myelin(new MyelinOptions
    {
        FeatureColumns = [nameof(Iris.SepalLength), nameof(Iris.SepalWidth), nameof(Iris.PetalLength), nameof(Iris.PetalWidth)],
        Training = new TabularOptions { Quality = Quality.Fast, Seed = 1 },
    }))
    .Append(context.Transforms.Conversion.MapKeyToValue(nameof(Flower.Species), "PredictedLabel"));
var model = pipeline.Fit(split.TrainSet);

MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
Console.WriteLine(FormattableString.Invariant($"test accuracy {metrics.MicroAccuracy:F3}, log loss {metrics.LogLoss:F3}"));

// the file holds ML.NET's own transformers: a program that loads it needs no Myelin
string file = Path.Combine(Path.GetTempPath(), $"iris-{Environment.ProcessId}.zip");
context.Model.Save(model, data.Schema, file);
ITransformer loaded = context.Model.Load(file, out _);
File.Delete(file);
var engine = context.Model.CreatePredictionEngine<Iris, Flower>(loaded);
Flower flower = engine.Predict(new() { SepalLength = 5.1f, SepalWidth = 3.5f, PetalLength = 1.4f, PetalWidth = 0.2f });
Console.WriteLine(FormattableString.Invariant($"{flower.Species} with probability {flower.Score.Max():F3}"));
