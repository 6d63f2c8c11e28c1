using System.Xml.Linq;

namespace Myelin.Tests.Architecture;

/// <summary>Arrows run from satellites to the core only.</summary>
public class Dependencies
{
    static readonly string[] Projects =
        [.. Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))];

    public static TheoryData<string> Libraries => [.. Projects.Where(file => file.StartsWith("src/", StringComparison.Ordinal))];

    public static TheoryData<string> All => [.. Projects];

    [Fact]
    public void TheCoreDependsOnNothing()
    {
        Assert.Contains("src/Myelin/Myelin.csproj", Projects);
        Assert.Empty(References("src/Myelin/Myelin.csproj", "PackageReference"));
        Assert.Empty(References("src/Myelin/Myelin.csproj", "ProjectReference"));
        Assert.Empty(References("src/Myelin/Myelin.csproj", "FrameworkReference"));
    }

    // the command line is the one assembly that stands on a satellite; it is the outermost
    [Theory]
    [MemberData(nameof(Libraries))]
    public void SatellitesDependOnTheCoreAlone(string project)
    {
        string[] expected = project switch
        {
            "src/Myelin/Myelin.csproj" => [],
            "src/Myelin.Cli/Myelin.Cli.csproj" =>
                ["Myelin", "Myelin.Explain", "Myelin.Export", "Myelin.Onnx", "Myelin.Sources", "Myelin.Tabular", "Myelin.TensorBoard"],
            "src/Myelin.Onnx/Myelin.Onnx.csproj" or "src/Myelin.Export/Myelin.Export.csproj" or
                "src/Myelin.Native/Myelin.Native.csproj" => ["Myelin", "Myelin.Tabular"],
            "src/Myelin.ML/Myelin.ML.csproj" => ["Myelin", "Myelin.Onnx", "Myelin.Tabular"],
            _ => ["Myelin"],
        };
        Assert.Equal(expected, References(project, "ProjectReference").Order(StringComparer.Ordinal));
    }

    // native code comes with the sources alone, so that the library and its tables run wherever .NET does
    [Fact]
    public void DatabasesAreInTheSourcesAlone()
    {
        string[] engines = ["DuckDB.NET.Data.Full", "Microsoft.Data.Sqlite", "Npgsql"];
        Assert.Equal(engines, References("src/Myelin.Sources/Myelin.Sources.csproj", "PackageReference").Order(StringComparer.Ordinal));
        Assert.All(Projects.Except(["src/Myelin.Sources/Myelin.Sources.csproj"]),
            project => Assert.Empty(References(project, "PackageReference").Intersect(engines)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void NothingButItsTestsDependsOnTheCommandLine(string project)
    {
        if (project.StartsWith("tests/", StringComparison.Ordinal)) return;
        Assert.DoesNotContain("Myelin.Cli", References(project, "ProjectReference"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void VersionsStandInOnePlace(string project) =>
        Assert.All(Elements(project, "PackageReference"), reference => Assert.Null(reference.Attribute("Version")));

    [Fact]
    public void EveryProjectIsInTheSolution()
    {
        string[] listed =
            [.. XDocument.Load(Repository.FullPath("Myelin.slnx")).Descendants("Project").Select(p => (string)p.Attribute("Path")!)];
        Assert.Equal(Projects.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    static IEnumerable<string> References(string project, string kind) =>
        Elements(project, kind).Select(reference => Name((string)reference.Attribute("Include")!));

    // a project's name is its file's; a package's or framework's is as written
    static string Name(string include) => include.EndsWith(".csproj", StringComparison.Ordinal)
        ? Path.GetFileNameWithoutExtension(include.Replace('\\', '/'))
        : include;

    static IEnumerable<XElement> Elements(string project, string kind) => XDocument.Load(Repository.FullPath(project)).Descendants(kind);
}
