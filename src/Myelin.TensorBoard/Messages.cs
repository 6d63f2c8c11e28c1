namespace Myelin.TensorBoard;

/// <summary>The messages of an events file, each a field of Event, in the wire format.</summary>
/// <remarks>
/// Sources: event.proto, summary.proto, tensor.proto, tensor_shape.proto and types.proto in tensorboard/compat/proto, and plugin_data.proto
/// in tensorboard/plugins/hparams of TensorBoard 2. Scalars are simple values; histograms and texts are tensors with their plugin's name
/// and data class. Every TensorBoard 2 reads them: tensorboard/data_compat.py and tensorboard/data/server/data_compat.rs. A value without
/// content is skipped (tensorboard/data/server/run.rs), so that settings have an empty tensor.
/// </remarks>
static class Messages
{
    /// <summary>Fields of Event.</summary>
    public const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SessionLog = 7;

    const int Float = 1, Double = 2, String = 7;
    const int TensorClass = 2;

    /// <summary>A summary with one simple value, whose four bytes are its last.</summary>
    public static byte[] Scalar(string tag) => Of(new ProtoWriter().Text(1, tag).Float(2, 0));

    /// <summary>A summary with a tensor of buckets [k × 3].</summary>
    public static byte[] Histogram(string tag, double[] buckets) => Tensor(tag, Plugin("histograms"),
        new ProtoWriter().Integer(1, Double).Message(2, Shape(buckets.Length / Buckets.Width, Buckets.Width)).Doubles(6, buckets));

    /// <summary>A summary with Markdown.</summary>
    public static byte[] Text(string tag, string markdown) => Tensor(tag, Plugin("text"),
        new ProtoWriter().Integer(1, String).Message(2, new ProtoWriter()).Text(8, markdown));

    /// <summary>A summary with the settings of a run, for the plugin hparams.</summary>
    /// <param name="time">in seconds since 1970</param>
    public static byte[] Settings(IEnumerable<KeyValuePair<string, object>> settings, double time)
    {
        var start = new ProtoWriter();
        foreach ((string name, object value) in settings)
            start.Message(1, new ProtoWriter().Text(1, name).Message(2, Value(value)));
        start.Double(5, time);
        byte[] content = new ProtoWriter().Message(3, start).ToArray();
        return Tensor("_hparams_/session_start_info", Plugin("hparams", content),
            new ProtoWriter().Integer(1, Float).Message(2, Shape(0)));
    }

    /// <summary>A session that starts: what was written of this step and later ones is that of a run that was cut short.</summary>
    public static byte[] Start { get; } = new ProtoWriter().Integer(1, 1).ToArray();

    static ProtoWriter Value(object value) => value switch
    {
        bool flag => new ProtoWriter().Integer(4, flag ? 1 : 0),
        string text => new ProtoWriter().Text(3, text),
        int or long or float or double => new ProtoWriter().Double(2, Convert.ToDouble(value, null)),
        _ => throw new ArgumentException($"A setting is a text, a number or a bool, but a {value?.GetType().Name ?? "null"} was given.",
            nameof(value)),
    };

    static byte[] Tensor(string tag, ProtoWriter metadata, ProtoWriter tensor) =>
        Of(new ProtoWriter().Text(1, tag).Message(8, tensor).Message(9, metadata));

    static byte[] Of(ProtoWriter value) => new ProtoWriter().Message(1, value).ToArray();

    static ProtoWriter Plugin(string name, byte[]? content = null)
    {
        ProtoWriter data = new ProtoWriter().Text(1, name);
        if (content is not null) data.Bytes(2, content);
        return new ProtoWriter().Message(1, data).Integer(4, TensorClass);
    }

    static ProtoWriter Shape(params int[] sizes) => new ProtoWriter().Messages(2, sizes, size => new ProtoWriter().Integer(1, size));
}
