using System.Xml.Linq;

namespace Myelin.Documents.Tests.Architecture;

/// <summary>The floors of the house: folders of a project, of which each knows only those below it.</summary>
public class FloorTests
{
    /// <summary>From the lowest to the highest, as docs/architecture.md draws them.</summary>
    static readonly Dictionary<string, string[]> s_floors = new()
    {
        ["Myelin"] =
        [
            "Basis", "Numerics", "Kernels", "Formulas", "Text", "Parameters", "Passes", "Network", "Files", "Engine", "Models", "Training",
        ],
        ["Myelin.Tabular"] =
        [
            "Basis", "Scaling", "Cells", "Columns", "Reading", "Targets", "Encoders", "Checks", "Streaming", "Calibration", "Scores",
            "Validation", "Recipes", "Planning", "Ensembles", "Models", "Tuning",
        ],
    };

    static readonly Dictionary<string, Arrows> s_arrows = [];

    public static TheoryData<string> Projects => [.. s_floors.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void EveryFileStandsOnAFloor(string project) => Assert.DoesNotContain(Files(project), file => Floor(project, file) < 0);

    [Theory]
    [MemberData(nameof(Projects))]
    public void EveryFloorIsThereAndHasFiles(string project) =>
        Assert.All(s_floors[project], (floor, i) => Assert.Contains(Files(project), file => Floor(project, file) == i));

    [Theory]
    [MemberData(nameof(Projects))]
    public void ReferencesPointDown(string project) => Assert.Empty(
        ArrowsOf(project).All.Where(arrow => Floor(project, arrow.To) > Floor(project, arrow.From))
            .Select(arrow => $"{arrow.From} knows {arrow.To}"));

    [Theory]
    [MemberData(nameof(Projects))]
    public void NamespacesFormNoCircle(string project)
    {
        ILookup<string, string> known = ArrowsOf(project).All.Where(arrow => arrow.FromNamespace != arrow.ToNamespace)
            .ToLookup(arrow => arrow.FromNamespace, arrow => arrow.ToNamespace);
        Assert.All(known.Select(names => names.Key), name => Assert.DoesNotContain(name, Reached(name, known)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void TheArrowsAreThoseOfTheSources(string project)
    {
        Assert.True(ArrowsOf(project).All.Count > 3 * Files(project).Count, "a file knows several others");
        Assert.True(s_floors[project].Length > 5);
    }

    [Fact]
    public void AnArrowUpAndACircleAreSeen()
    {
        var sources = new Dictionary<string, string>
        {
            ["Low/A.cs"] = "namespace N.Low; class A { int Up() => new N.High.B().Number; }",
            ["High/B.cs"] = "using N.Low; namespace N.High; class B { public int Number => 1; public A? Down => null; }",
        };
        Assert.Equal(
            [new("High/B.cs", "N.High", "Low/A.cs", "N.Low"), new("Low/A.cs", "N.Low", "High/B.cs", "N.High")],
            new Arrows(sources, [], []).All.OrderBy(arrow => arrow.From, StringComparer.Ordinal));
    }

    static HashSet<string> Reached(string from, ILookup<string, string> known)
    {
        var reached = new HashSet<string>();
        var ahead = new Queue<string>(known[from]);
        while (ahead.TryDequeue(out string? name))
            if (reached.Add(name))
                foreach (string next in known[name]) ahead.Enqueue(next);
        return reached;
    }

    static int Floor(string project, string file) => Array.IndexOf(s_floors[project], file.Split('/')[0]);

    /// <summary>Paths within the project's folder.</summary>
    static List<string> Files(string project)
    {
        string folder = Repository.FullPath($"src/{project}");
        return
        [
            .. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                .Where(file => file.Split('/')[0] is not ("bin" or "obj")),
        ];
    }

    static Arrows ArrowsOf(string project)
    {
        lock (s_arrows)
        {
            if (s_arrows.TryGetValue(project, out Arrows? known)) return known;
            string folder = Repository.FullPath($"src/{project}");
            XElement settings = XElement.Load(Path.Combine(folder, $"{project}.csproj"));
            IEnumerable<string> usings = settings.Descendants("Using").Select(item => item.Attribute("Include")!.Value);
            IEnumerable<string> libraries = settings.Descendants("ProjectReference")
                .Select(item => Path.Combine(AppContext.BaseDirectory,
                    Path.ChangeExtension(Path.GetFileName(item.Attribute("Include")!.Value), ".dll")));
            return s_arrows[project] = new(Files(project).ToDictionary(file => file, file => File.ReadAllText(Path.Combine(folder, file))),
                usings, libraries);
        }
    }
}
