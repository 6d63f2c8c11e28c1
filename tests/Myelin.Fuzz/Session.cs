using System.Diagnostics;
using System.Security.Cryptography;
using Myelin.Numerics;

namespace Myelin.Fuzz;

/// <summary>Tries one target with mutated inputs until the time is over; every input is a function of the seed and its number.</summary>
public sealed class Session(Target target, ulong seed, string folder)
{
    readonly Dictionary<string, string> _findings = [];

    /// <summary>Each kind of failure once: what it was, and the file of the input.</summary>
    public IReadOnlyDictionary<string, string> Findings => _findings;

    public long Tries { get; private set; }

    public Pool Pool { get; } = new(target.Seeds());

    public void Run(TimeSpan time)
    {
        Directory.CreateDirectory(folder);
        using var watch = new Watch(folder, target.Name);
        var mutator = new Mutator(target.Words, target.LongestInput);
        foreach (byte[] input in Pool.Inputs.ToArray()) Try(input, watch);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            var random = new RandomStream(seed, RandomPurpose.Other, (ulong)Tries);
            byte[] input = mutator.Mutate(Pool.Inputs, ref random);
            Try(random.NextInt32(4) == 0 ? input : target.Mend(input), watch);
        }
    }

    void Try(byte[] input, Watch watch)
    {
        Tries++;
        watch.Begin(input);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Pool.Add(input, target.Try(input));
            if (GC.GetAllocatedBytesForCurrentThread() - allocated > Watch.MostBytes)
                throw new FindingException("More was allocated than any input is worth.");
            if (Tries % 512 == 0) watch.CheckMemory();
        }
        catch (Exception failure)
        {
            Report(input, failure);
        }
    }

    void Report(byte[] input, Exception failure)
    {
        string place = new StackTrace(failure).GetFrames().Select(frame => frame.GetMethod())
            .FirstOrDefault(method => method?.DeclaringType?.Namespace is { } name &&
                name.StartsWith("Myelin", StringComparison.Ordinal) && !name.StartsWith("Myelin.Fuzz",
                    StringComparison.Ordinal)) is { } thrower ? $"{thrower.DeclaringType!.Name}.{thrower.Name}" : "";
        string kind = failure is FindingException ? failure.Message : $"{failure.GetType().Name} in {place}";
        if (_findings.ContainsKey(kind)) return;
        string file = Path.Combine(folder, $"{target.Name}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}.bin");
        File.WriteAllBytes(file, input);
        _findings.Add(kind, file);
        Console.WriteLine($"FINDING {target.Name}: {kind}\n  {failure.Message.ReplaceLineEndings(" ")}\n  {file}");
    }
}
