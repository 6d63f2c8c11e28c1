using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Myelin;

/// <summary>
/// A network as JSON:
/// <c>{"inputs":4,"layers":[{"type":"dense","units":4,"activation":"sigmoid"},{"type":"dropout","probability":0.5}, …]}</c>.
/// </summary>
public static class NetworkJson
{
    /// <summary>More layers, those inside of blocks counted, are taken for a mistake.</summary>
    public const int MostLayers = LayerSettings.MostLayers;

    /// <summary>The JSON on one line, with every setting of every layer.</summary>
    /// <exception cref="NotSupportedException">An activation or initializer has no name that could be written.</exception>
    public static string Write(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var bytes = new MemoryStream();
        // what could not be read back is not written
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = StrictJson.DeepestNesting };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            json.WriteNumber("inputs", network.Inputs);
            LayerJson.WriteAll(json, network.Layers);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>The network that the JSON describes; equal to the one that was written.</summary>
    /// <param name="source">the file or other place that the JSON is from, for messages</param>
    /// <exception cref="InvalidFileException">
    /// The JSON is not such a network: an unknown key or name (the message suggests the nearest), a number out of its range (1 to
    /// <see cref="Network.MaximumWidth"/> units), nesting beyond <see cref="StrictJson.DeepestNesting"/>, layers that do not fit together.
    /// </exception>
    public static Network Read(string json, string source)
    {
        StrictJson root = StrictJson.Parse(json, source, "network");
        root.OnlyKeys("inputs", "layers");
        int inputs = root["inputs"].Integer(1, Network.MaximumWidth);
        Layer[] layers = LayerSettings.ReadAll(root["layers"]);
        try
        {
            return new(inputs, layers);
        }
        catch (ArgumentException e)
        {
            throw root.Invalid($"is impossible: {Throw.Text(e)}", e);
        }
    }
}
