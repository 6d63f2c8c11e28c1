using System.Text;
using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>Recipes in files: JSON with a text for each setting, which people may change.</summary>
public static class RecipeFile
{
    /// <summary>Writes every setting.</summary>
    public static void Save(string path, Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            RecipeKeys.Write(json, recipe);
        });
    }

    /// <summary>
    /// The recipe of a file, or the one that a model was trained with; what <c>inspect --json</c> prints of a model is read, too.
    /// </summary>
    /// <exception cref="InvalidFileException">The file is neither, or a setting is unknown or cannot have its value.</exception>
    public static Recipe Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!BeginsAsJson(path))
        {
            using TabularModel model = TabularModel.Load(path);
            return model.Recipe ?? throw new InvalidFileException(path, "has no recipe: its model was trained with layers of its own");
        }
        StrictJson json = StrictJson.Parse(File.ReadAllText(path, Encoding.UTF8), path, "recipe");
        return RecipeKeys.Read(json.Find("recipe") ?? json);
    }

    // a model begins with the length of its header
    static bool BeginsAsJson(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var start = new byte[16];
        string text = Encoding.UTF8.GetString(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
        return text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n') is "" or ['{', ..] && !text.Contains('\0', StringComparison.Ordinal);
    }
}
