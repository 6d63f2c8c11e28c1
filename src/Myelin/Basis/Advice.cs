namespace Myelin;

/// <summary>What was found, and what may be done about it: an error, or a note.</summary>
/// <remarks>
/// Whoever shows it says how a setting is made there: the reader of a program knows <c>TableOptions.Columns</c>, and a command line has an
/// option for it, or has none, and then the remedy is not named.
/// </remarks>
public sealed class Advice
{
    const string Key = "Myelin.Advice";

    /// <param name="found">what was found, and what was expected</param>
    public Advice(string found) : this(found, [])
    {
    }

    Advice(string found, IReadOnlyList<Remedy> remedies)
    {
        ArgumentNullException.ThrowIfNull(found);
        (Found, Remedies) = (found, remedies);
    }

    /// <summary>What was found, and what was expected.</summary>
    public string Found { get; }

    /// <summary>The ways to mend it, any one of which is enough.</summary>
    public IReadOnlyList<Remedy> Remedies { get; }

    /// <summary>The same, and more of what was found.</summary>
    public Advice Also(string found) => new(Found + found, Remedies);

    /// <summary>The same with more ways to mend it.</summary>
    public Advice Or(params IEnumerable<Remedy> remedies) => new(Found, [.. Remedies, .. remedies]);

    /// <summary>The same with one more way to mend it.</summary>
    /// <inheritdoc cref="Remedy" path="/param"/>
    public Advice Or(string action, string? setting = null, params string[] values) =>
        new(Found, [.. Remedies, new Remedy(action, setting, values)]);

    /// <summary>The same, where the last way to mend it takes one more step.</summary>
    /// <inheritdoc cref="Remedy" path="/param"/>
    public Advice And(string action, string? setting = null, params string[] values) =>
        new(Found, [.. Remedies.SkipLast(1), Remedies[^1].And(new Remedy(action, setting, values))]);

    /// <summary>The same, and the place where it was found, which stands before it.</summary>
    public Advice At(string place) => new(place + Found, Remedies);

    /// <summary>The exception that says it and carries it.</summary>
    /// <param name="create">makes the exception of its message</param>
    public TException As<TException>(Func<string, TException> create) where TException : Exception
    {
        ArgumentNullException.ThrowIfNull(create);
        TException exception = create(ToString());
        On(exception);
        return exception;
    }

    internal void On(Exception exception) => exception.Data[Key] = this;

    /// <summary>What an exception of this library carries; null where it carries none.</summary>
    public static Advice? Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.Data[Key] as Advice;
    }

    /// <summary>What was found and the remedies, each setting as a program has it.</summary>
    public override string ToString() => Text(remedy => remedy.ToString());

    /// <summary>The same in words alone, for a place where nothing can be set any more.</summary>
    public string WithoutSettings() => Text(_ => null);

    /// <summary>What was found and the remedies.</summary>
    /// <param name="setting">how a step's setting is made; null for what is not named</param>
    public string Text(Func<Remedy, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (Remedies.Count == 0) return Found;
        string ways = string.Join(", or ", Remedies.Select(remedy => remedy.Text(setting)));
        return $"{Found}{(Found.EndsWith('?') ? "" : ".")} {char.ToUpperInvariant(ways[0])}{ways[1..]}";
    }

    /// <summary>The same with some of the remedies.</summary>
    public Advice Where(Func<Remedy, bool> remedy) => new(Found, [.. Remedies.Where(remedy)]);

    /// <summary>What was found, where nothing is to be done about it.</summary>
    public static implicit operator Advice(string found) => new(found);
}
