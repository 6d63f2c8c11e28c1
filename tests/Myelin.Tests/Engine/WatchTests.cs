using System.Diagnostics;
using Myelin.Oracle;

namespace Myelin.Tests.Engine;

/// <summary>The weights of one training, bit for bit, on any machine, with any vectors, in any language.</summary>
public class WatchTests
{
    /// <summary>Changes only where a formula's bits are meant to change; then the change is a line of history.</summary>
    const string Digest = "d0b6b9332e20d450409f906abedba84d56590b3b9af31e92fa18fd94c7429631";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void ThreadsDoNotChangeIt(int threads) => Assert.Equal(Digest, WatchNetwork.Digest(threads));

    [Theory]
    [InlineData("DOTNET_EnableAVX512=0")]
    [InlineData("DOTNET_EnableAVX2=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0")]
    [InlineData("DOTNET_TieredCompilation=0")]
    [InlineData("DOTNET_TieredPGO=0")]
    [InlineData("LANG=de_DE.UTF-8")]
    [InlineData("LANG=tr_TR.UTF-8")]
    public async Task TheMachineDoesNotChangeIt(string setting)
    {
        string[] parts = setting.Split('=');
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            ArgumentList = { "exec", Program(), "digest", "2" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [parts[0]] = parts[1] },
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
        Assert.Equal(Digest, (await output).Trim());
    }

    // beside this program's own folder, built alike
    static string Program()
    {
        string here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string framework = Path.GetFileName(here), configuration = Path.GetFileName(Path.GetDirectoryName(here)!);
        return Repository.FullPath(Path.Combine("tests", "Myelin.Oracle", "bin", configuration, framework, "Myelin.Oracle.dll"));
    }
}
