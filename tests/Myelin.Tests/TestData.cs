using System.Text.Json;

namespace Myelin.Tests;

/// <summary>The files of tests/data, found from wherever the test program runs.</summary>
static class TestData
{
    public static string Folder { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Folder, relative);

    public static JsonElement Json(string relative) => JsonDocument.Parse(File.ReadAllBytes(Path(relative))).RootElement;

    /// <summary>A number of a case file, where NaN and the infinities are written as text.</summary>
    public static double Number(this JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            string other => throw new FormatException($"'{other}' is not a number"),
            null => throw new FormatException("null is not a number"),
        }
        : element.GetDouble();

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string data = System.IO.Path.Combine(folder.FullName, "tests", "data");
            if (Directory.Exists(data)) return data;
        }
        throw new DirectoryNotFoundException($"No folder tests/data above {AppContext.BaseDirectory}.");
    }
}
