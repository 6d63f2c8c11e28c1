namespace Myelin.Tabular;

/// <summary>A kind of encoder as model files name it, and how an encoder of this kind is made from what they say of it.</summary>
/// <param name="Name">kebab-case: one-hot</param>
/// <param name="Settings">all that <see cref="CellEncoder.Describe"/> may write; a file with another is refused</param>
/// <param name="Read">makes the encoder; what is asked for and missing is refused with its place in the file</param>
public sealed record EncoderKind(string Name, IReadOnlyList<string> Settings, Func<EncoderEntry, ColumnEncoder> Read)
{
    static readonly Lock s_gate = new();

    /// <summary>What files say of every encoder.</summary>
    static readonly string[] s_head = ["encoder", "column", "type"];

    /// <summary>Every kind that files may name.</summary>
    public static IReadOnlyList<EncoderKind> All => Table.All;

    /// <summary>Makes a kind of your own known: before training with it, and before such a model is loaded.</summary>
    /// <exception cref="ArgumentException">There is another kind of this name, or a setting has a name that every encoder has.</exception>
    public static void Register(EncoderKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (kind.Settings.FirstOrDefault(name => s_head.Contains(name) || name == ValueRange.Key) is { } setting)
            throw Refusal.Argument(
                $"Every encoder has its {setting} in files: choose another name for this setting of {kind.Name}.", nameof(kind));
        lock (s_gate)
        {
            EncoderKind? known = Find(kind.Name);
            if (ReferenceEquals(known, kind)) return;
            if (known is not null)
                throw Refusal.Argument($"There is {known.Name} among the encoders already: choose another name.", nameof(kind));
            Table.All = [.. Table.All, kind];
        }
    }

    /// <exception cref="InvalidFileException">There is no such kind, or the settings are not those of one.</exception>
    internal static ColumnEncoder Encoder(StrictJson json)
    {
        string name = json["encoder"].Text();
        if (Find(name) is not { } kind)
            throw json["encoder"].Invalid($"is {Cell.Quote(name)}, which is no encoder. " +
                $"Known are {string.Join(", ", All.Select(known => known.Name))}. " +
                "The kind of an encoder of your own must be registered before the file is read (EncoderKind.Register)");
        json.OnlyKeys([.. s_head, ValueRange.Key, .. kind.Settings]);
        try
        {
            return kind.Read(new(json)) with { Range = ValueRange.Find(json) };
        }
        catch (ArgumentException e)
        {
            throw json.Invalid($"is impossible: {Refusal.Text(e)}", e);
        }
    }

    internal static EncoderKind? Find(string name) => Table.All.FirstOrDefault(kind => kind.Name == name);

    // apart, so that a kind can be made before the table of all is
    static class Table
    {
        public static IReadOnlyList<EncoderKind> All { get; set; } =
            [NumberEncoder.OfFiles, DateEncoder.OfFiles, SignEncoder.OfFiles, OneHotEncoder.OfFiles, CodeEncoder.OfFiles];
    }
}
