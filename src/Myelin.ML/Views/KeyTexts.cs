using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>The values of a key in its order, each as text; their places from 1 on where the key names no values.</summary>
sealed record KeyTexts(IReadOnlyList<string> Texts, ClassValues Values)
{
    /// <summary>Whether the values are texts.</summary>
    public bool AreTexts => Values is ClassValues<string>;

    /// <exception cref="ArgumentException">The values are of a type that is no number, text or truth value.</exception>
    public static KeyTexts Of(DataViewSchema.Column column, KeyDataViewType key)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Annotation) is not { } annotation)
        {
            uint[] places = [.. Enumerable.Range(1, checked((int)key.Count)).Select(place => (uint)place)];
            return Numbers(places);
        }
        DataViewType item = annotation.Type.ItemOf();
        Type raw = item.RawType;
        if (item is TextDataViewType)
        {
            string[] texts = [.. Read<ReadOnlyMemory<char>>(column).Select(text => text.ToString())];
            return new(texts, new ClassValues<string>(texts));
        }
        if (item is BooleanDataViewType)
        {
            bool[] truths = Read<bool>(column);
            return new([.. truths.Select(truth => truth ? "true" : "false")], new ClassValues<bool>(truths));
        }
        return raw == typeof(float) ? Numbers(Read<float>(column))
            : raw == typeof(double) ? Numbers(Read<double>(column))
            : raw == typeof(sbyte) ? Numbers(Read<sbyte>(column))
            : raw == typeof(byte) ? Numbers(Read<byte>(column))
            : raw == typeof(short) ? Numbers(Read<short>(column))
            : raw == typeof(ushort) ? Numbers(Read<ushort>(column))
            : raw == typeof(int) ? Numbers(Read<int>(column))
            : raw == typeof(uint) ? Numbers(Read<uint>(column))
            : raw == typeof(long) ? Numbers(Read<long>(column))
            : raw == typeof(ulong) ? Numbers(Read<ulong>(column))
            : throw new ArgumentException($"Column {column.Name} is a key whose values are {item}; expected numbers, text or Boolean.");
    }

    const string Annotation = "KeyValues";

    static KeyTexts Numbers<T>(T[] values) where T : IConvertible => new(
        [.. values.Select(value => value is long or ulong
            // whole, as doubles hold none beyond 2⁵³
            ? value.ToString(CultureInfo.InvariantCulture)
            : NumberColumn.Format(value.ToDouble(CultureInfo.InvariantCulture)))], new ClassValues<T>(values));

    static T[] Read<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues()];
    }
}
