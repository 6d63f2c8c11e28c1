using Microsoft.ML;
using Myelin.Tabular;

namespace Myelin.ML.Tests;

/// <summary>Training that takes a moment.</summary>
static class Trained
{
    public static readonly string[] Features =
    [
        "Age", "Sex", "Member", "Vector", "Words", "When", "Zoned", "Wait", "Int8", "UInt8", "Int16", "UInt16", "Int32", "UInt32", "Int64",
        "UInt64", "Double", "Place", "ZipKey", "CityKey",
    ];

    public static readonly TabularOptions Brief = new() { Quality = Quality.Fast, Epochs = 6, Seed = 3 };

    public static MyelinOptions On(string label) => new() { LabelColumn = label, FeatureColumns = Features, Training = Brief };

    /// <summary>Visits with keys: of numbers, of texts, and of the label's texts.</summary>
    public static IDataView Visits(MLContext context, int count = 250)
    {
        IDataView data = context.Data.LoadFromEnumerable(Visit.Some(count));
        var keys = context.Transforms.Conversion.MapValueToKey("ZipKey", "Zip")
            .Append(context.Transforms.Conversion.MapValueToKey("CityKey", "City"))
            .Append(context.Transforms.Conversion.MapValueToKey("KindKey", "Kind"));
        return keys.Fit(data).Transform(data);
    }
}
