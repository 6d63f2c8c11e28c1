using System.Diagnostics;
using System.Globalization;
using Myelin.Mutants;

// Mutation testing of the core's formulas: every mutant of Activations, Losses and Optimizers, or a sample of them, against the tests.
//
//     dotnet run --project tests/Myelin.Mutants -c Release -- [--sample COUNT] [--seed NUMBER] [--only TEXT] [--list]
//
// The last line is the score; the exit code is 1 if it is below 85 %.

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["worker", var folder, var chosen, var count, .. var namespaces])
    return Worker.Run(folder, namespaces, int.Parse(chosen), int.Parse(count));

string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "Myelin.slnx")))
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Run this inside the repository.");

string only = Option("--only", ""), work = Directory.CreateTempSubdirectory("mutants").FullName;
foreach (string file in Directory.EnumerateFiles(Path.Combine(root, "tests/Myelin.Tests/bin/Release/net10.0"), "*.dll"))
    File.Copy(file, Path.Combine(work, Path.GetFileName(file)));
try
{
    return Run();
}
finally
{
    Directory.Delete(work, recursive: true);
}

int Run()
{
    string list = Path.Combine(root, "tests/Myelin.Mutants/equivalent.txt");
    List<Mutant> all = MutatedCore.Compile(
        Path.Combine(root, "src/Myelin"), ["Formulas/Activations", "Formulas/Losses", "Formulas/Optimizers"],
        Path.Combine(work, "Myelin.dll"));
    Dictionary<string, string> equivalents = Equivalents.Read(list);
    string[] unknown = [.. equivalents.Keys.Except(all.Select(m => m.Key))];
    foreach (string key in unknown) Console.WriteLine($"equivalent.txt names no mutant: {key}");
    Mutant[] mutants = [.. all.Where(m => m.ToString().Contains(only, StringComparison.Ordinal))];
    int sample = int.Parse(Option("--sample", $"{mutants.Length}"));
    new Random(int.Parse(Option("--seed", "1"))).Shuffle(mutants);
    mutants = [.. mutants.Take(sample)];
    Console.WriteLine($"{all.Count} mutants, {mutants.Length} of them to try; {equivalents.Count} known as equivalent");
    if (args.Contains("--list"))
    {
        foreach (Mutant mutant in mutants) Console.WriteLine(mutant);
        return 0;
    }

    var trial = new Trial(work, all.Count);
    var survivors = new List<Mutant>();
    int slow = 0;
    foreach (Mutant mutant in mutants)
    {
        string? finder = trial.Finder(mutant);
        if (finder is null) survivors.Add(mutant);
        if (finder is Trial.NoAnswer) slow++;
        if (args.Contains("--verbose")) Console.WriteLine($"{mutant}: {finder ?? "survives"}");
    }
    trial.Finish();
    // what a test computed once, before, is computed anew in a process that has known nothing else
    survivors.RemoveAll(mutant => !equivalents.ContainsKey(mutant.Key) && trial.FinderFromTheBeginning(mutant) is not null);

    Mutant[] open = [.. survivors.Where(m => !equivalents.ContainsKey(m.Key))];
    foreach (Mutant mutant in open) Console.WriteLine($"survives: {mutant.Path}:{mutant.Line}\n  {mutant.Key}");
    foreach (Mutant mutant in mutants.Except(survivors).Where(m => equivalents.ContainsKey(m.Key)))
        Console.WriteLine($"listed as equivalent, but found by a test: {mutant.Key}");
    foreach (IGrouping<string, Mutant> group in mutants.GroupBy(m => m.Path.Split('/')[0])) Report(group.Key, [.. group]);
    return Report("all", mutants) >= 0.85 && unknown.Length == 0 ? 0 : 1;

    double Report(string name, IReadOnlyList<Mutant> part)
    {
        int same = part.Count(m => equivalents.ContainsKey(m.Key)), alive = part.Count(open.Contains), counted = part.Count - same;
        double score = 1 - (double)alive / counted,
            error = part.Count < all.Count && only == "" && sample < all.Count ? Math.Sqrt(score * (1 - score) / counted) : 0;
        Console.WriteLine($"{name}: {counted - alive} of {counted} mutants found, {100 * score:0.0} %" +
            (error > 0 ? $" ± {100 * error:0.0} (standard error)" : "") +
            $"; {same} equivalent" +
            (name == "all" ? $"; {slow} without an answer in {Trial.Limit.TotalSeconds:0} s, counted as found" : ""));
        return score;
    }
}

string Option(string name, string otherwise)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
}
