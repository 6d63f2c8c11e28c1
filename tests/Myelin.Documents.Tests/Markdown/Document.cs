using System.Text.RegularExpressions;

namespace Myelin.Documents.Tests.Markdown;

/// <summary>A Markdown file of the repository, as far as the tests need to understand it.</summary>
sealed partial record Document(string Path)
{
    static readonly EnumerationOptions s_everywhere = new() { RecurseSubdirectories = true };

    /// <summary>Every document for readers, by its path from the root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.GetFiles(Repository.Root, "*.md"),
        .. Directory.GetFiles(Repository.FullPath("docs"), "*.md", s_everywhere),
    ];

    public string Name => System.IO.Path.GetRelativePath(Repository.Root, Path).Replace('\\', '/');

    public string[] Lines { get; } = File.ReadAllLines(Path);

    /// <summary>Fenced blocks: their language, text and line.</summary>
    public IEnumerable<Block> Blocks()
    {
        for (int i = 0; i < Lines.Length; i++)
        {
            if (!Lines[i].StartsWith("```", StringComparison.Ordinal)) continue;
            int end = Array.FindIndex(Lines, i + 1, line => line.StartsWith("```", StringComparison.Ordinal));
            Assert.True(end > 0, $"{Name}:{i + 1}: a block begins and never ends.");
            yield return new(Lines[i][3..].Trim(), Lines[(i + 1)..end], i + 1, end + 1);
            i = end;
        }
    }

    /// <summary>Links and images to files, outside of blocks, with the line they stand in.</summary>
    public IEnumerable<(string Target, int Line)> Links()
    {
        var fenced = Blocks().SelectMany(block => Enumerable.Range(block.Line, block.EndLine - block.Line + 1)).ToHashSet();
        return from i in Enumerable.Range(0, Lines.Length)
               where !fenced.Contains(i + 1)
               from Match match in Link().Matches(Lines[i])
               select (match.Groups[1].Value, i + 1);
    }

    /// <summary>A link's file, from the root.</summary>
    public string Resolve(string target) => System.IO.Path.GetFullPath(
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, target.Split('#')[0]));

    [GeneratedRegex(@"(?:\]\(|src="")([^)\s""]+)")]
    private static partial Regex Link();
}

/// <summary>A fenced block.</summary>
/// <param name="Line">of its first fence, from 1</param>
sealed record Block(string Language, IReadOnlyList<string> Lines, int Line, int EndLine)
{
    public string Text => string.Join('\n', Lines);
}
