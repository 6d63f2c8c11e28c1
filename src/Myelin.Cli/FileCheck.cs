using Myelin.Basis;
using Myelin.Cli.Native;
using Myelin.Cli.Output;
using Myelin.Cli.Training;

namespace Myelin.Cli;

/// <summary>Files are tried before the work begins, not after it.</summary>
static class FileCheck
{
    /// <summary>The same of a model's file; one of ONNX is to be imported first.</summary>
    public static void Model(string path)
    {
        Readable(path);
        if (SpecialFile.Of(path) is null && ForeignFile.Recognize(FileHead.Bytes(path, ForeignFile.HeadLength)) == ForeignFile.OnnxModel)
            throw CommandException.BadInput(
                $"{path}: is {ForeignFile.OnnxModel}. Import it first: myelin import {CheckpointChoice.Quoted(path)}");
    }

    /// <summary>Whether a model's file is of a table, and not of a network alone.</summary>
    public static bool HasTable(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.Metadata.ContainsKey("table");
    }

    /// <summary>Throws where there is no such file to read, and suggests the one that may have been meant.</summary>
    public static void Readable(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw CommandException.WrongUse($"'{path}' is no file's name. Was a variable not set?");
        if (Directory.Exists(path)) throw CommandException.BadInput($"{path}: is a folder. Name a file in it.");
        if (SpecialFile.DescriptorOf(path) is { } number && !Descriptor.IsInherited(number))
            throw CommandException.BadInput($"{path}: is closed. Open it when you start the command, or name a file.");
        if (File.Exists(path))
        {
            // a pipe, whose length is 0 too, can be opened once only
            if (new FileInfo(path).Length == 0) return;
            using FileStream stream = File.OpenRead(path);
            return;
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw CommandException.BadInput($"{path}: there is no such file, and no folder {folder}.");
        string? near = NearMiss.Of(Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(1000).Select(Path.GetFileName)!);
        throw CommandException.BadInput($"{path}: there is no such file.{(near is null ? "" : $" Did you mean {near}?")}");
    }
}
