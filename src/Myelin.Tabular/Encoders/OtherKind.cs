namespace Myelin.Tabular;

/// <summary>A value that is a number, a date or a truth value by its nature, where categories were learned.</summary>
static class OtherKind
{
    /// <summary>
    /// What is wrong with an unknown value of this type; null where the column's categories are of its kind, as codes are.
    /// </summary>
    public static string? Objection(ColumnType type, string text, ColumnEncoder encoder)
    {
        if (encoder.Categories is not { Count: > 0 } categories || categories.Any(category => IsOf(type, category))) return null;
        string kind = type switch { ColumnType.Number => "a number", ColumnType.Date => "a date", _ => "a truth value" };
        return encoder.Type == ColumnType.Boolean
            ? $"{Cell.Quote(text)} is neither true nor false, as the model was trained on"
            : $"{text} is {kind}, but the model was trained on categories such as {Cell.Quote(categories[0])}. Give the category as text";
    }

    static bool IsOf(ColumnType type, string category) => type switch
    {
        ColumnType.Number => NumberText.TryParse(category, '.', out _),
        ColumnType.Date => DateText.TryParse(category, out _),
        ColumnType.Boolean => BooleanColumn.Parse(category) is not null,
        _ => true,
    };
}
