using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Myelin.Cli.Output;

/// <summary>
/// What a path may name beside a file: standard output, an open descriptor, a pipe, a device. Nothing is renamed over these.
/// </summary>
sealed class SpecialFile
{
    readonly string _path;

    SpecialFile(string path, int? descriptor) => (_path, Descriptor) = (path, descriptor);

    /// <summary>The number of an open file; null for one that has to be opened.</summary>
    public int? Descriptor { get; }

    /// <summary>Null for a file, and for what is not there yet.</summary>
    public static SpecialFile? Of(string path)
    {
        if (path == "-") return new(path, StandardStream.Output);
        if (OperatingSystem.IsWindows()) return path.Equals("NUL", StringComparison.OrdinalIgnoreCase) ? new(path, null) : null;
        if (DescriptorOf(path) is { } descriptor) return new(path, descriptor);
        return FileIdentity.Of(path) is { IsSpecial: true } ? new(path, null) : null;
    }

    public void Write(Action<Stream> write)
    {
        try
        {
            using Stream stream = Open();
            write(stream);
            stream.Flush();
        }
        catch (IOException e) when (Descriptor != StandardStream.Output && !e.Message.StartsWith(_path, StringComparison.Ordinal))
        {
            throw new IOException($"{_path}: cannot be written: {Failure.OneLine(e.Message)}", e);
        }
    }

    /// <summary>Saves to a file of its own, and copies that.</summary>
    public void Copy(Action<string> save)
    {
        string folder = Directory.CreateTempSubdirectory("myelin-").FullName, file = Path.Combine(folder, "output");
        try
        {
            save(file);
            Write(stream =>
            {
                using FileStream saved = File.OpenRead(file);
                saved.CopyTo(stream);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    Stream Open() => Descriptor switch
    {
        StandardStream.Output => StandardStream.OfOutput(),
        { } closed when !Native.Descriptor.IsInherited(closed) => throw new IOException("it is closed"),
        { } number => new FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write, 1),
        _ => new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1),
    };

    // through links as well: /dev/stdout is one to /proc/self/fd/1
    public static int? DescriptorOf(string path)
    {
        string full = Path.GetFullPath(path);
        for (int links = 0; links < 8; links++)
        {
            int? number = full switch
            {
                "/dev/stdin" => 0,
                "/dev/stdout" => 1,
                "/dev/stderr" => 2,
                _ => NumberIn(full, "/dev/fd/") ?? NumberIn(full, "/proc/self/fd/") ?? NumberIn(full, $"/proc/{Environment.ProcessId}/fd/"),
            };
            if (number is not null) return number;
            if (new FileInfo(full).LinkTarget is not { } target) return null;
            full = Path.GetFullPath(target, Path.GetDirectoryName(full)!);
        }
        return null;
    }

    static int? NumberIn(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) &&
        int.TryParse(path.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
