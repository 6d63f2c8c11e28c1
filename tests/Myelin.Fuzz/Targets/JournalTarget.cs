using Myelin.Tabular;

namespace Myelin.Fuzz.Targets;

/// <summary>Journals of a search: what is opened is opened again to the same trials, and can be gone on with.</summary>
public sealed class JournalTarget : Target
{
    static readonly Dictionary<string, string> Search = new() { ["data"] = "d.csv", ["seed"] = "1" };
    readonly string _path = Path.Combine(Path.GetTempPath(), $"myelin-fuzz-{Environment.ProcessId}.jsonl");

    public override string Name => "journal";

    public override IReadOnlyList<string> Words =>
        ["\n", "{\"search\":", "\"trial\":", "\"losses\":[", "\"failure\":\"", "\"seconds\":", "\"settings\":{",
            "1e999", "\\ud800", "}\n{"];

    public override IEnumerable<byte[]> Seeds()
    {
        yield return [];
        const string first = """{"search":{"data":"d.csv","seed":"1"}}""";
        const string trials = """
            {"trial":0,"settings":{"dropout":"0.1"},"losses":[0.5,0.25],"seconds":1.5}
            {"trial":1,"settings":{},"losses":[],"failure":"diverged","seconds":0}
            """;
        yield return Bytes(first + "\n");
        yield return Bytes(first + "\n" + trials + "\n");
        yield return Bytes(first + "\n" + trials);
    }

    public override string Try(byte[] input)
    {
        File.WriteAllBytes(_path, input);
        try
        {
            int trials;
            using (var journal = Journal.Open(_path, Search))
            {
                trials = journal.Trials.Count;
                journal.Add(new(trials, new Dictionary<string, string>(), [0.5], null, 1));
            }
            using var again = Journal.Open(_path, Search);
            Demand(again.Trials.Count == trials + 1, $"{trials} trials and one more became {again.Trials.Count}.");
            return $"opened, {(trials > 0 ? "trials" : "none")}";
        }
        catch (InvalidFileException e)
        {
            Demand(File.ReadAllBytes(_path).AsSpan().SequenceEqual(input), "A journal was refused and changed.");
            return e.Problem;
        }
        finally
        {
            File.Delete(_path);
        }
    }
}
