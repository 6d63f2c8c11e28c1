using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Myelin.ML;

/// <summary>A column of a data view, and the columns of a table that its slots become.</summary>
/// <param name="Source">its name in the view</param>
/// <param name="Name">the name of the column that is read, which <see cref="Preparation"/> makes; the same where there is none</param>
/// <param name="Item">the type of what is read</param>
/// <param name="Slots">names of table columns: Age, or for a vector Features.Age or Features.0</param>
sealed record ViewColumn(string Source, string Name, CellKind Kind, DataViewType Item, IReadOnlyList<string> Slots)
{
    /// <summary>What stands in front of the names of columns that are made and dropped again.</summary>
    public const string Prefix = "Myelin.";

    /// <summary>Keys of more values that are no texts are refused.</summary>
    const int MostPlaces = 10_000;

    public bool IsVector { get; private init; }

    /// <summary>The texts of a key's values, where cells are <see cref="CellKind.Place"/>.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <exception cref="ArgumentException">No table can hold such cells.</exception>
    public static ViewColumn Of(DataViewSchema.Column column) =>
        Problem(column.Type) is { } problem ? throw new ArgumentException($"Column {column.Name} {problem}.") : Known(column);

    /// <summary>Why no table can hold cells of a type; null where it can.</summary>
    public static string? Problem(DataViewType type)
    {
        DataViewType item = type.ItemOf();
        if (type is VectorDataViewType { IsKnownSize: false })
            return $"is {type}, a vector of varying length, and a feature has a fixed length. Aggregate it first";
        return KindOf(item) is null
            ? $"is {type}, which Myelin cannot train on. Choose numbers, text, Boolean, dates, keys, or vectors of these" : null;
    }

    static ViewColumn Known(DataViewSchema.Column column)
    {
        DataViewType item = column.Type.ItemOf();
        var plain = new ViewColumn(column.Name, column.Name, KindOf(item)!.Value, item, SlotsOf(column))
        {
            IsVector = column.Type is VectorDataViewType,
        };
        string made = Prefix + column.Name;
        switch (item)
        {
            case DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType:
                return plain with { Name = made, Item = NumberDataViewType.Int64 };
            case KeyDataViewType key:
                KeyTexts texts = KeyTexts.Of(column, key);
                if (texts.AreTexts) return plain with { Name = made, Kind = CellKind.Word, Item = TextDataViewType.Instance };
                if (plain.IsVector || key.Count > MostPlaces)
                    throw new ArgumentException($"Column {column.Name} is {column.Type}, a key whose values are not text. " +
                        "Map it to its values first (Conversion.MapKeyToValue).");
                return plain with { Name = made, Item = NumberDataViewType.Single, Words = texts.Texts };
            default:
                return plain;
        }
    }

    /// <summary>What makes the column that is read; null where it is there.</summary>
    public IEstimator<ITransformer>? Preparation(MLContext context) => Name == Source ? null : Kind switch
    {
        CellKind.Word => context.Transforms.Conversion.MapKeyToValue(Name, Source),
        CellKind.Place => context.Transforms.Conversion.MapKeyToVector(Name, Source),
        _ => context.Transforms.Conversion.ConvertType(Name, Source, DataKind.Int64),
    };

    static CellKind? KindOf(DataViewType item) => item switch
    {
        NumberDataViewType => CellKind.Number,
        BooleanDataViewType => CellKind.Truth,
        TextDataViewType => CellKind.Word,
        DateTimeDataViewType or DateTimeOffsetDataViewType => CellKind.Date,
        TimeSpanDataViewType => CellKind.Span,
        KeyDataViewType => CellKind.Place,
        _ => null,
    };

    static string[] SlotsOf(DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType { Size: var size }) return [column.Name];
        string[] numbered = [.. Enumerable.Range(0, size).Select(i => string.Create(CultureInfo.InvariantCulture, $"{column.Name}.{i}"))];
        if (!column.HasSlotNames()) return numbered;
        VBuffer<ReadOnlyMemory<char>> found = default;
        column.GetSlotNames(ref found);
        string[] names = [.. found.DenseValues().Select(name => name.ToString())];
        HashSet<string> twice = [.. names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key)];
        return [.. names.Select((name, i) =>
            string.IsNullOrWhiteSpace(name) || twice.Contains(name) ? numbered[i] : $"{column.Name}.{name}")];
    }
}
