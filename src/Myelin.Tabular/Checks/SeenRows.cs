using System.Globalization;

namespace Myelin.Tabular;

/// <summary>How many rows of a table a model was trained on: equal to a training row in every feature and in the target.</summary>
public sealed record SeenRows
{
    /// <summary>Where a training row occurs so often in the mean, a new row equals one without having been among them.</summary>
    internal const double Repeated = 5;

    /// <summary>Of fewer rows whose fingerprint would be kept nothing is concluded.</summary>
    const int FewCompared = 10;

    /// <summary>Rows of the table.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that could be compared: all of them, unless only a share of the training rows' fingerprints is kept.</summary>
    public required int Compared { get; init; }

    /// <summary>Of those that were compared, rows that equal a training row.</summary>
    public required int Equal { get; init; }

    /// <summary>How often a training row occurs among the training rows, in the mean.</summary>
    public required double Repetition { get; init; }

    /// <summary>Training rows in all; 0 where that is not known.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Rows that equal a training row, where not all could be compared about; null where too few could.</summary>
    public int? Count => Compared == Rows ? Equal : Compared < FewCompared ? null : (int)Math.Round((double)Equal * Rows / Compared);

    /// <summary>Whether <see cref="Count"/> is projected from some of the rows.</summary>
    public bool IsEstimate => Compared < Rows;

    /// <summary>Whether equal rows prove nothing, as the training rows have few distinct combinations of cells.</summary>
    public bool AreCombinations => Repetition >= Repeated;

    /// <summary>Whether scores of these rows are those of rows that were learned.</summary>
    public bool AreTooGood => Count > 0 && !AreCombinations;

    /// <summary>The same as a sentence.</summary>
    /// <param name="of">what the rows are called, such as "test rows"</param>
    public string Sentence(string of = "rows")
    {
        ArgumentNullException.ThrowIfNull(of);
        if (TrainingRows == 0)
            return "Whether the model was trained on any of these rows is not known: its file keeps no fingerprints of its training rows.";
        if (Count is not { } count)
            return "Whether the model was trained on any of these rows cannot be told: " +
                $"it keeps fingerprints of a part of its {Text(TrainingRows)} training rows, and {Text(Rows)} rows are too few to compare.";
        string about = IsEstimate && count > 0 ? "About " : "", all = $"{Text(Rows)} {of}";
        if (count == 0)
            return IsEstimate
            ? $"None of the {Text(Compared)} of {all} that could be compared equals a training row."
            : $"None of the {all} equals a training row.";
        return AreCombinations
            ? $"{about}{Text(count)} of {all} equal training rows, which have few distinct combinations of cells: " +
                "whether they are new cannot be told."
            : $"{about}{Text(count)} of {all} " +
                $"{(count == 1 ? "equals a training row; its score is" : "equal training rows; scores on them are")} too optimistic.";
    }

    static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
