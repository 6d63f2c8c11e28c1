namespace Myelin.Tabular;

/// <summary>
/// Whether the numbers in a first line are names, such as wavelengths and times, or cells of a table without a header. Names count up or
/// down, and what stands below them does not go on like them.
/// </summary>
static class HeaderNumbers
{
    const int Fewest = 3, Many = 8, FewestRows = 3;

    /// <summary>Of the numbers, so many lie far from the cells below where they are names.</summary>
    const double MostOfThem = 0.9;

    public static bool AreNames(CsvSample sample, char decimalSign)
    {
        if (sample.Records.Count == 0) return false;
        CsvSample.Record header = sample.Records[0];
        double[] names = Numbers(header, decimalSign);
        int[] at = [.. Enumerable.Range(0, names.Length).Where(i => !double.IsNaN(names[i]))];
        if (at.Length < Fewest || Direction(names, at) is not { } direction) return false;
        double[][] rows = [.. sample.Rows.Where(row => row.Fields.Length == names.Length).Select(row => Numbers(row, decimalSign))];
        if (rows.Length == 0) return sample.Rows.Count == 0;
        if (at.All(i => header.Quoted[i]) && sample.Rows.All(row => at.All(i => i >= row.Quoted.Length || !row.Quoted[i]))) return true;
        bool alike = 2 * rows.Count(row => Direction(row, at) == direction) > rows.Length;
        return !alike && at.Length >= Many ||
            rows.Length >= FewestRows && at.Count(i => IsFar(names[i], rows, i)) >= MostOfThem * at.Length;
    }

    static double[] Numbers(CsvSample.Record record, char decimalSign) =>
        [.. record.Fields.Select(field => NumberText.TryParse(field, decimalSign, out double number) ? number : double.NaN)];

    /// <summary>1 where the numbers at these places grow strictly, −1 where they fall; null where they do neither.</summary>
    static int? Direction(double[] numbers, int[] at)
    {
        double step = numbers[at[1]] - numbers[at[0]];
        int direction = step > 0 ? 1 : -1;
        for (int i = 1; i < at.Length; i++)
            if (!(direction * (numbers[at[i]] - numbers[at[i - 1]]) > 0)) return null;
        return direction;
    }

    /// <summary>Whether a number lies outside of the cells below it, by more than they differ.</summary>
    static bool IsFar(double name, double[][] rows, int column)
    {
        double[] cells = [.. rows.Select(row => row[column]).Where(double.IsFinite)];
        if (cells.Length == 0) return true;
        double low = cells.Min(), high = cells.Max(), range = high - low;
        return name < low - range || name > high + range;
    }
}
