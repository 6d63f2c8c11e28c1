using System.Text.Json;

namespace Myelin.Tables;

/// <summary>Figures of others that were measured once: recorded.json beside this program.</summary>
public sealed record Recorded(string Source, IReadOnlyDictionary<string, Dictionary<string, Outcome>> Learners)
{
    public static Recorded Read() => JsonSerializer.Deserialize<Recorded>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "recorded.json")), JsonSerializerOptions.Web)!;

    public Summary? Of(string learner, TableSet set) =>
        Learners.TryGetValue(learner, out Dictionary<string, Outcome>? sets) && sets.TryGetValue(set.Name, out Outcome? outcome)
            ? new([outcome])
            : null;
}
