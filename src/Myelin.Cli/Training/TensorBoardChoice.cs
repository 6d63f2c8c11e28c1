using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.TensorBoard;

namespace Myelin.Cli.Training;

/// <summary>The option that names the folder of a run's events.</summary>
sealed class TensorBoardChoice
{
    public Option<string?> Folder { get; } = Given.Text("--tensorboard", "DIR",
        "Write losses, metrics, learning rates and histograms to this folder while training, for TensorBoard. Default: none.");

    /// <summary>Null where none are asked for; refuses a folder that cannot be written, or holds another run.</summary>
    /// <param name="checkpoints">of a training that is resumed, the folder has its earlier events</param>
    public EventFiles? Read(ParseResult line, Checkpoints? checkpoints)
    {
        if (line.GetValue(Folder) is not { } folder) return null;
        TensorBoardWriter.EnsureWritable(folder, checkpoints is { Resume: true } or { ResumeAnyway: true });
        return new(folder, error => Warnings.Write(
            [$"{Remedies.Of(line).Text(error)} Training goes on without writing events"], Remedies.Of(line)));
    }
}
