namespace Myelin.Cli.Tests;

/// <summary>A folder with the irises and a model that was trained on them by the program itself.</summary>
public sealed class IrisModel : IDisposable
{
    public IrisModel()
    {
        File.Copy(Path.Combine(Cli.TestData, "..", "..", "samples", "data", "iris.csv"), At("iris.csv"));
        Training = Cli.RunIn(Folder, "train", "iris.csv", "--target", "species", "--plot", "iris.svg");
        Assert.True(Training.ExitCode == 0, Training.Error);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("myelin").FullName;

    public Run Training { get; }

    public string At(string file) => Path.Combine(Folder, file);

    public string Write(string file, string content)
    {
        File.WriteAllText(At(file), content);
        return file;
    }

    public Run Run(params string[] arguments) => Cli.RunIn(Folder, arguments);

    public string Succeeds(params string[] arguments)
    {
        Run run = Run(arguments);
        Assert.True(run.ExitCode == 0, $"myelin {string.Join(' ', arguments)} ended with {run.ExitCode}: {run.Error}");
        Assert.All(run.Error.Split('\n')[..^1], line => Assert.StartsWith("warning: ", line, StringComparison.Ordinal));
        return run.Output;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
