using System.Text.Json;
using System.Text.RegularExpressions;

namespace Myelin.Cli.Tests;

/// <summary>THIRD-PARTY-NOTICES.txt names every package that the command ships with, and no other.</summary>
public class NoticeTests
{
    static string Root { get; } = Path.GetFullPath(Path.Combine(Cli.TestData, "..", ".."));

    [Fact]
    public void EveryPackageIsNamedWithItsVersionAndLicense()
    {
        using JsonDocument assets =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "src", "Myelin.Cli", "obj", "project.assets.json")));
        string[] shipped = [.. assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Replace('/', ' '))];
        string text = File.ReadAllText(Path.Combine(Root, "THIRD-PARTY-NOTICES.txt")),
            list = text[text.IndexOf("PACKAGES", StringComparison.Ordinal)..text.IndexOf("NATIVE CODE", StringComparison.Ordinal)];
        string[] named = [
            .. Regex.Matches(list, @"^(\S+ \d\S*)\n    (MIT|Apache-2\.0|PostgreSQL|public domain); \S", RegexOptions.Multiline)
                .Select(match => match.Groups[1].Value)];
        Assert.Equal(shipped.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.All(["MIT License", "Apache License", "PostgreSQL License", "DuckDB"],
            license => Assert.Contains(license, text, StringComparison.Ordinal));
        Assert.All(Regex.Matches(text, @"notices/\w+\.txt").Select(match => match.Value),
            file => Assert.True(new FileInfo(Path.Combine(Root, file)).Length > 1000, file));
    }
}
