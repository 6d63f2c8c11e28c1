using Myelin.Figures;

namespace Myelin.Documents.Tests;

/// <summary>docs/figures is what tools/Myelin.Figures draws today, to the last digit.</summary>
public class FigureTests
{
    const string Folder = "docs/figures";

    public static TheoryData<string> Names => [.. ActivationFigure.All().Select(figure => figure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsCurrent(string name)
    {
        string expected = ActivationFigure.All().Single(figure => figure.Name == name).Svg;
        string path = Repository.FullPath($"{Folder}/{name}.svg");
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == expected,
            $"{Folder}/{name}.svg is not current: dotnet run --project tools/Myelin.Figures -- {Folder}");
    }

    [Fact]
    public void TheNetworkIsDrawnByTrace()
    {
        string folder = Directory.CreateTempSubdirectory("figure").FullName;
        try
        {
            Run run = Run.Of(folder, Repository.Program("src/Myelin.Cli"), "trace", "--svg", "network.svg");
            Assert.True(run.ExitCode == 0, run.Errors);
            Assert.True(
                File.ReadAllText(Path.Combine(folder, "network.svg")) == File.ReadAllText(Repository.FullPath($"{Folder}/network.svg")),
                $"{Folder}/network.svg is not current: myelin trace --svg {Folder}/network.svg");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
