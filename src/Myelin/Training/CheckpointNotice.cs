namespace Myelin;

/// <summary>Something that happened to a training's states.</summary>
/// <param name="Path">the state's file</param>
/// <param name="Text">what happened, as a sentence without its end</param>
public sealed record CheckpointNotice(CheckpointEvent Event, string Path, string Text);
