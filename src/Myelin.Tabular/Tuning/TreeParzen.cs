using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// Proposes settings: at random first, then where good trials are dense and others are not. Of 24 values drawn from l, the density of the
/// best quarter, that with the largest l/g is taken, g the density of the rest (Bergstra, Bardenet, Bengio, Kégl 2011, section 4).
/// </summary>
/// <remarks>
/// A proposal is a function of the seed, the trial's number and the trials before it: a search that is taken up
/// again goes on as it would have.
/// </remarks>
static class TreeParzen
{
    const int RandomTrials = 8, Candidates = 24;
    const double GoodShare = 0.25, Width = 0.15;

    /// <summary>
    /// How often a value is drawn at random all the same: a value that began badly beside bad others would else never be tried again.
    /// </summary>
    const double RandomShare = 0.2;

    public static IReadOnlyDictionary<string, string> Propose(SearchSpace space, IReadOnlyList<Trial> before, ulong seed)
    {
        var settings = new Dictionary<string, string>();
        for (int i = 0; i < space.Settings.Count; i++)
        {
            var random = new RandomStream(seed, RandomPurpose.Other, 0x74756E65, (uint)before.Count, (uint)i);
            Setting setting = space.Settings[i];
            settings[setting.Name] = before.Count <= RandomTrials
                ? setting.Values.At(random.NextDouble())
                : Value(setting, before, ref random);
        }
        return settings;
    }

    static string Value(Setting setting, IReadOnlyList<Trial> before, ref RandomStream random)
    {
        if (random.NextDouble() < RandomShare) return setting.Values.At(random.NextDouble());
        Trial[] known =
            [.. before.Where(trial => trial.Settings.ContainsKey(setting.Name)).OrderBy(trial => trial.Loss).ThenBy(trial => trial.Number)];
        int goods = Math.Max(1, (int)Math.Ceiling(GoodShare * known.Length));
        double[] places = [.. known.Select(trial => setting.Values.PlaceOf(trial.Settings[setting.Name]) ?? 0.5)];
        double[] good = places[..goods], other = places[goods..];
        int count = setting.Values.Count;
        double best = 0, largest = double.NegativeInfinity;
        for (int candidate = 0; candidate < Candidates; candidate++)
        {
            double place = Draw(good, count, ref random), ratio = Density(place, good, count) / Density(place, other, count);
            if (ratio > largest) (best, largest) = (place, ratio);
        }
        return setting.Values.At(best);
    }

    // from a kernel around one of the places, or from anywhere: that is one place more
    static double Draw(double[] places, int count, ref RandomStream random)
    {
        int of = random.NextInt32(places.Length + 1);
        double free = random.NextDouble(), step = Width * random.Normal();
        if (of == places.Length) return free;
        if (count > 0) return places[of];
        double place = Math.Abs(places[of] + step);
        place = place > 1 ? 2 - place : place;
        return Math.Clamp(place, 0, 1 - 1e-12);
    }

    static double Density(double place, double[] places, int count)
    {
        double sum = 1;
        foreach (double at in places)
        {
            double z = (place - at) / Width;
            // √2π
            sum += count > 0
                ? (int)(place * count) == (int)(at * count) ? count : 0
                : Rows.Exp(-0.5 * z * z) / (Width * 2.5066282746310002);
        }
        return sum / (places.Length + 1);
    }
}
