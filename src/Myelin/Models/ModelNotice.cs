namespace Myelin;

/// <summary>What became of a watched file that had changed.</summary>
/// <param name="Path">of the file</param>
/// <param name="Error">why it could not be loaded, so that the model stays as it was; null where it has become the model</param>
public sealed record ModelNotice(string Path, Exception? Error)
{
    public override string ToString() => Error is null ? $"{Path} has become the model." : $"The model stays as it was: {Error.Message}";
}
