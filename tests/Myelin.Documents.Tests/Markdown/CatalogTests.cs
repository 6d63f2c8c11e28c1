namespace Myelin.Documents.Tests.Markdown;

/// <summary>The README's table of what there is, against what there is.</summary>
public class CatalogTests
{
    public static TheoryData<string, string> Rows => new()
    {
        { "layers",
            string.Join(", ",
                typeof(Layer).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract)
                    .Select(type => type.Name).Order(StringComparer.Ordinal)) },
        { "activations", string.Join(", ", ActivationNames.All) },
        { "losses", string.Join(", ", LossNames.All) },
        { "optimizers", string.Join(", ", OptimizerNames.All) },
        { "schedules", string.Join(", ", ScheduleNames.All) },
        { "initializers", string.Join(", ", InitializerNames.All) },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void TheReadmeListsWhatThereIs(string row, string names) =>
        Assert.Contains($"| {row} | {names} |", File.ReadAllText(Repository.FullPath("README.md")), StringComparison.Ordinal);
}
