using System.Text;
using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>
/// A search's trials in a file, one line of JSON each, written when the trial is done: what was tried survives whatever stops the program.
/// </summary>
/// <remarks>The first line says what was searched. A last line without its end, from a program that was killed, is cut off.</remarks>
public sealed class Journal : IDisposable
{
    /// <summary>A hundred thousand trials and more.</summary>
    const int LongestFile = 1 << 26;

    readonly FileStream _stream;
    readonly List<Trial> _trials = [];

    Journal(FileStream stream) => _stream = stream;

    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>Opens the journal of this search, or begins it.</summary>
    /// <param name="search">what is searched, and on what: all that must be the same to go on</param>
    /// <exception cref="InvalidFileException">The file is no journal, or is of another search; the message says
    /// in what they differ.</exception>
    public static Journal Open(string path, IReadOnlyDictionary<string, string> search)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(search);
        AtomicFile.EnsureWritable(path);
        var journal = new Journal(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        try
        {
            journal.Read(path, search);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Writes a line, and does not return before it is on the disk.</summary>
    public void Add(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        Append(json =>
        {
            json.WriteNumber("trial", trial.Number);
            WriteTexts(json, "settings", trial.Settings);
            json.WriteStartArray("losses");
            foreach (double loss in trial.Losses) json.WriteNumberValue(loss);
            json.WriteEndArray();
            if (trial.Failure is not null) json.WriteString("failure", trial.Failure);
            json.WriteNumber("seconds", Math.Round(trial.Seconds, 3));
        });
        _trials.Add(trial);
    }

    void Read(string path, IReadOnlyDictionary<string, string> search)
    {
        if (_stream.Length > LongestFile)
            throw new InvalidFileException(path,
                $"has {_stream.Length} bytes, and no journal of a search has more than {LongestFile}. Name another file");
        using var reader = new StreamReader(_stream, new UTF8Encoding(false, true), leaveOpen: true);
        string text;
        try
        {
            text = reader.ReadToEnd();
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidFileException(path, "is no journal of a search. Name another file", e);
        }
        string whole = text[..(text.LastIndexOf('\n') + 1)];
        string[] lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 && text.Length > 0 && !text.StartsWith("{\"search\"", StringComparison.Ordinal))
            throw new InvalidFileException(path, "is no journal of a search. Name another file");
        if (lines.Length > 0 && Difference(StrictJson.Parse(lines[0], path, "line 1"), search) is { } difference)
        {
            if (lines.Length > 1)
                throw new InvalidFileException(path,
                    new Advice(difference).Or("search as before to go on").Or("name another file", SettingNames.Journal));
            // a search that tried nothing has nothing to lose
            (whole, lines) = ("", []);
        }
        for (int i = 1; i < lines.Length; i++) _trials.Add(ReadTrial(StrictJson.Parse(lines[i], path, $"line {i + 1}"), i - 1));
        _stream.SetLength(Encoding.UTF8.GetByteCount(whole));
        _stream.Position = _stream.Length;
        if (lines.Length == 0) Append(json => WriteTexts(json, "search", search));
    }

    // what another search was of; null where it is the same
    static string? Difference(StrictJson line, IReadOnlyDictionary<string, string> search)
    {
        line.OnlyKeys("search");
        Dictionary<string, string> old = line["search"].Properties().ToDictionary(pair => pair.Key, pair => pair.Value.Text());
        foreach (string key in search.Keys.Union(old.Keys))
        {
            string? was = old.GetValueOrDefault(key), now = search.GetValueOrDefault(key);
            if (was != now) return $"is the journal of another search: {key} was {Shown(was)}, and now is {Shown(now)}";
        }
        return null;

        static string Shown(string? text) => text is null ? "not given" : Cell.Quote(text.Length > 80 ? text[..79] + "…" : text);
    }

    static Trial ReadTrial(StrictJson line, int number)
    {
        line.OnlyKeys("trial", "settings", "losses", "failure", "seconds");
        if (line["trial"].Integer(0, int.MaxValue) != number) throw line["trial"].Invalid($"must be {number}: trials follow each other");
        return new(number, line["settings"].Properties().ToDictionary(pair => pair.Key, pair => pair.Value.Text()),
            [.. line["losses"].Items().Select(loss => loss.Number())], line.Find("failure")?.Text(), line["seconds"].Number());
    }

    void Append(Action<Utf8JsonWriter> members)
    {
        string line = JsonText.Write(json =>
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        });
        _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        AtomicFile.FlushToDisk(_stream);
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in texts) json.WriteString(key, value);
        json.WriteEndObject();
    }

    public void Dispose() => _stream.Dispose();
}
