using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>
/// What is predicted: how a label is read, and how an exported model's answer becomes the columns that ML.NET's evaluators expect.
/// </summary>
abstract class LabelTask
{
    /// <summary>Outputs of the ONNX model, which are columns until the answer's are made of them.</summary>
    protected const string Answer = ViewColumn.Prefix + "Answer", Shares = ViewColumn.Prefix + "Probabilities";

    public abstract TabularTask Task { get; }

    /// <summary>Why a column cannot be the label, after its name; null where it can.</summary>
    public abstract string? Objection(DataViewType type);

    /// <summary>Reads the label as a column of its name.</summary>
    public abstract CellReader Reader(DataViewRow row, DataViewSchema.Column label);

    /// <summary>Writes the answer behind a model's graph, and says which outputs it has.</summary>
    public abstract IReadOnlyList<string> Write(Surgery graph, TabularModel model, LabelClasses? classes);

    /// <summary>What makes the columns of the answer of these outputs.</summary>
    public abstract TransformerChain<ITransformer> Columns(MLContext context, IDataView view, TabularModel model, LabelClasses? classes);

    /// <summary>The answer's columns, as they are known before training.</summary>
    /// <param name="label">the label's type</param>
    public abstract SchemaShape Shape(MLContext context, SchemaShape input, DataViewType label);

    /// <summary>The cells of a column that is a number, such as a label.</summary>
    protected static Func<double> Number(DataViewRow row, DataViewSchema.Column column)
    {
        Func<double[]> numbers = CellReader.Numbers(row, column);
        return () => numbers()[0];
    }

    /// <summary>The cells of a key, which are 0 where they are missing.</summary>
    protected static Func<ulong> Key(DataViewRow row, DataViewSchema.Column column)
    {
        Func<double> number = Number(row, column);
        return () => (ulong)number();
    }

    /// <summary>Adds columns to a schema that is known before training.</summary>
    /// <typeparam name="TAnswer">a class with the columns</typeparam>
    protected static SchemaShape Add<TAnswer>(MLContext context, SchemaShape input, SchemaDefinition answer)
        where TAnswer : class, new() =>
        context.Transforms.CustomMapping<Nothing, TAnswer>((_, _) => { }, null, null, answer).GetOutputSchema(input);

    sealed class Nothing;
}
