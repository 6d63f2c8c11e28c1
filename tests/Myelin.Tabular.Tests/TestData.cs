using System.Text.Json;

namespace Myelin.Tabular.Tests;

/// <summary>The files of tests/data, found from wherever the test program runs.</summary>
static class TestData
{
    public static string Folder { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Folder, relative);

    public static string Iris => System.IO.Path.Combine(Folder, "../../samples/data/iris.csv");

    public static JsonElement Json(string relative) => JsonDocument.Parse(File.ReadAllBytes(Path(relative))).RootElement;

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(number => number.GetDouble())];

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
