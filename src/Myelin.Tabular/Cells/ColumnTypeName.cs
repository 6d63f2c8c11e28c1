namespace Myelin.Tabular;

/// <summary>What types of columns are called in files and messages.</summary>
static class ColumnTypeName
{
    public static string Of(ColumnType type) => type.ToString().ToLowerInvariant();

    public static ColumnType Read(StrictJson json) => json.Text() switch
    {
        "number" => ColumnType.Number,
        "category" => ColumnType.Category,
        "boolean" => ColumnType.Boolean,
        "date" => ColumnType.Date,
        "text" => ColumnType.Text,
        string other => throw json.Invalid($"is the unknown type {Cell.Quote(other)}. Known are number, category, boolean, date, text"),
    };
}
