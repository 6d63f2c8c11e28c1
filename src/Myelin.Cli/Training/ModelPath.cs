using Myelin.Files;

namespace Myelin.Cli.Training;

/// <summary>Where a model is written.</summary>
static class ModelPath
{
    /// <summary>The data's name with .safetensors, in the current folder.</summary>
    public static string For(DataSource data) => $"{data.Stem}.safetensors";

    /// <summary>Throws where the model could not be written, or would take the place of something that is no model.</summary>
    public static void Check(string path)
    {
        FileCheck.Writable(path);
        if (!File.Exists(path) || new FileInfo(path).Length == 0 || IsModel(path)) return;
        throw CommandException.BadInput($"{path}: exists and is not a Myelin model, so it is not overwritten. Name another file with --output, or remove it.");
    }

    static bool IsModel(string path)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            _ = ModelFile.ReadNetwork(file);
            return true;
        }
        catch (InvalidFileException)
        {
            return false;
        }
    }
}
