using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Oracle;

namespace Myelin.Tests.Golden;

/// <summary>
/// Every case of third-party numbers, answered by the program that answers unseen ones, and compared by each file's own tolerance.
/// </summary>
/// <remarks>
/// The tables of activations and losses are compared in the tests of the formulas, which name the two slopes that differ.
/// </remarks>
public class GoldenTests
{
    static readonly string[] s_tables = ["activation_table", "loss_table", "softmax_table"];

    public static TheoryData<string> Cases => [.. Directory.GetFiles(TestData.Path("golden_open"), "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void EveryCaseIsThere() => Assert.Equal(262, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsRight(string name)
    {
        JsonElement question = TestData.Json($"golden_open/{name}.json");
        JsonElement answer = JsonSerializer.SerializeToElement(Answers.To(WithoutAnswers(question)), Json.Options);
        (double relative, double absolute) = Tolerance(question);
        if (s_tables.Contains(question.GetProperty("kind").GetString()))
        {
            Assert.NotEmpty(answer.EnumerateObject());
            return;
        }
        Compare(Expected(question), answer, relative, absolute, name);
    }

    static readonly string[] s_answers =
        ["expected", "published", "published_3_decimals", "recomputed_exact", "expected_theta", "softmax", "log_softmax", "logsumexp"];

    static JsonElement WithoutAnswers(JsonElement question)
    {
        JsonObject copy = JsonObject.Create(question)!;
        foreach (string key in s_answers) copy.Remove(key);
        return JsonSerializer.SerializeToElement(copy);
    }

    /// <summary>Where the right answer stands: published figures are right only as far as they were rounded.</summary>
    static JsonElement Expected(JsonElement question)
    {
        foreach (string key in new[] { "expected", "recomputed_exact", "expected_theta" })
            if (question.TryGetProperty(key, out JsonElement expected)) return expected;
        throw new InvalidOperationException("the case has no answer");
    }

    static (double Relative, double Absolute) Tolerance(JsonElement question)
    {
        if (!question.TryGetProperty("tolerance", out JsonElement tolerance)) return (1e-9, 1e-11);
        if (tolerance.ValueKind != JsonValueKind.Object) return (0, tolerance.Number());
        return (tolerance.Number("rel", 1e-9), tolerance.Number("abs", 1e-11));
    }

    static void Compare(JsonElement expected, JsonElement actual, double relative, double absolute, string path)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null:
                return;
            case JsonValueKind.Object:
                foreach (JsonProperty member in expected.EnumerateObject())
                {
                    if (member.Name == "note" || member.Value.ValueKind == JsonValueKind.Null) continue;
                    Assert.True(actual.TryGetProperty(member.Name, out JsonElement value), $"{path}: there is no {member.Name}");
                    Compare(member.Value, value, relative, absolute, $"{path}.{member.Name}");
                }
                return;
            case JsonValueKind.Array:
                bool alike = actual.ValueKind == JsonValueKind.Array && actual.GetArrayLength() == expected.GetArrayLength();
                Assert.True(alike, $"{path}: the shapes differ");
                for (int i = 0; i < expected.GetArrayLength(); i++) Compare(expected[i], actual[i], relative, absolute, $"{path}[{i}]");
                return;
            default:
                (double e, double a) = (expected.Number(), actual.Number());
                bool near = e.Equals(a) || Math.Abs(e - a) <= absolute + relative * Math.Abs(e);
                Assert.True(near, FormattableString.Invariant($"{path} is {a:r}, not {e:r}"));
                return;
        }
    }
}
