using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Myelin.Native.Tests;

/// <summary>The library, published once as docs/native.md says, into a folder that is gone after the tests.</summary>
public sealed class Published : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("myelin-published-");

    public Published()
    {
        Absent = !OperatingSystem.IsLinux() ? "The library is tried on Linux."
            : RuntimeInformation.ProcessArchitecture != Architecture.X64 ? "The library is tried on x64."
            : Answers("gcc") ? null
            : "gcc is not installed: NativeAOT links with it.";
        if (Absent is not null) return;
        // folders of its own: what the solution has built stays as it is
        (int code, string output) = Program("dotnet", "publish", Repository.FullPath("src/Myelin.Native"), "-c", "Release", "--nologo",
            "-p:RunAnalyzers=false", "-o", Folder, "--artifacts-path", this["build"]);
        if (code != 0) throw new InvalidOperationException($"The library was not published: {output}");
    }

    /// <summary>Why it is not there; null where it is.</summary>
    public string? Absent { get; }

    public string Folder => Path.Combine(_folder.FullName, "library");

    public string Library => Path.Combine(Folder, "libmyelin.so");

    /// <summary>A file in the folder.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    public static bool Answers(string program)
    {
        try
        {
            return Program(program, "--version").Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Compiles one of Callers against the library, or a text.</summary>
    public string Compile(string source, string? text = null)
    {
        string program = this[Path.GetFileNameWithoutExtension(source)], path = Path.Combine(AppContext.BaseDirectory, "Callers", source);
        if (text is not null) File.WriteAllText(path = this[source], text);
        (int code, string output) = Program("gcc", "-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", "-O1",
            "-D_POSIX_C_SOURCE=200112L",
            path, "-I", Folder, "-L", Folder, "-lmyelin", "-lm", "-pthread",
            $"-Wl,-rpath,{Folder}", "-o", program);
        Assert.True(code == 0, output);
        return program;
    }

    /// <summary>What a program says that is run in the folder and must succeed.</summary>
    public string Run(string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName };
        start.Environment["LIBMYELIN"] = Library;
        (int code, string output) = Program(start);
        Assert.True(code == 0, output);
        return output;
    }

    public static (int Code, string Output) Program(string program, params IReadOnlyList<string> arguments) =>
        Program(new ProcessStartInfo(program, arguments));

    static (int Code, string Output) Program(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(6)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} did not end within six minutes.");
        }
        return (process.ExitCode, (output.Result + errors.Result).ReplaceLineEndings("\n"));
    }

    public void Dispose() => _folder.Delete(true);
}
