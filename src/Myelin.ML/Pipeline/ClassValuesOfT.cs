using Microsoft.ML;

namespace Myelin.ML;

/// <inheritdoc/>
sealed class ClassValues<T>(IReadOnlyList<T> values) : ClassValues
{
    public override int Count => values.Count;

    public override IReadOnlyList<IEstimator<ITransformer>> Key(MLContext context, string places, string made, string output)
    {
        Dictionary<float, T> byPlace = values.Index().ToDictionary(one => (float)one.Index, one => one.Item);
        IDataView keys = context.Data.LoadFromEnumerable(values.Select(value => new Row { Value = value }).ToArray());
        return
        [
            context.Transforms.Conversion.MapValue(made, (IEnumerable<KeyValuePair<float, T>>)byPlace, places),
            context.Transforms.Conversion.MapValueToKey(output, made, keyData: keys),
        ];
    }

    sealed class Row
    {
        public T Value { get; set; } = default!;
    }
}
