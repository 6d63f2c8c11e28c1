namespace Myelin.Documents.Tests;

/// <summary>README.md's way to have myelin as a command of its own.</summary>
public sealed class InstallTests : IDisposable
{
    const string Pack = "dotnet pack src/Myelin.Cli -c Release -o packages",
        Install = "dotnet tool install Myelin.Cli --global --source packages";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("myelin-install-");

    [Fact]
    public void ThePackedCommandTrainsAndAsksDatabases()
    {
        Assert.SkipUnless(Repository.Configuration == "Release", "What is packed is the Release build.");
        string readme = File.ReadAllText(Repository.FullPath("README.md")), packages = In("packages"), tools = In("tools");
        Assert.Contains($"{Pack}\n{Install}\n", readme, StringComparison.Ordinal);

        // the tests have built it, and go on running it
        Do([.. Pack["dotnet ".Length..].Replace("-o packages", "--no-build -o", StringComparison.Ordinal).Split(' '), packages]);
        Do([.. Install["dotnet ".Length..].Replace("--global --source packages", "--tool-path", StringComparison.Ordinal).Split(' '),
            tools, "--source", packages]);

        string myelin = Path.Combine(tools, OperatingSystem.IsWindows() ? "myelin.exe" : "myelin"), model = In("iris.safetensors");
        string iris = Repository.FullPath("samples/data/iris.csv");
        Run trained = Run.Program(myelin, _folder.FullName, "train", iris, "--target", "species", "--quality", "fast", "--epochs", "2",
            "--output", model, "--plot", In("iris.svg"));
        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.True(File.Exists(In("iris.svg")));
        Run asked = Run.Program(myelin, _folder.FullName, "evaluate", model, "--sql", $"SELECT * FROM '{iris}' WHERE sepal_width < 3");
        Assert.True(asked.ExitCode == 0, asked.Errors);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    string In(string name) => Path.Combine(_folder.FullName, name);

    static void Do(IReadOnlyList<string> arguments)
    {
        Run run = Run.Of(Repository.Root, arguments);
        Assert.True(run.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {run.ExitCode}: {run.Errors}{run.Output}");
    }
}
