namespace Myelin.Tabular;

/// <summary>The settings that remedies of this library name: a type and its member.</summary>
static class SettingNames
{
    public const string Columns = "TableOptions.Columns";

    public const string Ignore = "TableOptions.Ignore";

    public const string Missing = "TableOptions.Missing";

    public const string KeepWords = "TableOptions.KeepWords";

    public const string Delimiter = "TableOptions.Delimiter";

    public const string DecimalSign = "TableOptions.DecimalSign";

    public const string Thousands = "TableOptions.Thousands";

    public const string SkipLines = "TableOptions.SkipLines";

    public const string Comment = "TableOptions.Comment";

    public const string HasHeader = "TableOptions.HasHeader";

    public const string Encoding = "TableOptions.Encoding";

    public const string DateFormat = "Notation.DateFormat";

    public const string Unit = "Notation.Unit";

    public const string Suffixes = "Notation.Suffixes";

    public const string WhereKnown = "Table.WhereKnown";

    public const string Task = "TabularOptions.Task";

    public const string Balanced = "TabularOptions.Balanced";

    public const string Threshold = "TabularOptions.Threshold";

    public const string TimeBy = "TabularOptions.TimeBy";

    public const string Quality = "TabularOptions.Quality";

    public const string Strict = "PredictionOptions.Strict";

    public const string Clamp = "PredictionOptions.Clamp";

    public const string Cache = "StreamOptions.Cache";

    public const string Journal = "Journal.Open";
}
