using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML.Tests;

/// <summary>Myelin's trainers in what ML.NET does with a trainer.</summary>
public class PipelineTests
{
    readonly MLContext _context = new(1);

    static readonly string[] s_few = ["Age", "Sex", "Vector"];

    MyelinOptions Few(string label) =>
        new() { LabelColumn = label, FeatureColumns = s_few, Training = Trained.Brief with { Epochs = 2 } };

    IDataView Visits(int count = 150) => _context.Data.LoadFromEnumerable(Visit.Some(count));

    [Fact]
    public void AFeaturesVectorIsTrainedOnWhereThereIsOne()
    {
        TabularModel? model = null;
        var pipeline = _context.Transforms.Concatenate("Features", "Age", "Weight")
            .AppendCacheCheckpoint(_context)
            .Append(_context.Regression.Trainers.Myelin(new MyelinOptions
            {
                LabelColumn = "Amount",
                Training = Trained.Brief with { Epochs = 2 },
                Trained = trained => model = trained,
            }))
            .AppendCacheCheckpoint(_context);
        TransformerChain<ITransformer> fitted = pipeline.Fit(Visits());
        Assert.Equal(["Features.Age", "Features.Weight"], model!.Inputs);
        Assert.IsType<NumberDataViewType>(fitted.GetOutputSchema(Visits().Schema)["Score"].Type, exactMatch: false);
    }

    [Fact]
    public void ColumnsMayHaveTheNamesOfTheModelsOutputs()
    {
        IDataView visits = Visits();
        var names = _context.Transforms.Concatenate("class", "Age", "Weight")
            .Append(_context.Transforms.CopyColumns("probabilities", "Age"))
            .Append(_context.Transforms.Concatenate("prediction", "Age", "Weight"));
        visits = names.Fit(visits).Transform(visits);
        MyelinOptions options = Few("Yes") with { FeatureColumns = ["class", "probabilities", "prediction"] };
        Assert.True(_context.BinaryClassification.Trainers.Myelin(options).Fit(visits).Transform(visits).Preview(1).RowView.Length == 1);
        options = options with { LabelColumn = "Amount" };
        Assert.True(_context.Regression.Trainers.Myelin(options).Fit(visits).Transform(visits).Preview(1).RowView.Length == 1);
    }

    [Fact]
    public void AllColumnsButLabelAndWeightAreTrainedOnElse()
    {
        TabularModel? model = null;
        IDataView data = _context.Transforms.SelectColumns("Age", "Sex", "Weight", "Yes").Fit(Visits()).Transform(Visits());
        _context.BinaryClassification.Trainers.Myelin(new MyelinOptions
        {
            LabelColumn = "Yes",
            WeightColumn = "Weight",
            Training = Trained.Brief with { Epochs = 2 },
            Trained = trained => model = trained,
        }).Fit(data);
        Assert.Equal(["Age", "Sex"], model!.Inputs);
        Assert.Equal("Weight", model.WeightColumn);
    }

    [Fact]
    public void CrossValidationTrainsOnEachFold()
    {
        int models = 0;
        var results = _context.BinaryClassification.CrossValidate(Visits(), _context.BinaryClassification.Trainers.Myelin(
            Few("Yes") with { Trained = _ => models++ }), numberOfFolds: 3, labelColumnName: "Yes");
        Assert.Equal(3, models);
        Assert.All(results, fold => Assert.InRange(fold.Metrics.Accuracy, 0.3, 1));
    }

    [Fact]
    public void APredictionEngineTakesOneRowAtATime()
    {
        ITransformer model = _context.BinaryClassification.Trainers.Myelin(Few("Yes")).Fit(Visits());
        var engine = _context.Model.CreatePredictionEngine<Patient, Answer>(model);
        float[] expected = [.. model.Transform(Visits()).GetColumn<float>("Probability").Take(5)];
        foreach ((Visit visit, float probability) in Visit.Some(150).Zip(expected))
        {
            Answer answer = engine.Predict(new() { Age = visit.Age, Sex = visit.Sex, Vector = visit.Vector });
            Assert.Equal(probability, answer.Probability);
            Assert.Equal(probability > 0.5f, answer.PredictedLabel);
            Assert.Equal(answer.PredictedLabel, answer.Score > 0);
        }
    }

    [Fact]
    public void ColumnsThatWereMadeOnTheWayAreDropped()
    {
        IDataView visits = Trained.Visits(_context, 120);
        string[] before = Names(visits.Schema);
        var multiclass = _context.MulticlassClassification.Trainers.Myelin(
            Trained.On("KindKey") with { Training = Trained.Brief with { Epochs = 1 } });
        Assert.Equal([.. before, "Score", "PredictedLabel"], Names(multiclass.Fit(visits).GetOutputSchema(visits.Schema)));
    }

    [Fact]
    public void ProgressAndMessagesAreTold()
    {
        var told = new Told();
        List<string> messages = [];
        _context.Log += (_, message) =>
        {
            if (message.Source == "Myelin") messages.Add($"{message.Kind}: {message.RawMessage}");
        };
        _context.Regression.Trainers.Myelin(Few("Amount") with { Progress = told, Log = _context }).Fit(Visits());
        Assert.Equal([1, 2], told.Epochs);
        Assert.Contains("Info: 150 rows, label Amount, features Age, Sex, Vector", messages);
        Assert.Contains(messages, message => message.StartsWith("Trace: network 1 of 1, epoch 2", StringComparison.Ordinal));
    }

    [Fact]
    public void ACancelledTrainingGivesTheBestSoFarOrNothing()
    {
        using var now = new CancellationTokenSource();
        MyelinOptions many = Few("Amount") with { Training = Trained.Brief with { Epochs = 200, Patience = 0 }, Cancellation = now.Token };
        var told = new Told { After = 3, Then = now.Cancel };
        Assert.NotNull(_context.Regression.Trainers.Myelin(many with { Progress = told }).Fit(Visits()));
        Assert.InRange(told.Epochs.Count, 3, 20);
        Assert.ThrowsAny<OperationCanceledException>(() => _context.Regression.Trainers.Myelin(many).Fit(Visits()));
    }

    static string[] Names(DataViewSchema schema) => [.. schema.Where(column => !column.IsHidden).Select(column => column.Name)];

    sealed class Told : IProgress<TabularProgress>
    {
        public List<int> Epochs { get; } = [];

        public int After { get; init; } = int.MaxValue;

        public Action? Then { get; init; }

        public void Report(TabularProgress value)
        {
            Epochs.Add(value.Training.Epoch);
            if (Epochs.Count == After) Then!();
        }
    }

    sealed class Patient
    {
        public float Age { get; set; }

        public string Sex { get; set; } = "";

        [VectorType(3)]
        public float[] Vector { get; set; } = [];
    }

    sealed class Answer
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }
}
