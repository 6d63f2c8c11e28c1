namespace Myelin.Tabular;

/// <summary>
/// A column of words most of whose cells are numbers or dates: what has to be said, as a few other cells cost it its kind.
/// </summary>
static class MixedCells
{
    /// <summary>Words that are named, and words that are told from numbers.</summary>
    const int MostNamed = 3, MostWords = 100_000;

    /// <summary>Cells of a hundred that make a column of categories worth a note; codes are often half numbers.</summary>
    const int PercentOfCategories = 60, PercentOfText = 50;

    /// <summary>The note; null where there is nothing to say.</summary>
    /// <param name="place">where a row stands, such as line 7</param>
    public static Advice? Note(ColumnType type, WordColumn column, Func<int, string> place)
    {
        bool isText = type == ColumnType.Text;
        return Of("numbers", word => column.Form.TryNumber(word, out _)) ??
            Of("dates", word => DateColumnForm.IsDate(word, column.Form) && !MonthText.IsSeason(word));

        Advice? Of(string what, Func<string, bool> fits)
        {
            KnownWord[] words = [.. column.Words.Take(MostWords)];
            KnownWord[] others = [.. words.Where(word => !fits(word.Text)).OrderBy(word => word.Row)];
            long counted = words.Sum(word => (long)word.Count), cells = counted - others.Sum(word => (long)word.Count);
            if (others.Length == 0 || 100 * cells < (isText ? PercentOfText : PercentOfCategories) * counted) return null;
            string name = column.Name, share = $"{cells} of its {(counted == column.Present ? "" : "first ")}{counted} cells";
            string named = string.Join(", ", others.Take(MostNamed).Select(word => $"{Cell.Quote(word.Text)} ({place(word.Row)})"));
            int more = Math.Max(0, others.Length - MostNamed);
            string rest = more > 0 ? $" and {more} more distinct values" : "",
                became = isText ? "dropped as free text" : "read as categories";
            return new Advice($"{name} is {became}, although {share} are {what}. Not {what}: {named}{rest}")
                .Or($"to read {what}, fix such cells or take each as missing", SettingNames.Missing,
                    [.. others.Take(MostNamed).Select(word => ColumnAdvice.Short(word.Text))])
                .Or(isText ? "use the column as categories" : "if they are categories, say so", SettingNames.Columns, $"{name}:category");
        }
    }
}
