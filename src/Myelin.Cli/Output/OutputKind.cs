using Myelin.Explain;

namespace Myelin.Cli.Output;

/// <summary>A kind of file that a command writes, and how one that Myelin wrote itself is told from a file of yours.</summary>
/// <param name="Name">what messages call it: "a report"; empty where no file is replaced unasked, whatever it is</param>
/// <param name="Wrote">whether Myelin wrote the file of this path as this kind, by its content alone</param>
sealed record OutputKind(string Name, Func<string, bool> Wrote)
{
    const int Head = 4096;

    /// <summary>A trained model: replaced by one that is trained anew.</summary>
    public static OutputKind Model { get; } = new("a Myelin model", IsModel);

    /// <summary>
    /// A model of <c>myelin import</c>, which nothing tells from one that was trained: an existing file is never replaced unasked.
    /// </summary>
    public static OutputKind Imported { get; } = new("", _ => false);

    /// <summary>A page of <c>myelin report</c>.</summary>
    public static OutputKind Report { get; } = new("a report of Myelin",
        path => HeadOf(path).Contains(Generator.MarkOf("report"), StringComparison.Ordinal));

    /// <summary>A plot, SVG or PNG.</summary>
    public static OutputKind Plot { get; } = new("a plot of Myelin", path =>
        HeadOf(path) is var head
            &&
        (head.Contains(Generator.CommentOf("plot"), StringComparison.Ordinal) || head.Contains(PngMark.Text, StringComparison.Ordinal)));

    /// <summary>A drawing of <c>myelin trace --svg</c>.</summary>
    public static OutputKind Drawing { get; } = new("a drawing of Myelin",
        path => HeadOf(path).Contains(Generator.CommentOf("drawing"), StringComparison.Ordinal));

    /// <summary>A page of <c>myelin trace --html</c>.</summary>
    public static OutputKind Trace { get; } = new("a trace of Myelin",
        path => HeadOf(path).Contains(Generator.MarkOf("trace"), StringComparison.Ordinal));

    /// <summary>A search's journal, which grows.</summary>
    public static OutputKind Journal { get; } = new("a journal of myelin tune",
        path => HeadOf(path).StartsWith("{\"search\":", StringComparison.Ordinal));

    /// <summary>Predictions as JSON.</summary>
    public static OutputKind PredictionsJson { get; } = new("predictions of Myelin as JSON", path =>
        HeadOf(path) is ['{', ..] head && head[1..].TrimStart().StartsWith("\"target\":", StringComparison.Ordinal)
            && head.Contains("\"predictions\":", StringComparison.Ordinal));

    /// <summary>Predictions as CSV.</summary>
    /// <param name="header">the first line that is to be written, without its end</param>
    public static OutputKind Predictions(string header) => new("predictions of Myelin", path => PredictionsText.IsOurs(path, header));

    /// <summary>Rows of a table, which nothing tells from a table of yours: an existing file is never replaced unasked.</summary>
    public static OutputKind Rows { get; } = new("rows that Myelin wrote", _ => false);

    static bool IsModel(string path)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            _ = ModelFile.ReadNetwork(file);
            // a training's state holds a network, too
            return !file.Metadata.ContainsKey("checkpoint");
        }
        catch (InvalidFileException)
        {
            return false;
        }
    }

    static string HeadOf(string path) => FileHead.Text(path, Head);
}
