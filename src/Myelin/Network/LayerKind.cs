namespace Myelin;

/// <summary>A kind of layer as files name it, and how a layer of this kind is made from its settings.</summary>
/// <param name="Name">kebab-case: layer-norm</param>
/// <param name="Settings">all that <see cref="Layer.Describe"/> may write; a file with another is refused</param>
/// <param name="Read">makes the layer; what is asked for and missing is refused with its place in the file</param>
public sealed record LayerKind(string Name, IReadOnlyList<string> Settings, Func<LayerSettings, Layer> Read)
{
    static readonly Lock s_gate = new();

    /// <summary>Every kind that files may name.</summary>
    public static IReadOnlyList<LayerKind> All => Table.All;

    /// <summary>Makes a kind of your own known, so that files with such layers can be read.</summary>
    /// <exception cref="ArgumentException">There is another kind of this name.</exception>
    public static void Register(LayerKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (!Names.IsKebab(kind.Name))
            Throw.Argument($"A layer's name is lower-case words with hyphens between them, as layer-norm, but \"{kind.Name}\" was given.",
                nameof(kind));
        if (kind.Settings.Contains("type"))
            Throw.Argument("No setting of a layer may be named type, which is the layer's own name.", nameof(kind));
        lock (s_gate)
        {
            LayerKind? known = Find(kind.Name);
            if (ReferenceEquals(known, kind)) return;
            if (known is not null) Throw.Argument($"There is {known.Name} among the layers already: choose another name.", nameof(kind));
            Table.All = [.. Table.All, kind];
        }
    }

    internal static LayerKind? Find(string name) => Table.All.FirstOrDefault(kind => kind.Name == name);

    // apart, so that a kind can be made before the table of all is; explicit, so that trimming and ahead-of-time compilation keep it whole
    static class Table
    {
        public static IReadOnlyList<LayerKind> All { get; set; } =
        [
            Dense.OfFiles, Dropout.OfFiles, BatchNorm.OfFiles, LayerNorm.OfFiles, PRelu.OfFiles, Scale.OfFiles, Activation.OfFiles,
            Residual.OfFiles, Split.OfFiles, ParametricActivation.OfFiles, PeriodicEmbedding.OfFiles, PiecewiseLinearEmbedding.OfFiles,
            Embedding.OfFiles, MemberScale.OfFiles, MemberDense.OfFiles, MemberHeads.OfFiles,
        ];
    }
}
