namespace Myelin;

/// <summary>A name of a vocabulary: its settings, and how an item is made from them and gives them back.</summary>
/// <param name="Name">kebab-case</param>
/// <param name="Keys">the settings' names, in the order in which they may be given without</param>
/// <param name="Read">makes the item</param>
/// <param name="Write">the item's settings in the order of the keys, each null where not set; null if the item is of another entry</param>
/// <param name="Aliases">other names that are read</param>
sealed record Entry<TItem>(
    string Name,
    IReadOnlyList<string> Keys,
    Func<Settings, TItem> Read,
    Func<TItem, IReadOnlyList<object?>?> Write,
    IReadOnlyList<string> Aliases)
{
    /// <summary>Whether the name alone makes an item: then settings equal to that item's are not written.</summary>
    public bool HasDefault { get; init; } = true;
}
