using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Onnx;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>One of several classes: PredictedLabel, Score.</summary>
sealed class MulticlassTask : LabelTask
{
    const string Score = "Score", Label = "PredictedLabel", Class = ViewColumn.Prefix + "Class";

    public override TabularTask Task => TabularTask.Classification;

    public override string? Objection(DataViewType type) => type is KeyDataViewType or TextDataViewType or NumberDataViewType or
        BooleanDataViewType ? null : $"is {type}; classes need a key, text, numbers or Boolean";

    public override CellReader Reader(DataViewRow row, DataViewSchema.Column label)
    {
        if (label.Type is KeyDataViewType key) return new KeyClassReader(label.Name, Key(row, label), KeyTexts.Of(label, key));
        if (label.Type is TextDataViewType)
        {
            Func<ReadOnlyMemory<char>[]> words = CellReader.Slots<ReadOnlyMemory<char>>(row, label);
            return new ValueClassReader<string>(label.Name, () => words()[0].ToString(), word => word.Length == 0 ? null : word);
        }
        Type raw = label.Type.RawType;
        return raw == typeof(bool) ? Values<bool>(row, label)
            : raw == typeof(float) ? Values<float>(row, label)
            : raw == typeof(double) ? Values<double>(row, label)
            : raw == typeof(sbyte) ? Values<sbyte>(row, label)
            : raw == typeof(byte) ? Values<byte>(row, label)
            : raw == typeof(short) ? Values<short>(row, label)
            : raw == typeof(ushort) ? Values<ushort>(row, label)
            : raw == typeof(int) ? Values<int>(row, label)
            : raw == typeof(uint) ? Values<uint>(row, label)
            : raw == typeof(long) ? Values<long>(row, label)
            : Values<ulong>(row, label);
    }

    static ValueClassReader<T> Values<T>(DataViewRow row, DataViewSchema.Column label) where T : IConvertible
    {
        Func<T[]> values = CellReader.Slots<T>(row, label);
        return new(label.Name, () => values()[0], value => value switch
        {
            bool truth => truth ? "true" : "false",
            // whole, as doubles hold none beyond 2⁵³
            long or ulong => value.ToString(CultureInfo.InvariantCulture),
            _ => value.ToDouble(CultureInfo.InvariantCulture) is var number && double.IsNaN(number) ? null : NumberColumn.Format(number),
        });
    }

    public override IReadOnlyList<string> Write(Surgery graph, TabularModel model, LabelClasses? classes)
    {
        string name = graph.Graph.Outputs[0].Name, probabilities = graph.Graph.Outputs[1].Name;
        string[] names = [.. model.Target.Classes!.Names];
        string place = graph.Node("Reshape", graph.Lookup(name, names, [.. classes!.Places.Select(place => (float)place)], 0),
            graph.Constant([2], [-1L, 1]));
        graph.Output(Answer, place, 1);
        // a value of the key that no training row has is never predicted
        int width = classes.Values.Count;
        var selection = new float[names.Length * width];
        for (int k = 0; k < names.Length; k++) selection[k * width + classes.Places[k]] = 1;
        bool isSame = width == names.Length && classes.Places.SequenceEqual(Enumerable.Range(0, width));
        graph.Output(Shares, isSame ? probabilities
            : graph.Node("MatMul", probabilities, graph.Constant([names.Length, width], selection)), width);
        return [Answer, Shares];
    }

    public override TransformerChain<ITransformer> Columns(MLContext context, IDataView view, TabularModel model, LabelClasses? classes)
    {
        var transformers = new List<ITransformer>();
        Append(Identity.Regression(context, Answer));
        foreach (IEstimator<ITransformer> estimator in classes!.Values.Key(context, Score, Class, Label)) Append(estimator.Fit(view));
        Append(context.Transforms.Concatenate(Score, Shares).Fit(view));
        Append(context.Transforms.DropColumns(Class).Fit(view));
        return new([.. transformers]);

        void Append(ITransformer transformer)
        {
            transformers.Add(transformer);
            view = transformer.Transform(view);
        }
    }

    public override SchemaShape Shape(MLContext context, SchemaShape input, DataViewType label)
    {
        const int Some = 2;
        SchemaDefinition answer = SchemaDefinition.Create(typeof(Predicted));
        answer[Score].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Some);
        answer[Label].ColumnType = new KeyDataViewType(typeof(uint), Some);
        answer[Label].AddAnnotation("KeyValues", new VBuffer<ReadOnlyMemory<char>>(Some, ["a".AsMemory(), "b".AsMemory()]),
            new VectorDataViewType(TextDataViewType.Instance, Some));
        return Add<Predicted>(context, input, answer);
    }

    sealed class Predicted
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
