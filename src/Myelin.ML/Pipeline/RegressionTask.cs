using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Onnx;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>A number: Score.</summary>
sealed class RegressionTask : LabelTask
{
    public override TabularTask Task => TabularTask.Regression;

    public override string? Objection(DataViewType type) => type is NumberDataViewType ? null : $"is {type}; regression needs numbers";

    public override CellReader Reader(DataViewRow row, DataViewSchema.Column label) =>
        new NumberReader([label.Name], CellReader.Numbers(row, label));

    public override IReadOnlyList<string> Write(Surgery graph, TabularModel model, LabelClasses? classes)
    {
        graph.Output(Answer, graph.Cast(graph.Graph.Outputs[0].Name, OnnxType.Float), 1);
        return [Answer];
    }

    public override TransformerChain<ITransformer> Columns(MLContext context, IDataView view, TabularModel model, LabelClasses? classes) =>
        new(Identity.Regression(context, Answer));

    public override SchemaShape Shape(MLContext context, SchemaShape input, DataViewType label) =>
        Add<Predicted>(context, input, SchemaDefinition.Create(typeof(Predicted)));

    sealed class Predicted
    {
        public float Score { get; set; }
    }
}
