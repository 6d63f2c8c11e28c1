using Myelin.Cli;

namespace Myelin.Fuzz.Targets;

/// <summary>
/// Layers as the command line writes them: what is read makes a network that a file can hold, or is refused when it is made.
/// </summary>
public sealed class LayersTarget : Target
{
    public override string Name => "layers";

    public override IReadOnlyList<string> Words =>
        ["residual(", ")", ",", ":relu", "batch-norm", "dropout(0.2)", "64:leaky-relu(0.1)", "scale", "prelu", "layer-norm",
            "softmax", "(", "[", "16777216"];

    public override IEnumerable<byte[]> Seeds() =>
        new[] { "64:relu,dropout(0.2),10", "batch-norm,8:tanh,layer-norm,prelu,scale", "4,residual(8:gelu,4),2",
            "3:leaky-relu(0.1),softmax", "residual(residual(4))" }.Select(Bytes);

    public override string Try(byte[] input)
    {
        try
        {
            IReadOnlyList<Layer> layers = LayerList.Parse(Text(input));
            var network = new Network(4, [.. layers, new Dense(1)]);
            Demand(NetworkJson.Read(NetworkJson.Write(network), "again").Equals(network), "The network is not written again to itself.");
            _ = (network.ToString(), network.GetHashCode(), network.Blocks().Count());
            return $"read {network}";
        }
        catch (Exception e) when (e is FormatException and not InvalidFileException or ArgumentException)
        {
            return e.Message;
        }
    }
}
