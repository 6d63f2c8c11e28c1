using System.Globalization;

namespace Myelin.Export;

/// <summary>A column as a field of a program's row.</summary>
/// <param name="Encoder">the column's encoder</param>
/// <param name="Name">as an identifier</param>
/// <param name="Rules">how its cell is encoded</param>
/// <param name="IsComplete">whether no training row's cell was missing</param>
sealed record CellField(ColumnEncoder Encoder, string Name, IReadOnlyList<CellRule> Rules, bool IsComplete)
{
    public string Column => Encoder.Column;

    public bool IsWord => Encoder.Type is ColumnType.Category or ColumnType.Text;

    /// <summary>All fields of a model's row.</summary>
    public static IReadOnlyList<CellField> Of(TabularProgram program, Identifiers names) =>
    [
        .. program.Model.Encoder.Columns.Select(encoder => new CellField(encoder, names.Of(encoder.Column),
            [.. program.Rules.Where(rule => rule.Column == encoder.Column)],
            program.Model.Schema.Columns.Any(column => column.Name == encoder.Column && column.Missing == 0))),
    ];

    /// <summary>Numbers that stand for a missing cell.</summary>
    public static IReadOnlyList<double> MissingNumbers(TabularModel model) =>
    [
        .. model.OtherMissingWords.Select(Number).OfType<double>(),
    ];

    // as a number is compared with such words: by its text
    static double? Number(string word) => double.TryParse(word, CultureInfo.InvariantCulture, out double number) &&
        double.IsFinite(number) && number.ToString(CultureInfo.InvariantCulture) == word ? number : null;
}
