namespace Myelin.Tabular;

/// <summary>Which encoder a column gets.</summary>
static class EncoderChoice
{
    /// <summary>Rarity is a share of the rows as well: of a small table's values, few are in many rows.</summary>
    const int RareShare = 50;

    public static ColumnEncoder Of(Column column, EncoderSettings settings) => column switch
    {
        DateColumn dates => DateEncoder.Fit(dates, settings),
        BooleanColumn => SignEncoder.Fit(column, "false", "true", settings),
        CategoryColumn => OfWords(column, settings),
        _ => NumberEncoder.Fit(column, settings),
    };

    static ColumnEncoder OfWords(Column column, EncoderSettings settings)
    {
        IReadOnlyList<(string Word, int Count)> counts = WordCounts.Of(column);
        if (counts.Count == 2 && !settings.OtherColumn)
        {
            string[] two = [.. counts.Select(count => count.Word).Order(StringComparer.Ordinal)];
            return SignEncoder.Fit(column, two[0], two[1], settings);
        }
        int rare = Math.Min(settings.RareBelow, Math.Max(2, column.Count / RareShare));
        int known = counts.Count <= settings.OneHotUpTo ? counts.Count : counts.Count(count => count.Count >= rare);
        // where all but a few values are rare, those few and the most frequent of the rare ones
        int most = Math.Min(settings.MostWords, Math.Max(known, Math.Min(counts.Count, settings.OneHotUpTo)));
        if (known <= settings.OneHotUpTo)
            return OneHotEncoder.Fit(column, most, settings.OtherColumn, settings.ScaleOneHot ? settings.Scaling : ScalingKind.None);
        string[] words = [.. counts.Take(known).Select(count => count.Word).Order(StringComparer.Ordinal)];
        return new CodeEncoder(column.Name, column.Type, words);
    }
}
