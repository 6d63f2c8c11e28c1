using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Myelin.Export.Tests;

/// <summary>Programs in C, compiled strictly and loaded; where there is no compiler, the test is skipped and says so.</summary>
sealed class CompiledC : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("myelin-export").FullName;
    readonly nint _library;

    public CompiledC(string compiler, IEnumerable<(string File, string Text)> files, params string[] flags)
    {
        Assert.SkipUnless(Exists(compiler), $"There is no {compiler} to compile the programs with.");
        string library = Path.Combine(_folder, "programs.so");
        var sources = new List<string>();
        foreach ((string file, string text) in files)
        {
            string path = Path.Combine(_folder, file);
            File.WriteAllText(path, text);
            if (file.EndsWith(".c", StringComparison.Ordinal)) sources.Add(path);
        }
        Run(compiler, [.. Strict, .. flags, "-shared", "-fPIC", .. sources, "-o", library, "-lm"]);
        _library = NativeLibrary.Load(library);
    }

    /// <summary>Every warning is an error. With the processor's fused multiply-adds, where it has them.</summary>
    public static string[] Strict =>
    [
        "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-O2",
        .. File.Exists("/proc/cpuinfo") && File.ReadAllText("/proc/cpuinfo").Contains(" fma ", StringComparison.Ordinal)
            ? ["-mfma"] : Array.Empty<string>(),
    ];

    public nint this[string function] => NativeLibrary.GetExport(_library, function);

    public static bool Exists(string program) => OperatingSystem.IsLinux()
        && Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    public static (string File, string Text)[] Files(string name, CProgram program)
    {
        using StringWriter source = new(), header = new();
        program.WriteSource(source, $"{name}.h");
        program.WriteHeader(header);
        return [($"{name}.c", source.ToString()), ($"{name}.h", header.ToString())];
    }

    public void Dispose()
    {
        if (_library != 0) NativeLibrary.Free(_library);
        if (Environment.GetEnvironmentVariable("MYELIN_KEEP") is null) Directory.Delete(_folder, recursive: true);
    }

    public static void Run(string program, params string[] arguments)
    {
        using Process process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {error.Result}");
    }
}
