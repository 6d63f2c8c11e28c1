using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML.Tests;

/// <summary>What cannot be trained on is refused in one line, before training, and where it can be before any row is read.</summary>
public class RefusalTests
{
    readonly MLContext _context = new(1);

    IDataView Visits => _context.Data.LoadFromEnumerable(Visit.Some(60));

    public static TheoryData<string, string, string> Refused => new()
    {
        { "regression", "Prise", "There is no column Prise for the label. The data has Age, Sex, Member," },
        { "regression", "Sex", "Label Sex is String; regression needs numbers." },
        { "binary", "Kind", "Label Kind is String; binary classification needs Boolean. Map it to true and false" },
        { "binary", "Place", "Label Place is a key of 4 values; binary classification needs two." },
        { "multiclass", "When", "Label When is DateTime; classes need a key, text, numbers or Boolean." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void ALabelThatIsNone(string trainer, string label, string message)
    {
        IEstimator<ITransformer> estimator = Of(trainer, new() { LabelColumn = label });
        AssertOneLine(message, Assert.Throws<ArgumentException>(() => estimator.Fit(Visits)));
        // a key's number of values is not known before
        if (label == "Place") return;
        var chain = _context.Transforms.CopyColumns("Copy", "Age").Append(estimator);
        AssertOneLine(message, Assert.Throws<ArgumentException>(() => chain.Fit(Visits)));
    }

    [Fact]
    public void FeaturesThatAreNone()
    {
        Refuses("There is no column Hight for the features.", new() { FeatureColumns = ["Hight"] });
        Refuses("Amount is both the label and a feature.", new() { FeatureColumns = ["Amount"] });
        Refuses("Column Age is twice among the features.", new() { FeatureColumns = ["Age", "Age"] });
        Refuses("Row weight Sex is String; expected numbers, 0 or more.", new() { WeightColumn = "Sex" });
        IDataView tokens = _context.Transforms.Text.TokenizeIntoWords("Tokens", "City").Fit(Visits).Transform(Visits);
        AssertOneLine("Column Tokens is Vector<String>, a vector of varying length", Assert.Throws<ArgumentException>(() =>
            Of("regression", new() { LabelColumn = "Amount", FeatureColumns = ["Tokens"] }).Fit(tokens)));
    }

    [Fact]
    public void OptionsThatDoNotFit()
    {
        AssertOneLine("Set the row weight w as MyelinOptions.WeightColumn", Assert.Throws<ArgumentException>(() =>
            Of("binary", new() { Training = new() { Weight = "w" } })));
        AssertOneLine("Training.Task is Regression, but the trainer is for Classification", Assert.Throws<ArgumentException>(() =>
            Of("binary", new() { Training = new() { Task = TabularTask.Regression } })));
    }

    [Fact]
    public void MissingLabels()
    {
        Visit[] visits = Visit.Some(60);
        visits[7].Amount = float.NaN;
        MyelinOptions options = new()
        {
            LabelColumn = "Amount",
            FeatureColumns = ["Age", "Double"],
            Training = Trained.Brief with { Epochs = 1 },
        };
        AssertOneLine("Label Amount is missing in 1 of 60 rows.", Assert.Throws<ArgumentException>(() =>
            Of("regression", options).Fit(_context.Data.LoadFromEnumerable(visits))));
        Assert.NotNull(Of("regression", options with { Training = options.Training with { DropMissingTarget = true } })
            .Fit(_context.Data.LoadFromEnumerable(visits)));
        foreach (Visit visit in visits) visit.Amount = float.NaN;
        AssertOneLine("Label Amount is missing in every row (60).", Assert.Throws<ArgumentException>(() =>
            Of("regression", options).Fit(_context.Data.LoadFromEnumerable(visits))));
        foreach (Visit visit in visits) (visit.Amount, visit.Age) = (visit.Int32, float.NaN);
        AssertOneLine("data view: has no column that Amount can be learned from (Age: missing in every row)",
            Assert.Throws<InvalidFileException>(() =>
                Of("regression", options with { FeatureColumns = ["Age"] }).Fit(_context.Data.LoadFromEnumerable(visits))));
        AssertOneLine("The data has no rows to train on.", Assert.Throws<ArgumentException>(() =>
            Of("regression", options).Fit(_context.Data.LoadFromEnumerable(Array.Empty<Visit>()))));
    }

    [Fact]
    public void NumbersThatAreNoTruthValues() =>
        AssertOneLine("Label Zip has the number 1000", Assert.Throws<ArgumentException>(() =>
            Of("binary", new() { LabelColumn = "Zip", FeatureColumns = ["Age"] }).Fit(Visits)));

    [Fact]
    public void NullsOfADataFrameThatMlNetReadsAsZeros()
    {
        var frame = new DataFrame(new Int32DataFrameColumn("n", [1, null, 3]), new DoubleDataFrameColumn("y", [1, 2, 3]));
        AssertOneLine("Column n of the data frame has nulls (1), which ML.NET reads as 0.", Assert.Throws<ArgumentException>(() =>
            Of("regression", new() { LabelColumn = "y" }).Fit(frame)));
    }

    IEstimator<ITransformer> Of(string trainer, MyelinOptions options) => trainer switch
    {
        "binary" => _context.BinaryClassification.Trainers.Myelin(options),
        "multiclass" => _context.MulticlassClassification.Trainers.Myelin(options),
        _ => _context.Regression.Trainers.Myelin(options),
    };

    void Refuses(string message, MyelinOptions options) => AssertOneLine(message, Assert.Throws<ArgumentException>(() =>
        Of("regression", options with { LabelColumn = "Amount" }).Fit(Visits)));

    static void AssertOneLine(string begin, Exception error)
    {
        Assert.StartsWith(begin, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
