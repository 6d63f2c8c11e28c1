using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Numerics;
using Myelin.Tabular;

namespace Myelin.ML.Tests;

/// <summary>ML.NET's evaluators take the answer's columns, which say what the <see cref="TabularModel"/> says.</summary>
public class EvaluatorTests
{
    const float Most = 1e-6f;

    readonly MLContext _context = new(1);
    readonly IDataView _visits;
    TabularModel? _model;

    public EvaluatorTests() => _visits = Trained.Visits(_context);

    MyelinOptions On(string label) => Trained.On(label) with { Trained = model => _model = model };

    IReadOnlyList<Prediction> Expected() => _model!.Predict(_visits.ToTable(Trained.Features));

    IDataView AfterSaving(IEstimator<ITransformer> estimator)
    {
        using var file = new MemoryStream();
        _context.Model.Save(estimator.Fit(_visits), _visits.Schema, file);
        file.Position = 0;
        return new MLContext().Model.Load(file, out _).Transform(_visits);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ThresholdMetric.F1)]
    public void OfTrueAndFalse(ThresholdMetric? threshold)
    {
        IDataView answer = AfterSaving(_context.BinaryClassification.Trainers.Myelin(
            On("Yes") with { Training = Trained.Brief with { Threshold = threshold } }));
        IReadOnlyList<Prediction> expected = Expected();
        Assert.Equal(threshold is not null, _model!.Calibration.Threshold is not null);
        Assert.Equal(expected.Select(row => row.Class == "true"), answer.GetColumn<bool>("PredictedLabel"));
        Assert.All(answer.GetColumn<float>("Probability").Zip(expected),
            row => Assert.Equal(row.Second.Probabilities[1], row.First, Most));
        CalibratedBinaryClassificationMetrics metrics = _context.BinaryClassification.Evaluate(answer, "Yes");
        Assert.Equal(_visits.GetColumn<bool>("Yes").Zip(expected).Average(row => row.First == (row.Second.Class == "true") ? 1.0 : 0),
            metrics.Accuracy, 1e-9);
        Assert.True(metrics.AreaUnderRocCurve > 0.7);
    }

    [Fact]
    public void OfNumbers()
    {
        // of many numbers at once the last bits of float32 are more than a millionth of the sum
        string[] features = ["Age", "Sex", "Member", "Vector", "Wait", "Place", "ZipKey", "CityKey"];
        IDataView answer = AfterSaving(_context.Regression.Trainers.Myelin(On("Amount") with { FeatureColumns = features }));
        IReadOnlyList<Prediction> expected = _model!.Predict(_visits.ToTable(features));
        double unit = Math.Abs(_model.Target.Scaling!.Invert(1) - _model.Target.Scaling.Invert(0));
        Assert.All(answer.GetColumn<float>("Score").Zip(expected),
            row => Assert.Equal(row.Second.Value, row.First, Most * Math.Max(unit, Math.Abs(row.Second.Value))));
        Assert.True(_context.Regression.Evaluate(answer, "Amount").RSquared > 0.2);
    }

    [Fact]
    public void OfClassesInTheOrderOfTheLabelsKey()
    {
        // a value that no training row has
        string[] values = ["none", "mid", "high", "low"];
        IDataView keys = _context.Data.LoadFromEnumerable(values.Select(value => new Value { Kind = value }));
        var pipeline = _context.Transforms.Conversion.MapValueToKey("Label", "Kind", keyData: keys)
            .Append(_context.MulticlassClassification.Trainers.Myelin(On("Label")))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel"));
        IDataView answer = AfterSaving(pipeline);
        IReadOnlyList<Prediction> expected = Expected();
        EquatableArray<string> classes = _model!.Target.Classes!.Names;
        Assert.Equal(["high", "low", "mid"], classes);
        Assert.Equal(expected.Select(row => row.Class), answer.GetColumn<string>("Predicted"));
        foreach ((float[] scores, Prediction row) in answer.GetColumn<float[]>("Score").Zip(expected))
        {
            Assert.Equal(values.Length, scores.Length);
            Assert.Equal(0, scores[0]);
            for (int k = 0; k < classes.Count; k++)
                Assert.Equal(row.Probabilities[k], scores[Array.IndexOf(values, classes[k])], Most);
        }
        MulticlassClassificationMetrics metrics = _context.MulticlassClassification.Evaluate(answer);
        Assert.True(metrics.MicroAccuracy > 0.4);
        Assert.Equal(expected.Zip(_visits.GetColumn<string>("Kind")).Average(row => row.First.Class == row.Second ? 1.0 : 0),
            metrics.MicroAccuracy, 1e-9);
    }

    [Fact]
    public void OfClassesThatAreTextsTruthValuesOrNumbers()
    {
        Assert.Equal(["high", "low", "mid"], Values<string>("Kind"));
        Assert.Equal([false, true], Values<bool>("Yes"));
        Assert.Equal([10_000, 10_001, 10_002, 10_003, 10_004], Values<int>("Zip"));
    }

    T[] Values<T>(string label)
    {
        var pipeline = _context.MulticlassClassification.Trainers
            .Myelin(Trained.On(label) with { FeatureColumns = ["Age", "Vector"], Training = Trained.Brief with { Epochs = 2 } })
            .Append(_context.Transforms.Conversion.MapKeyToValue("Value", "PredictedLabel"));
        IDataView answer = pipeline.Fit(_visits).Transform(_visits);
        VBuffer<T> values = default;
        if (typeof(T) != typeof(string))
        {
            answer.Schema["PredictedLabel"].GetKeyValues(ref values);
            Assert.Contains(answer.GetColumn<T>("Value").First(), values.DenseValues());
            return [.. values.DenseValues()];
        }
        VBuffer<ReadOnlyMemory<char>> texts = default;
        answer.Schema["PredictedLabel"].GetKeyValues(ref texts);
        return [.. texts.DenseValues().Select(text => (T)(object)text.ToString())];
    }

    sealed class Value
    {
        public string Kind { get; set; } = "";
    }
}
