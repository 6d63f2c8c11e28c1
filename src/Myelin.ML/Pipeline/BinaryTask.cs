using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Onnx;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>True or false: PredictedLabel, Score, Probability.</summary>
sealed class BinaryTask : LabelTask
{
    /// <summary>Scores of predictions of true are at least this, as ML.NET predicts true above 0.</summary>
    const double Least = 1e-30;

    public override TabularTask Task => TabularTask.Classification;

    public override string? Objection(DataViewType type) => type switch
    {
        BooleanDataViewType or NumberDataViewType => null,
        KeyDataViewType { Count: 2 } => null,
        KeyDataViewType key => $"is a key of {key.Count} values; binary classification needs two. " +
            "Use MulticlassClassification.Trainers.Myelin",
        _ => $"is {type}; binary classification needs Boolean. Map it to true and false (Conversion.MapValue), " +
            "or use MulticlassClassification.Trainers.Myelin",
    };

    public override CellReader Reader(DataViewRow row, DataViewSchema.Column label)
    {
        if (label.Type is BooleanDataViewType)
        {
            Func<bool[]> truths = CellReader.Slots<bool>(row, label);
            return new TruthLabel(label.Name, () => truths()[0]);
        }
        Func<double> number = Number(row, label);
        return new TruthLabel(label.Name, label.Type is KeyDataViewType
            ? () => number() is var key && key == 0 ? null : key == 2
            : () => number() switch
            {
                double.NaN => null,
                0 => false,
                1 => true,
                var other => throw new ArgumentException(
                    FormattableString.Invariant($"Label {label.Name} has the number {other}; binary classification needs 0 and 1.")),
            });
    }

    public override IReadOnlyList<string> Write(Surgery graph, TabularModel model, LabelClasses? classes)
    {
        string name = graph.Graph.Outputs[0].Name, probabilities = graph.Graph.Outputs[1].Name;
        // ln p₁ − ln p₀, less the same of the threshold
        string logarithms = graph.Node("Log",
            graph.Node("Max", graph.Cast(probabilities, OnnxType.Double), graph.Number((double)float.Epsilon)));
        string[] columns = graph.Columns(logarithms, 2);
        string score = graph.Node("Sub", graph.Node("Sub", columns[1], columns[0]), graph.Number(LogOdds(model)));
        // the sign is that of the model's class, whatever is rounded
        string isTrue = graph.Node("Less", graph.Number(.5f), graph.Node("Reshape",
            graph.Lookup(name, [.. model.Target.Classes!.Names], [0, 1], 0), graph.Constant([2], [-1L, 1])));
        graph.Output(Answer, graph.Cast(graph.Node("Where", isTrue, graph.Node("Max", score, graph.Number(Least)),
            graph.Node("Min", score, graph.Number(0.0))), OnnxType.Float), 1);
        return [Answer];
    }

    public override TransformerChain<ITransformer> Columns(MLContext context, IDataView view, TabularModel model, LabelClasses? classes)
    {
        ITransformer identity = Identity.Binary(context, Answer);
        IDataView scored = identity.Transform(view);
        return new(identity, context.BinaryClassification.Calibrators.Platt(-1, -LogOdds(model)).Fit(scored));
    }

    public override SchemaShape Shape(MLContext context, SchemaShape input, DataViewType label) =>
        Add<Predicted>(context, input, SchemaDefinition.Create(typeof(Predicted)));

    static double LogOdds(TabularModel model) =>
        model.Calibration.Threshold is { } threshold ? Math.Log(threshold) - Math.Log(1 - threshold) : 0;

    sealed class TruthLabel(string name, Func<bool?> next) : CellReader
    {
        readonly List<bool?> _cells = [];

        public override void Read() => _cells.Add(next());

        public override IEnumerable<Column> Columns() => [Column.Of(name, [.. _cells])];
    }

    sealed class Predicted
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }
}
