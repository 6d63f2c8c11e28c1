using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Trains a <see cref="TabularModel"/> on a data view, and makes ML.NET's transformers of it.</summary>
sealed class MyelinEstimator : IEstimator<ITransformer>
{
    readonly MyelinOptions _options;
    readonly LabelTask _task;

    public MyelinEstimator(MyelinOptions options, LabelTask task)
    {
        (_options, _task) = (options, task);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.LabelColumn, nameof(MyelinOptions.LabelColumn));
        ArgumentNullException.ThrowIfNull(options.Training, nameof(MyelinOptions.Training));
        if (options.Training.Weight is { } weight)
            throw new ArgumentException($"Set the row weight {weight} as MyelinOptions.WeightColumn, not in Training.");
        if (options.Training.Task is { } given && given != task.Task)
            throw new ArgumentException($"Training.Task is {given}, but the trainer is for {task.Task}. Leave it null.");
        if (options.Training.Encoders.Count > 0)
            throw new ArgumentException("Encoders of your own cannot run in ML.NET without Myelin. Leave Training.Encoders empty.");
    }

    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel? channel = _options.Log?.Start(nameof(Myelin));
        ColumnPlan plan = ColumnPlan.Of(
            [.. input.Schema.Where(column => !column.IsHidden).Select(column => (column.Name, column.Type))], _options, _task);
        if (input is DataFrame frame) RefuseNulls(frame, plan);
        var context = new MLContext();
        ViewColumn[] features = [.. plan.Features.Select(name => ViewColumn.Of(input.Schema[name]))];
        ViewColumn[] others = [.. plan.Others.Select(name => ViewColumn.Of(input.Schema[name]))];
        (IReadOnlyList<ITransformer> preparation, IDataView prepared) = ViewTable.Prepare(context, input, [.. features, .. others]);
        var training = new ViewTraining(_options, _task, plan, channel);
        ViewModel trained = training.Run(prepared, [.. features, .. others]);
        try
        {
            return new ModelTransformers(context, _task, trained).Of(preparation, prepared, features);
        }
        finally
        {
            if (_options.Trained is { } receive) receive(trained.Model);
            else trained.Model.Dispose();
        }
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        (string Name, DataViewType Type)[] columns = [.. inputSchema.Select(column => (column.Name, TypeOf(column)))];
        ColumnPlan plan = ColumnPlan.Of(columns, _options, _task);
        return _task.Shape(new(), inputSchema, columns.First(column => column.Name == plan.Label).Type);
    }

    // how many slots a vector and values a key has is not known yet
    static DataViewType TypeOf(SchemaShape.Column column)
    {
        const int Some = 2;
        DataViewType item = column.IsKey ? new KeyDataViewType(column.ItemType.RawType, Some) : column.ItemType;
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Scalar => item,
            SchemaShape.Column.VectorKind.Vector => new VectorDataViewType((PrimitiveDataViewType)item, Some),
            _ => new VectorDataViewType((PrimitiveDataViewType)item),
        };
    }

    static void RefuseNulls(DataFrame frame, ColumnPlan plan)
    {
        string?[] names = [plan.Label, plan.Weight, .. plan.Features, .. plan.Others];
        foreach (DataFrameColumn column in frame.Columns)
            if (column.NullCount > 0 && names.Contains(column.Name) && !HasMissing(column.DataType))
                throw new ArgumentException(
                    $"Column {column.Name} of the data frame has nulls ({column.NullCount}), which ML.NET reads as " +
                    $"{(column.DataType == typeof(bool) ? "false" : "0")}. " +
                    "Convert it to double, or fill them in (DataFrameColumn.FillNulls).");
    }

    // what ML.NET reads for a null of these types is read as a missing value
    static bool HasMissing(Type type) => type == typeof(float) || type == typeof(double) || type == typeof(decimal) ||
        type == typeof(string) || type == typeof(DateTime);
}
