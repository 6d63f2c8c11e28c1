using System.Globalization;
using Myelin.Comparison.Protocol;

namespace Myelin.Comparison;

/// <summary>Runs the disciplines: first everybody's numbers are compared, then they are timed in turn, round after round.</summary>
public sealed class Race(IReadOnlyList<Entrant> entrants, string data, int rounds, double seconds, TextWriter log) : IDisposable
{
    /// <summary>How much a number may differ from Myelin's, by 1 or the number if that is larger.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>A pool of threads spins for a while after its work: the next in turn begins when it sleeps.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(60);

    readonly Dictionary<int, List<Talk>> _talks = [];

    /// <summary>How everybody introduced itself.</summary>
    public IEnumerable<string> Descriptions => _talks.Values.SelectMany(talks => talks).Select(talk => talk.Description).Distinct();

    /// <summary>Whoever computed something else, and is left out for it.</summary>
    public List<string> Objections { get; } = [];

    /// <summary>The results of a discipline, Myelin's first.</summary>
    public IReadOnlyList<Result> Run(Discipline discipline)
    {
        log.WriteLine($"{discipline.Kind} {discipline.Title}, {discipline.Threads} thread{(discipline.Threads > 1 ? "s" : "")}");
        List<Talk> talks = Talks(discipline.Threads);
        var (racing, times) = (new List<(Talk Talk, double Deviation)>(), new Dictionary<Talk, List<double>>());
        foreach (Talk talk in talks)
            if (Deviation(talks[0], talk, discipline) is { } deviation) racing.Add((talk, deviation));

        for (int round = 0; round < rounds; round++)
            foreach ((Talk talk, _) in racing)
            {
                Thread.Sleep(Rest);
                (double[]? rate, string reason) = talk.Ask("time", discipline, seconds.ToString(CultureInfo.InvariantCulture));
                if (rate is null) Objections.Add($"{talk.Entrant.Name}, {discipline.Kind} {discipline.Title}: {reason}");
                else (times.TryGetValue(talk, out List<double>? list) ? list : times[talk] = []).Add(rate[0]);
            }
        List<Result> results =
        [
            .. from entry in racing
               where times.ContainsKey(entry.Talk)
               select new Result(entry.Talk.Entrant.Name, times[entry.Talk], entry.Deviation),
        ];
        foreach (Result result in results)
            log.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {result.Entrant,-24} {result.Best,14:n0} rows/s   differs by {result.Deviation:0.0e+0}"));
        return results;
    }

    public void Dispose()
    {
        foreach (Talk talk in _talks.Values.SelectMany(talks => talks)) talk.Dispose();
    }

    List<Talk> Talks(int threads)
    {
        if (_talks.TryGetValue(threads, out List<Talk>? talks)) return talks;
        _talks[threads] = talks = [];
        foreach (Entrant entrant in entrants.Where(entrant => threads > 1 || !entrant.NeedsThreads))
        {
            var talk = new Talk(entrant, threads, data);
            if (talk.Description.Length > 0)
            {
                talks.Add(talk);
                continue;
            }
            Objections.Add($"{entrant.Name} did not start");
            talk.Dispose();
        }
        return talks;
    }

    // null where the entrant has no such discipline, or other numbers than Myelin
    double? Deviation(Talk myelin, Talk talk, Discipline discipline)
    {
        string network = talk.Entrant.NetworkFor(discipline.Network);
        string steps = Problem.Of(network).CheckSteps.ToString(CultureInfo.InvariantCulture);
        (double[]? own, string reason) = talk.Ask("check", discipline, network, steps);
        if (own is null)
        {
            log.WriteLine($"  {talk.Entrant.Name}: none, {reason}");
            return null;
        }
        string reference = discipline.Trains && talk.Entrant.EpsilonHat ? network + Problem.WithEpsilonHat : network;
        double[] expected = myelin.Ask("check", discipline, reference, steps).Numbers
            ?? throw new InvalidOperationException("Myelin gave no numbers to compare with.");
        double deviation = own.Length == expected.Length
            ? own.Zip(expected, (x, y) => Math.Abs(x - y) / Math.Max(1, Math.Abs(y))).Max()
            : double.NaN;
        if (deviation <= Tolerance) return deviation;
        string objection = string.Create(CultureInfo.InvariantCulture,
            $"{talk.Entrant.Name}, {discipline.Kind} {discipline.Title}: computes {own[0]:g9} where Myelin computes {expected[0]:g9}");
        log.WriteLine($"  {objection}");
        Objections.Add(objection);
        return null;
    }
}
