using System.Text;
using System.Text.RegularExpressions;

namespace Myelin.Documents.Tests.Markdown;

/// <summary>
/// Every <c>console</c> block of the documents is run, in order, and prints what the document shows. An … in a shown line stands for
/// anything, a line of … alone for any lines.
/// </summary>
public partial class ConsoleTests
{
    public static TheoryData<string> Documents =>
        [.. Document.All.Where(path => new Document(path).Blocks().Any(block => block.Language == "console"))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void CommandsPrintWhatTheDocumentShows(string path)
    {
        // commands read the repository's small data and may write beside it
        string folder = Directory.CreateTempSubdirectory("console").FullName;
        try
        {
            string data = Path.Combine(folder, "samples", "data");
            Directory.CreateDirectory(data);
            if (Directory.Exists(Repository.FullPath("samples/data")))
                foreach (string file in Directory.GetFiles(Repository.FullPath("samples/data")))
                    File.Copy(file, Path.Combine(data, Path.GetFileName(file)));
            var document = new Document(path);
            foreach (Block block in document.Blocks().Where(block => block.Language == "console")) Check(document, block, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Check(Document document, Block block, string folder)
    {
        for (int i = 0; i < block.Lines.Count;)
        {
            string place = $"{document.Name}:{block.Line + 1 + i}", command = block.Lines[i++];
            Assert.True(command.StartsWith("$ ", StringComparison.Ordinal), $"{place}: a console block begins with \"$ \".");
            var shown = new List<string>();
            while (i < block.Lines.Count && !block.Lines[i].StartsWith("$ ", StringComparison.Ordinal)) shown.Add(block.Lines[i++]);
            Run run = Run.Of(folder, Arguments(command[2..], place));
            Assert.True(run.ExitCode == 0, $"{place}: {command} ended with {run.ExitCode}: {run.Errors}{run.Output}");
            while (shown.Count > 0 && shown[^1].Length == 0) shown.RemoveAt(shown.Count - 1);
            if (shown.Count > 0) Assert.True(Pattern(shown).IsMatch(run.Output), $"{place}: {command} printed\n{run.Output}");
        }
    }

    /// <summary>What dotnet is given to run a command of the documents.</summary>
    static string[] Arguments(string command, string place)
    {
        string[] words =
            [.. Word().Matches(command.Split(" #")[0]).Select(match => match.Value.Replace("\"", "", StringComparison.Ordinal))];
        if (words[0] == "myelin") return [Repository.Program("src/Myelin.Cli"), .. words[1..]];
        Assert.True(words is ["dotnet", "run", "--project", _, "-c", "Release", ..],
            $"{place}: {command} is no command that this test can run.");
        return [Repository.Program(words[3]), .. words.SkipWhile(word => word != "--").Skip(1)];
    }

    static Regex Pattern(IReadOnlyList<string> shown)
    {
        var pattern = new StringBuilder(@"\A");
        foreach (string line in shown)
            pattern.Append(
                line == "…" ? @"([^\n]*\n)*?" : Regex.Escape(line.TrimEnd()).Replace("…", "[^\\n]*", StringComparison.Ordinal) + @" *\n");
        return new Regex(pattern.Append(@"\s*\z").ToString());
    }

    // as a shell splits them: at spaces that are not within quotes
    [GeneratedRegex(@"(?:[^\s""]|""[^""]*"")+")]
    private static partial Regex Word();
}
