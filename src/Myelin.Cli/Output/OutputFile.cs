using System.CommandLine;
using Myelin.Cli.Training;

namespace Myelin.Cli.Output;

/// <summary>
/// A file that a command writes. It never takes the place of an input of the same command, or of a file that this kind of output did not
/// write, unless --force is given. Standard output, pipes and devices are written through.
/// </summary>
/// <example><code>
/// OutputFile page = OutputFile.Of(line, _output, OutputKind.Report);   // before the work: throws where it may not be written
/// page.Write(stream => …);                                             // after it
/// </code></example>
sealed class OutputFile
{
    readonly SpecialFile? _special;

    OutputFile(string path, SpecialFile? special, bool replaces) => (Path, _special, Replaces) = (path, special, replaces);

    /// <summary>The option that every command has that writes files.</summary>
    public static Option<bool> Force { get; } = Given.Flag("--force",
        "Replace a file that is an input of this command, or that Myelin did not write. Default: refuse.");

    public string Path { get; }

    /// <summary>Whether there was a file of this kind before.</summary>
    public bool Replaces { get; }

    /// <summary>How large it is, as a message ends with it: " (1.2 MB)"; nothing where that is not known.</summary>
    public string Size => _special is null ? $" ({Reports.Bytes(new FileInfo(Path).Length)})" : "";

    /// <summary>Whether what is written is standard output's, so that nothing else may be written there.</summary>
    public bool IsStandardOutput => _special is { Descriptor: 1 };

    /// <summary>Whether it may be written once more: what went through a pipe is gone.</summary>
    public bool CanBeReplaced => _special is null;

    /// <summary>The file of an option, or of a default name; throws where it may not be written.</summary>
    /// <param name="name">the path where the option is not given</param>
    public static OutputFile Of(ParseResult line, Option<string?> option, OutputKind kind, string? name = null)
    {
        string path = line.GetValue(option) ?? name ?? throw new ArgumentException($"{option.Name} was not given, and has no default.");
        SpecialFile? special = SpecialFile.Of(path);
        if (special is not null) return new(path, special, false);
        AtomicFile.EnsureWritable(path);
        if (new NamedFiles(line).Clash(path, option) is { } other)
            throw CommandException.WrongUse($"{path}: is named by {other} too. Give {option.Name} another name.");
        bool replaces = File.Exists(path) && new FileInfo(path).Length > 0;
        if (replaces && !line.GetValue(Force)) Refuse(line, path, option, kind);
        return new(path, null, replaces);
    }

    /// <summary>The file of an option; null where it is not given.</summary>
    public static OutputFile? IfGiven(ParseResult line, Option<string?> option, OutputKind kind) =>
        line.GetValue(option) is null ? null : Of(line, option, kind);

    /// <summary>Writes the content: all of it, or the old file stays as it was.</summary>
    public void Write(Action<Stream> write)
    {
        if (_special is null) AtomicFile.Write(Path, write);
        else _special.Write(write);
    }

    /// <summary>The same for what can only write to a path, as a model does.</summary>
    public void Save(Action<string> save)
    {
        if (_special is null) save(Path);
        else _special.Copy(save);
    }

    static void Refuse(ParseResult line, string path, Option option, OutputKind kind)
    {
        string remedy = $"Give {option.Name} another name, or pass --force to replace it.";
        if (new NamedFiles(line).Input(path, option) is { } input)
            throw CommandException.BadInput($"{path}: is an input of this command ({input}), so it is not overwritten. {remedy}");
        bool known;
        try
        {
            known = kind.Wrote(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            known = false;
        }
        if (known) return;
        string isNot = kind.Name.Length > 0 ? $" and is not {kind.Name}{What(path)}" : "";
        throw CommandException.BadInput($"{path}: exists{isNot}, so it is not overwritten. {remedy}");
    }

    // what it is, where that is known
    static string What(string path)
    {
        try
        {
            if (OutputKind.Model.Wrote(path)) return $" but {OutputKind.Model.Name}";
            string? kind = ForeignFile.Recognize(FileHead.Bytes(path, ForeignFile.HeadLength));
            // a remedy in brackets is for those who read it
            return kind is null ? "" : $" but {kind.Split(" (", 2)[0].Split(';', 2)[0]}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
