using Myelin.Explain;

namespace Myelin.Cli.Output;

/// <summary>A part of a line.</summary>
readonly record struct Piece(string Text, Ink Ink = Ink.Plain)
{
    public static implicit operator Piece(string text) => new(text);
}
