namespace Myelin;

/// <summary>What can be named in text: an explicit table, so that trimming and ahead-of-time compilation keep it whole.</summary>
/// <param name="kind">what the items are, for errors: activation</param>
sealed class Vocabulary<TItem>(string kind, params IReadOnlyList<Entry<TItem>> entries) where TItem : notnull
{
    readonly Lock _gate = new();
    IReadOnlyList<Entry<TItem>> _entries = entries;

    public IReadOnlyList<string> All => [.. _entries.Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    /// <exception cref="FormatException">the text names nothing here, or a setting is wrong; the message says what is right</exception>
    public TItem Parse(string text)
    {
        Term term = Term.Parse(text);
        Entry<TItem> entry = Find(term.Name) ?? throw Unknown(term.Name);
        try
        {
            return entry.Read(new Settings(term, entry.Name, entry.Keys));
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException($"{entry.Name}: {Throw.Text(wrong)}", wrong);
        }
    }

    /// <summary>The name, with the settings that differ from the default: what <see cref="Parse"/> reads back to an equal item.</summary>
    public string Format(TItem item) => TextOf(item) ??
        throw new NotSupportedException($"{item.GetType()} has no name among the {kind}s. Register it before it is written.");

    /// <summary>For people: the same, or the type's name where it is not registered.</summary>
    public string Describe(TItem item) => TextOf(item) ?? item.GetType().Name;

    string? TextOf(TItem item)
    {
        foreach (Entry<TItem> entry in _entries)
        {
            if (entry.Write(item) is not { } values) continue;
            IReadOnlyList<object?>? defaults = entry.HasDefault ? entry.Write(entry.Read(Settings.None(entry.Name))) : null;
            IEnumerable<string> settings = Enumerable.Range(0, entry.Keys.Count)
                .Where(i => values[i] is not null && !Equals(values[i], defaults?[i]))
                .Select(i => $"{entry.Keys[i]}={Names.Write(values[i]!)}");
            string inside = string.Join(", ", settings);
            return inside.Length == 0 ? entry.Name : $"{entry.Name}({inside})";
        }
        return null;
    }

    public void Add(Entry<TItem> entry)
    {
        lock (_gate)
        {
            if (Find(entry.Name) is { } other)
                Throw.Argument($"There is {other.Name} among the {kind}s already: choose a name other than '{entry.Name}'.");
            if (!Names.IsKebab(entry.Name))
                Throw.Argument(
                    $"A name is lower-case words with hyphens between them, as leaky-relu, but \"{entry.Name}\" was given.", "name");
            _entries = [.. _entries, entry];
        }
    }

    Entry<TItem>? Find(string name) =>
        _entries.FirstOrDefault(entry => Names.Same(entry.Name, name) || entry.Aliases.Any(alias => Names.Same(alias, name)));

    FormatException Unknown(string name)
    {
        string hint = NearMiss.Of(name, All) is string near ? $" Did you mean {near}?" : "";
        return new($"There is no {kind} '{name}'.{hint} Known are {string.Join(", ", All)}.");
    }
}
