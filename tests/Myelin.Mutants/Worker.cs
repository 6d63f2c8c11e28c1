using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace Myelin.Mutants;

/// <summary>The process in which mutants live: for every number that it reads it says which test finds that mutant.</summary>
static class Worker
{
    /// <summary>Begins every answer, whatever tests print.</summary>
    public const string Mark = "@mutants ";

    /// <param name="folder">the tests as built, with the mutated core</param>
    /// <param name="namespaces">of the tests</param>
    /// <param name="chosen">a mutant from the very beginning, against all tests; −1: none, many to come</param>
    public static int Run(string folder, IReadOnlyList<string> namespaces, int chosen, int count)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            File.Exists(Path.Combine(folder, name.Name + ".dll"))
                ? context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll"))
                : null;
        Assembly tests = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, "Myelin.Tests.dll"));
        Type choice = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, "Myelin.dll")).GetType("Myelin.MutantSwitch")!;
        (FieldInfo number, FieldInfo record) = (choice.GetField("Chosen")!, choice.GetField("Reached")!);

        number.SetValue(null, chosen);
        if (chosen >= 0)
        {
            Answer(FirstToFail(TestCase.All(tests, namespaces)) ?? "");
            return 0;
        }

        TestCase[] cases = [.. TestCase.All(tests, namespaces)];
        var meetings = new List<(TestCase Test, bool[] Reached, double Seconds)>();
        foreach (TestCase test in cases)
        {
            if (test.Run() is { } first) return Fail(test, first);
            var reached = new bool[count];
            record.SetValue(null, reached);
            long start = Stopwatch.GetTimestamp();
            // a test that leaves something behind, as a registered name, passes once in a process: it has its say over survivors
            if (test.Run() is null) meetings.Add((test, reached, Stopwatch.GetElapsedTime(start).TotalSeconds));
            record.SetValue(null, null);
        }
        meetings.Sort((a, b) => a.Seconds.CompareTo(b.Seconds));
        Answer($"{cases.Length} tests, {meetings.Sum(m => m.Seconds):0.0} s");

        while (Console.ReadLine() is { } line)
        {
            int mutant = int.Parse(line);
            number.SetValue(null, mutant);
            string? finder = FirstToFail(meetings.Where(m => mutant < 0 || m.Reached[mutant]).Select(m => m.Test));
            number.SetValue(null, -1);
            Answer(finder ?? "");
        }
        return 0;
    }

    static string? FirstToFail(IEnumerable<TestCase> tests)
    {
        foreach (TestCase test in tests)
            if (test.Run() is { } wrong) return $"{test.Name}: {wrong}";
        return null;
    }

    static int Fail(TestCase test, string wrong)
    {
        Answer($"fails without any mutant: {test.Name}: {wrong}");
        return 1;
    }

    static void Answer(string text)
    {
        Console.WriteLine(Mark + text);
        Console.Out.Flush();
    }
}
