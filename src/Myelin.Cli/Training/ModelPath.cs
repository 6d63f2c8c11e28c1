namespace Myelin.Cli.Training;

/// <summary>Where a model is written.</summary>
static class ModelPath
{
    /// <summary>The data's name with .safetensors, in the current folder.</summary>
    public static string For(DataSource data) => $"{data.Stem}.safetensors";
}
