using System.Globalization;
using Myelin.Soak;

// Looks for leaks: the same work a thousand times over, and the process must not grow.
//
//     dotnet run --project tests/Myelin.Soak -c Release -- [CYCLES [PREDICTIONS]]
//
// Without numbers 1,000 trainings, each with a model written, read and disposed of, and 1,000,000 predictions. The first hundred, and the
// first tenth, are warm-up. The exit code is 1 if resident memory then grows by 5 % or more, or if there are more
// threads or handles at the end.
//
//     dotnet run --project tests/Myelin.Soak -c Release -- lives [SWAPS [DISPOSALS]]
//
// Ends models in use: 8 threads predict and each replaces the model 1,000 times, for three sizes of networks; and 200 models
// and trainers are disposed of while they are trained. The exit code is 1 after a wrong number; whatever reads memory that
// was freed may end the program.

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["lives", ..])
{
    int swaps = args.Length > 1 ? int.Parse(args[1]) : 1000, disposals = args.Length > 2 ? int.Parse(args[2]) : 200;
    return new Lives(threads: 8).Replace(swaps) & Lives.EndTrainings(disposals) ? 0 : 1;
}
int cycles = args.Length > 0 ? int.Parse(args[0]) : 1000, predictions = args.Length > 1 ? int.Parse(args[1]) : 1_000_000;
using var work = new Work();
bool good = Repeat("trainings", cycles, (from, count) =>
{
    for (int i = from; i < from + count; i++) work.Cycle(i);
});
good &= Repeat("predictions", predictions, (_, count) => work.Predict(count));
return good ? 0 : 1;

static bool Repeat(string what, int count, Action<int, int> run)
{
    int first = Math.Max(100, count / 10);
    // looking opens files of its own, the first time, and so does the console, which begins a thread for signals
    Console.WriteLine($"{first,9:N0} {what} to warm up: {Footprint.Now()}");
    run(0, first / 2);
    run(first / 2, first - first / 2);
    Footprint warm = Footprint.Now(), end = warm;
    Console.WriteLine($"{first,9:N0} {what}: {warm}");
    for (int part = 0; part < 9; part++)
    {
        int from = first + (count - first) * part / 9, to = first + (count - first) * (part + 1) / 9;
        run(from, to - from);
        end = Footprint.Now();
        Console.WriteLine($"{to,9:N0} {what}: {end}");
    }
    double growth = (double)end.Resident / warm.Resident - 1;
    bool good = growth < 0.05 && end.Threads <= warm.Threads && end.Handles <= warm.Handles;
    Console.WriteLine($"{what}: resident {100 * growth:+0.0;-0.0;0} %, threads {end.Threads - warm.Threads:+0;-0;0}, " +
        $"handles {end.Handles - warm.Handles:+0;-0;0}: {(good ? "no leak" : "GROWS")}");
    return good;
}
