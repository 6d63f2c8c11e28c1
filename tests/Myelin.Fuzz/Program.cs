using System.Globalization;
using Myelin.Fuzz;

// dotnet run --project tests/Myelin.Fuzz -c Release -- csv model --minutes 10 [--together] [--seed 1] [--out
// artifacts/fuzz] [--replay FILE]
string[] names = [.. args.TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
string Option(string name, string otherwise) =>
    Array.IndexOf(args, name) is >= 0 and int i && i + 1 < args.Length ? args[i + 1] : otherwise;
double minutes = double.Parse(Option("--minutes", "1"), CultureInfo.InvariantCulture);
ulong seed = ulong.Parse(Option("--seed", "1"), CultureInfo.InvariantCulture);
string folder = Option("--out", Path.Combine("artifacts", "fuzz")), replay = Option("--replay", "");

if (names is ["torn", ..]) return Torn.Run(names.Length > 1 ? names[1] : null, folder);
Target[] chosen = [.. Readers.All.Where(target => names.Contains(target.Name) || names is ["all"])];
if (chosen.Length == 0 || names is not ["all"] && chosen.Length != names.Length)
{
    Console.Error.WriteLine($"Name readers to try, or all: {string.Join(' ', Readers.All.Select(target => target.Name))}");
    return 1;
}
if (replay.Length > 0)
{
    Console.WriteLine(chosen[0].Try(File.ReadAllBytes(replay)));
    return 0;
}
int findings = 0;
// one after another, or all at once on threads of their own
if (!args.Contains("--together")) Array.ForEach(chosen, Try);
else
{
    Thread[] threads = [.. chosen.Select(target => new Thread(() => Try(target)))];
    Array.ForEach(threads, thread => thread.Start());
    Array.ForEach(threads, thread => thread.Join());
}
return findings == 0 ? 0 : 3;

void Try(Target target)
{
    var session = new Session(target, seed, folder);
    session.Run(TimeSpan.FromMinutes(minutes));
    Interlocked.Add(ref findings, session.Findings.Count);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{target.Name}: {session.Tries} inputs in {minutes} minutes, {session.Pool.Outcomes} kinds of outcome, " +
        $"{session.Findings.Count} findings"));
}
