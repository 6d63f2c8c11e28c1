using System.Globalization;
using System.Numerics;
using System.Text;
using Myelin.Kernels;

namespace Myelin;

/// <summary>What a network is: the width of its input and its layers. It holds no numbers and never runs.</summary>
/// <param name="Inputs">columns of x, at least 1</param>
/// <param name="Layers">each fed by the one before</param>
public sealed record Network(int Inputs, params IReadOnlyList<Layer> Layers)
{
    /// <summary>More units than this in one layer are taken for a mistake.</summary>
    public const int MaximumWidth = Throw.MaximumWidth;

    /// <summary>The same of an ensemble's members in one network.</summary>
    public const int MaximumMembers = 4096;

    /// <summary>More parameters than this no vector holds; a network that would have more is refused where it is described.</summary>
    public const int MaximumParameters = int.MaxValue;

    public int Inputs { get; } = Throw.IfNotWidth(Inputs, "A network's inputs");

    public IReadOnlyList<Layer> Layers { get; } = Checked(Inputs, Layers);

    /// <summary>Columns of the prediction.</summary>
    public int Outputs { get; } = Layers.Aggregate(Inputs, (width, layer) => layer.Outputs(width));

    /// <summary>Columns before the first layer and after each: Inputs, …, Outputs.</summary>
    public IReadOnlyList<int> Widths()
    {
        var widths = new int[Layers.Count + 1];
        widths[0] = Inputs;
        for (int l = 0; l < Layers.Count; l++) widths[l + 1] = Layers[l].Outputs(widths[l]);
        return widths;
    }

    /// <summary>Every block of every layer, named by its place: layers.0.weight, layers.0.bias, …</summary>
    public IEnumerable<ParameterBlock> Blocks()
    {
        IReadOnlyList<int> widths = Widths();
        return Layers.SelectMany((layer, l) => layer.Blocks(widths[l]).Select(block => block with { Name = $"layers.{l}.{block.Name}" }));
    }

    /// <summary>Zeros for every block; whoever made them disposes of them.</summary>
    /// <exception cref="ArgumentException">They are more numbers than a vector holds.</exception>
    public Parameters<T> Parameters<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterBlock[] blocks = [.. Blocks()];
        return new(blocks, Lanes.WidthFor<T>(blocks.Select(block => block.Columns).Append(Inputs).Max()));
    }

    /// <summary>How many numbers are trained.</summary>
    public long ParameterCount =>
        Blocks().Where(block => block.Role != ParameterRole.Statistic).Sum(block => (long)block.Rows * block.Columns);

    public bool Equals(Network? other) => other is not null && Inputs == other.Inputs && Layers.SequenceEqual(other.Layers);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Inputs);
        foreach (Layer layer in Layers) hash.Add(layer);
        return hash.ToHashCode();
    }

    /// <summary>784 → Dense 256 relu → Dense 10</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Inputs);
        foreach (Layer layer in Layers) text.Append(" → ").Append(layer);
        return text.ToString();
    }

    // how many numbers a layer has
    static long Numbers(Layer layer, int place, int width)
    {
        var names = new HashSet<string>();
        long numbers = 0;
        foreach (ParameterBlock block in layer.Blocks(width))
        {
            if (block.Rows < 1 || block.Columns < 1)
                Throw.Argument(
                    $"Block \"{block.Name}\" of layer {place} ({layer}) is {block.Rows} × {block.Columns}; " +
                        "both must be at least 1.", "layers");
            if (!names.Add(block.Name)) Throw.Argument($"Layer {place} ({layer}) has two blocks named \"{block.Name}\".", "layers");
            numbers = checked(numbers + (long)block.Rows * block.Columns);
        }
        return numbers;
    }

    static IReadOnlyList<Layer> Checked(int inputs, IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) Throw.Argument("A network needs at least one layer; for a linear model, one Dense.", nameof(layers));
        if (layers.Any(layer => layer is null)) Throw.Argument("A layer of the network is null.", nameof(layers));
        long parameters = 0;
        for ((int l, int width) = (0, inputs); l < layers.Count; l++)
            try
            {
                // which first refuses what its blocks would count in vain
                int outputs = layers[l].Outputs(width);
                if (outputs is < 1 or > MaximumWidth)
                    Throw.Argument(FormattableString.Invariant(
                        $"Layer {l} ({layers[l]}) has {outputs} outputs for {width} inputs; it must have 1 to {MaximumWidth:N0}."),
                        nameof(layers));
                parameters = checked(parameters + Numbers(layers[l], l, width));
                width = outputs;
                if (parameters > MaximumParameters)
                    Throw.Argument(string.Create(CultureInfo.InvariantCulture,
                        $"Up to layer {l} ({layers[l]}) the network has {parameters} parameters; " +
                        $"at most {MaximumParameters} are possible."), nameof(layers));
            }
            catch (OverflowException)
            {
                Throw.Argument($"Layer {l} ({layers[l]}) of {width} inputs has more numbers than any memory.", nameof(layers));
            }
        return [.. layers];
    }
}
