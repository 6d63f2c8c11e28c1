using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Myelin.Tests.Numerics;

/// <summary>A program's text, compiled by gcc and loaded, or run by node; where there is none, the test is skipped and says so.</summary>
sealed class Compiled : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("myelin-source").FullName;
    readonly nint _library;

    public Compiled(string source)
    {
        Assert.SkipUnless(Exists("gcc"), "There is no gcc to compile the formulas with.");
        string path = Path.Combine(_folder, "formulas.c"), library = Path.Combine(_folder, "formulas.so");
        File.WriteAllText(path, source);
        Run("gcc", "-std=c11", "-O2", "-Wall", "-Wextra", "-Wno-pedantic", "-Werror", Fused,
            "-ffp-contract=off", "-shared", "-fPIC", path, "-o", library, "-lm");
        _library = NativeLibrary.Load(library);
    }

    public nint this[string function] => NativeLibrary.GetExport(_library, function);

    /// <summary>What a program of C with a main of its own prints.</summary>
    public static string Run(string source)
    {
        Assert.SkipUnless(Exists("gcc"), "There is no gcc to compile the formulas with.");
        string folder = Directory.CreateTempSubdirectory("myelin-source").FullName, path = Path.Combine(folder, "step.c"),
            program = Path.Combine(folder, "step");
        File.WriteAllText(path, source);
        try
        {
            Run("gcc", "-std=c11", "-O2", "-Wall", "-Wextra", "-Wno-pedantic", "-Werror", Fused,
                "-ffp-contract=off", path, "-o", program, "-lm");
            return Run(program, []);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static string Node(string source)
    {
        Assert.SkipUnless(Exists("node"), "There is no node to run the formulas with.");
        string path = Path.Combine(Directory.CreateTempSubdirectory("myelin-source").FullName, "formulas.js");
        File.WriteAllText(path, source);
        try
        {
            return Run("node", path);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    public void Dispose()
    {
        if (_library != 0) NativeLibrary.Free(_library);
        Directory.Delete(_folder, recursive: true);
    }

    // of the processor, whatever instructions the tests themselves may use: without it C's library multiplies and adds in software
    static string Fused =>
        File.Exists("/proc/cpuinfo") && File.ReadAllText("/proc/cpuinfo").Contains(" fma ", StringComparison.Ordinal) ? "-mfma"
            : "-DNO_FMA";

    static bool Exists(string program) => OperatingSystem.IsLinux()
        && Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    static string Run(string program, params string[] arguments)
    {
        using Process process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {error.Result}");
        return output;
    }
}
