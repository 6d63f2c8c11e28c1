using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>Which encoder a column gets.</summary>
/// <remarks>The defaults are those of RealMLP: Holzmüller, Grinsztajn, Steinwart 2024, "Better by Default", appendix A.</remarks>
public sealed record EncoderSettings
{
    /// <summary>How numbers are scaled.</summary>
    public ScalingKind Scaling { get; init => field = Refusal.IfUnknown(value, nameof(Scaling)); } = ScalingKind.SmoothClip;

    /// <summary>Whether the columns of categories, and the marks of missing numbers, are scaled as numbers are.</summary>
    public bool ScaleOneHot { get; init; } = true;

    /// <summary>
    /// A category with at most as many known values is one-hot, and one with two a single column of −1 and 1; one with more is a code,
    /// which only a network that embeds it can take.
    /// </summary>
    public int OneHotUpTo { get; init => field = Refusal.IfBelow(value, 1, nameof(OneHotUpTo)); } = 8;

    /// <summary>Values of a one-hot category that have a column of their own: the most frequent.</summary>
    public int MostWords { get; init => field = Refusal.IfBelow(value, 1, nameof(MostWords)); } = OneHotEncoder.MostWords;

    /// <summary>
    /// Whether one-hot categories have one more column for missing, unseen and rare values; without it those are all zeros.
    /// </summary>
    public bool OtherColumn { get; init; }

    /// <summary>
    /// A value of a coded category in fewer training rows than this, and in less than a fiftieth of them, is taken for an unseen one:
    /// nothing can be learned from so few rows that holds for others, and unseen values get the code that these were trained with.
    /// </summary>
    public int RareBelow { get; init => field = Refusal.IfBelow(value, 0, nameof(RareBelow)); } = 10;

    /// <summary>
    /// Pieces of the code that numbers have beside themselves whose quartiles are equal and whose different values are more than that, as
    /// amounts that are mostly 0; 0 for no such code.
    /// </summary>
    public int PiecewiseLinearBins { get; init => field = Refusal.IfBelow(value, 0, nameof(PiecewiseLinearBins)); } = 24;

    /// <summary>Every category one-hot, the 100 most frequent values, for networks without embeddings.</summary>
    public static EncoderSettings OneHotEverything { get; } = new() { OneHotUpTo = int.MaxValue };

    /// <summary>Numbers standardized, categories one-hot as 0 and 1 with a column for other values.</summary>
    public static EncoderSettings Plain { get; } = new()
    {
        Scaling = ScalingKind.Standard,
        ScaleOneHot = false,
        OneHotUpTo = int.MaxValue,
        OtherColumn = true,
        PiecewiseLinearBins = 0,
    };

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("scaling", Scaling.ToString().ToLowerInvariant());
        json.WriteBoolean("scale_one_hot", ScaleOneHot);
        json.WriteNumber("one_hot_up_to", OneHotUpTo);
        json.WriteNumber("most_words", MostWords);
        json.WriteBoolean("other_column", OtherColumn);
        json.WriteNumber("rare_below", RareBelow);
        json.WriteNumber("piecewise_linear_bins", PiecewiseLinearBins);
        json.WriteEndObject();
    }

    public string ToJson() => JsonText.Write(Write);

    public static EncoderSettings FromJson(string json, string source = "settings") =>
        Read(StrictJson.Parse(json, source, "encoder settings"));

    internal static EncoderSettings Read(StrictJson json)
    {
        json.OnlyKeys("scaling", "scale_one_hot", "one_hot_up_to", "most_words", "other_column", "rare_below", "piecewise_linear_bins");
        string[] kinds = [.. Enum.GetNames<ScalingKind>().Select(kind => kind.ToLowerInvariant())];
        string scaling = json["scaling"].Text();
        if (!kinds.Contains(scaling)) throw json["scaling"].Invalid($"is no scaling. Known are {string.Join(", ", kinds)}");
        return new()
        {
            Scaling = Enum.Parse<ScalingKind>(scaling, ignoreCase: true),
            ScaleOneHot = json["scale_one_hot"].Boolean(),
            OneHotUpTo = json["one_hot_up_to"].Integer(1, int.MaxValue),
            MostWords = json["most_words"].Integer(1, int.MaxValue),
            OtherColumn = json["other_column"].Boolean(),
            RareBelow = json["rare_below"].Integer(0, int.MaxValue),
            PiecewiseLinearBins = json["piecewise_linear_bins"].Integer(0, int.MaxValue),
        };
    }
}
