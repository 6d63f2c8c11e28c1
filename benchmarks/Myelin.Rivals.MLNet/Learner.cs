using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.ML;
using Myelin.Tables;
using Myelin.Tabular;

namespace Myelin.Rivals.MLNet;

/// <summary>A trainer in a pipeline of ML.NET, judged by ML.NET's evaluators.</summary>
abstract class Learner
{
    protected const string Label = "Label", Key = "Key";

    public static IReadOnlyList<Learner> All { get; } =
        [new Trees("LightGBM", isLight: true), new Trees("FastTree", isLight: false), new Network()];

    public abstract string Name { get; }

    /// <summary>As the command line calls it.</summary>
    public string Word => Name.ToLowerInvariant();

    /// <summary>From a table's columns to the columns of an answer; classes are in <see cref="Key"/>.</summary>
    protected abstract IEstimator<ITransformer> Pipeline(MLContext context, TableSet set, Table training);

    public Outcome Run(TableSet set, Table training, Table test)
    {
        var context = new MLContext(1);
        string[] words = [.. Texts(training[set.Target]).Distinct().Order(StringComparer.Ordinal)];
        (training, test) = (Labelled(training, set, words), Labelled(test, set, words));
        IEstimator<ITransformer> pipeline = Pipeline(context, set, training);
        if (set.IsRegression) pipeline = context.Transforms.Conversion.ConvertType(Label, Label, DataKind.Single).Append(pipeline);
        else if (!set.IsBinary) pipeline = context.Transforms.Conversion.MapValueToKey(Key, Label).Append(pipeline);
        var watch = Stopwatch.StartNew();
        ITransformer model = pipeline.Fit(training.ToDataView(context));
        double seconds = watch.Elapsed.TotalSeconds;
        IDataView answers = context.Data.Cache(model.Transform(test.ToDataView(context)));
        if (set.IsRegression) return new(context.Regression.Evaluate(answers).RootMeanSquaredError, null, null, seconds);
        if (!set.IsBinary)
        {
            MulticlassClassificationMetrics classes = context.MulticlassClassification.Evaluate(answers, Key);
            return new(classes.MicroAccuracy, null, classes.LogLoss, seconds);
        }
        // in bits
        CalibratedBinaryClassificationMetrics metrics = context.BinaryClassification.Evaluate(answers);
        return new(metrics.Accuracy, metrics.AreaUnderRocCurve, metrics.LogLoss * Math.Log(2), seconds);
    }

    static Table Labelled(Table table, TableSet set, string[] words)
    {
        Column target = table[set.Target];
        Column label = set.IsBinary ? Column.Of(Label, Texts(target).Select(word => (bool?)(word == words[1])).ToArray())
            : set.IsRegression ? Column.Of(Label, Enumerable.Range(0, target.Count).Select(target.Number).ToArray())
            : Column.Of(Label, Texts(target).ToArray());
        return table.Without(set.Target).With(label);
    }

    static IEnumerable<string> Texts(Column column) => Enumerable.Range(0, column.Count).Select(row => column.Text(row)!);
}
