using Microsoft.ML;
using Microsoft.ML.Data;

namespace Myelin.ML;

/// <summary>Types of a data view's columns.</summary>
static class ViewTypes
{
    /// <summary>The type of a vector's slots, or the type itself.</summary>
    public static DataViewType ItemOf(this DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    /// <summary>The column of this name that is not hidden.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static DataViewSchema.Column Find(this DataViewSchema schema, string name, string role) =>
        schema.GetColumnOrNull(name) ?? throw Absent(name, role, schema.Where(column => !column.IsHidden).Select(column => column.Name));

    /// <summary>The error of a column that is not there.</summary>
    public static ArgumentException Absent(string name, string role, IEnumerable<string> columns)
    {
        const int Most = 20;
        string[] names = [.. columns];
        string list = string.Join(", ", names.Take(Most)) + (names.Length > Most ? ", …" : "");
        return new($"There is no column {name} for the {role}. The data has {(names.Length == 0 ? "no columns" : list)}.");
    }
}
