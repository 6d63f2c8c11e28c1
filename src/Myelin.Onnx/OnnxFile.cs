namespace Myelin.Onnx;

/// <summary>Reads networks from ONNX files.</summary>
public static class OnnxFile
{
    /// <summary>Protocol Buffers allow no longer message.</summary>
    const int LongestFile = int.MaxValue;

    /// <summary>The network of an ONNX file with its numbers, in float32.</summary>
    /// <param name="path">the file</param>
    /// <param name="output">the graph's output that the network makes; null takes the first one that a network can make</param>
    /// <param name="note">is told what was left out: outputs such as labels, and how classes are one output</param>
    /// <returns>a model that you dispose of</returns>
    /// <remarks>
    /// Dense layers, activations, batch and layer normalization, PReLU, residual blocks and columns side by side are read, as operators and
    /// as the compositions that PyTorch, Keras and scikit-learn write; a softmax or sigmoid at the end becomes the model's link.
    /// The network's outputs are compared with the graph's on random rows before it is returned. No code of the file runs, and no
    /// other file is opened.
    /// </remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">
    /// The file is no ONNX model, is damaged, or its graph is no network that can be read; the message names the node and its operator.
    /// </exception>
    public static Model<float> Load(string path, string? output = null, Action<string>? note = null) =>
        Import(Read(path), path, output, note).Model;

    /// <summary>
    /// A table's model out of an ONNX file that Myelin exported (<see cref="OnnxExtensions"/>): with its columns, networks and calibration,
    /// without the fingerprints of its training rows and the losses of its training.
    /// </summary>
    /// <returns>a model that you dispose of</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">
    /// The file is no such model, is damaged, or its graph predicts something else than its metadata say.
    /// </exception>
    public static Tabular.TabularModel LoadTable(string path) => ExportedTable.Read(Read(path), path, out _);

    /// <summary>The network of a model that was read, and how far its outputs are from the graph's.</summary>
    internal static (Model<float> Model, double Difference) Import(OnnxModel model, string path, string? output, Action<string>? note)
    {
        try
        {
            OnnxImport import = OnnxImport.Of(model, output);
            Model<float> network = import.ToModel();
            double difference;
            try
            {
                difference = ImportCheck.Difference(model, import, network);
            }
            catch
            {
                network.Dispose();
                throw;
            }
            foreach (string one in import.Notes) note?.Invoke(one);
            return (network, difference);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidDataException or ArgumentException)
        {
            throw new InvalidFileException(path, Throw.Text(e), e);
        }
    }

    /// <summary>The model of a file, whose graph keeps the rules of the format (<see cref="GraphCheck"/>).</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">The file is no ONNX model, or damaged; the message says where.</exception>
    internal static OnnxModel Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path)) throw new InvalidFileException(path, "is a folder, not a file");
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
            return Read(stream, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"{path}: there is no such file", path, e);
        }
    }

    /// <summary>The same from a stream that can seek.</summary>
    /// <param name="name">the name in messages</param>
    internal static OnnxModel Read(Stream stream, string name)
    {
        if (!stream.CanSeek) throw new InvalidFileException(name, "is a pipe or a device; a file is needed");
        long length = stream.Length - stream.Position;
        if (length > LongestFile)
            throw new InvalidFileException(name, $"has {length} bytes; an ONNX model in one file has at most {LongestFile}");
        byte[] bytes = new byte[length];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidFileException(name, "ended while it was read: another program has cut it short");
        return Read(bytes, name);
    }

    /// <summary>The same from bytes.</summary>
    internal static OnnxModel Read(ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            OnnxModel model = OnnxReader.Read(bytes);
            GraphCheck.Check(model);
            return model;
        }
        catch (InvalidDataException e)
        {
            if (ForeignFile.Recognize(bytes[..Math.Min(bytes.Length, ForeignFile.HeadLength)]) is { } kind && kind != "an ONNX model")
                throw new InvalidFileException(name, $"is {kind}. Expected an ONNX model", e);
            throw new InvalidFileException(name, e.Message.StartsWith("byte ", StringComparison.Ordinal)
                ? $"is not an ONNX model, or damaged, at its {e.Message}"
                : e.Message, e);
        }
    }

    /// <summary>Writes a file atomically; the same model gives the same bytes.</summary>
    internal static void Write(string path, OnnxModel model) => AtomicFile.Write(path, stream => OnnxWriter.Write(model, stream));
}
