using System.Globalization;
using Myelin.Comparison;
using Myelin.Comparison.Protocol;

if (args is ["--contestant", var folder, var threads])
{
    new MyelinContestant(folder, int.Parse(threads, CultureInfo.InvariantCulture)).Serve(Console.In, Console.Out);
    return 0;
}
if (args is not [var repository, var programs, ..])
{
    Console.Error.WriteLine("compare.sh runs this program: it builds the others first.");
    return 2;
}

int rounds = Number("MYELIN_ROUNDS", 7);
double seconds = Number("MYELIN_MILLISECONDS", 250) / 1000d;
string only = Environment.GetEnvironmentVariable("MYELIN_ONLY") ?? "";
string data = Path.Combine(programs, "data");
Directory.CreateDirectory(data);
foreach (Problem problem in Problem.All) problem.Write(data);

IReadOnlyList<Entrant> entrants = Entrant.Present(Path.Combine(repository, "benchmarks/rivals"), programs);
using var race = new Race(entrants, data, rounds, seconds, Console.Out);
var rows = new List<(Discipline, IReadOnlyList<Result>)>();
foreach (Discipline discipline in Discipline.All)
    if ($"{discipline.Kind} {discipline.Network} {discipline.Batch} {discipline.Threads}".Contains(only, StringComparison.Ordinal))
        rows.Add((discipline, race.Run(discipline)));

string[] remarks =
[
    Entrant.Absent,
    .. Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") is { Length: > 0 } kernels
        ? [$"OpenBLAS does not know this processor; it was told to run its {kernels} kernels."]
        : Array.Empty<string>(),
    .. entrants.Select(entrant => entrant.Remark).OfType<string>(),
    .. race.Objections.Distinct().Select(objection => $"left out: {objection}"),
];
var report = new Report(rows, [.. race.Descriptions], remarks, rounds);
if (only.Length == 0)
{
    string results = Path.Combine(repository, "benchmarks/results", Processor.Folder), readme = Path.Combine(repository, "README.md");
    Directory.CreateDirectory(results);
    File.WriteAllText(Path.Combine(results, "comparison.md"), report.Full());
    File.WriteAllText(Path.Combine(results, "comparison.json"), report.Json());
    File.WriteAllText(readme, Report.Insert(File.ReadAllText(readme), report.Short()));
}
Console.WriteLine();
Console.Write(report.Short());
foreach (string objection in race.Objections.Distinct()) Console.Error.WriteLine($"left out: {objection}");
return race.Objections.Count > 0 ? 1 : 0;

static int Number(string variable, int otherwise)
{
    string? text = Environment.GetEnvironmentVariable(variable);
    return int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : otherwise;
}
