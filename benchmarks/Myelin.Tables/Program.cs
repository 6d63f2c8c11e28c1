using Myelin.Comparison;
using Myelin.Tables;

try
{
    var settings = Settings.Of(args);
    if (!Directory.Exists(settings.Data)) throw new ArgumentException($"There is no folder {settings.Data}. Usage: {Settings.Usage}");
    IReadOnlyList<TableSet> all = TableSet.Of(settings.Data);
    string[] unknown = [.. settings.Only.Except(all.Select(set => set.Name))];
    if (unknown.Length > 0)
        throw new ArgumentException($"{string.Join(", ", unknown)}: the sets are {string.Join(", ", all.Select(set => set.Name))}.");
    Run(settings, settings.Only.Count == 0 ? all : [.. all.Where(set => settings.Only.Contains(set.Name))],
        whole: settings.Only.Count == 0 && settings.Set.Count == 0);
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static void Run(Settings settings, IReadOnlyList<TableSet> sets, bool whole)
{
    string script = Path.Combine(settings.Repository, "benchmarks/rivals-tables/scikit_learn.py");
    string? version = settings.RunRivals ? Rival.Version(script) : null;
    var recorded = Recorded.Read();
    var own = new Dictionary<string, Summary>();
    Dictionary<string, Dictionary<string, Summary>> others = Rival.All.Select(rival => rival.Name).Union(recorded.Learners.Keys)
        .ToDictionary(name => name, _ => new Dictionary<string, Summary>());
    foreach (TableSet set in sets)
    {
        var (training, test) = set.Read(settings.Data);
        Keep(own, Learner.Name, set, new([.. Seeds(settings).Select(seed => Learner.Run(set, training, test, (ulong)seed, settings))]));
        foreach (Rival rival in Rival.All)
        {
            if (version is null) continue;
            Outcome[] outcomes = [.. Seeds(settings).Select(seed => rival.Run(script, set, settings.Data, seed)).OfType<Outcome>()];
            if (outcomes.Length > 0) Keep(others[rival.Name], rival.Name, set, new(outcomes));
        }
        foreach ((string other, Dictionary<string, Summary> results) in others)
            if (!results.ContainsKey(set.Name) && recorded.Of(other, set) is { } summary) Keep(results, other + ", recorded", set, summary);
    }

    string[] origins =
    [
        $"Myelin {typeof(Myelin.Tabular.TabularModel).Assembly.GetName().Version?.ToString(3)}, .NET {Environment.Version}: " +
            $"{settings.Seeds} seeds" +
            (settings.Threads > 0 ? $", {settings.Threads} threads" : ""),
        .. version is null ? Array.Empty<string>()
            : [$"{string.Join(" and ", Rival.All.Select(rival => rival.Name))}: {version}, in the same run, the same seeds"],
        $"{string.Join(", ", others.Keys.Where(name => version is null || Rival.All.All(rival => rival.Name != name)))}: " +
        $"recorded. {recorded.Source}",
    ];
    var report = new Report(sets,
        [(Learner.Name, own), .. others.Select(other => (other.Key, (IReadOnlyDictionary<string, Summary>)other.Value))],
        origins, settings.Chosen.Length > 0 ? settings.Chosen : "Defaults");
    Console.WriteLine();
    Console.Write(report.Together());
    if (!whole) return;
    string folder = Path.Combine(settings.Repository, "benchmarks/results", Processor.Folder);
    Directory.CreateDirectory(folder);
    string name = string.Join('-', new[] { "tables", settings.Quality?.ToString().ToLowerInvariant(), settings.Recipe }.OfType<string>());
    File.WriteAllText(Path.Combine(folder, $"{name}.md"), report.Markdown());
    File.WriteAllText(Path.Combine(folder, $"{name}.json"), report.Json());
    Console.WriteLine($"\n{Path.Combine(folder, name)}.md has them all.");
}

static IEnumerable<int> Seeds(Settings settings) => Enumerable.Range(1, settings.Seeds);

static void Keep(Dictionary<string, Summary> results, string learner, TableSet set, Summary summary)
{
    results[set.Name] = summary;
    Console.WriteLine(Report.Spoken(set, learner, summary));
}
