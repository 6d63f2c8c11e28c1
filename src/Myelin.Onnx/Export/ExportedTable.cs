using System.Globalization;
using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>A table's model out of a file that was exported: its metadata say all but the weights, which are the graph's.</summary>
static class ExportedTable
{
    const int MostMembers = 10_000;

    /// <summary>Whether a file says that it is a table's model.</summary>
    public static bool IsOne(OnnxModel file) => Find(file, OnnxMetadata.Table) is not null;

    /// <param name="parity">on made rows, where the model's export has other bytes; null where it has the same</param>
    /// <exception cref="InvalidFileException">
    /// The file was not exported of a table's model, or its graph computes something else than its metadata say.
    /// </exception>
    public static TabularModel Read(OnnxModel file, string path, out OnnxParity? parity)
    {
        string table = Find(file, OnnxMetadata.Table) ??
            throw new InvalidFileException(path, "is no model of a table that Myelin exported: it has no metadata myelin.table");
        List<Model<float>> members = [];
        TabularModel? model = null;
        try
        {
            string written = Text(file, OnnxMetadata.Members, path);
            int count = int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out int found) &&
                found is >= 1 and <= MostMembers ? found
                : throw new InvalidFileException(path, $"metadata {OnnxMetadata.Members} is no whole number from 1 to {MostMembers}");
            IActivation link = LinkOf(file, path);
            for (int i = 0; i < count; i++) members.Add(Member(file, path, i, count, link));
            model = TabularFile.Of(table, path, members);
            parity = Demand(file, model, path);
            return model;
        }
        catch (Exception e)
        {
            foreach (Model<float> member in members) member.Dispose();
            if (e is NotSupportedException or InvalidDataException or ArgumentException)
                throw new InvalidFileException(path, Throw.Text(e), e);
            throw;
        }
    }

    static IActivation LinkOf(OnnxModel file, string path)
    {
        try
        {
            return ActivationNames.Parse(Text(file, OnnxMetadata.Link, path));
        }
        catch (FormatException e) when (e is not InvalidFileException)
        {
            throw new InvalidFileException(path, $"metadata {OnnxMetadata.Link} cannot be read: {e.Message}", e);
        }
    }

    static Model<float> Member(OnnxModel file, string path, int member, int count, IActivation link)
    {
        Network network = NetworkJson.Read(Find(file, OnnxMetadata.NetworkOf(member)) ?? Text(file, OnnxMetadata.Network, path), path);
        IReadOnlyDictionary<string, string> names =
            OnnxNames.Parameters(network, OnnxExport.Prefix(member, count), file.Graph.Inputs.Select(input => input.Name));
        // before memory is taken: a network of absurd size has no tensors that fit it
        float[][] blocks = [.. network.Blocks().Select(block => Values(file, path, names[block.Name], block))];
        Parameters<float> parameters = network.Parameters<float>();
        for (int b = 0; b < blocks.Length; b++) parameters.Write(b, blocks[b]);
        return new(network, parameters) { Link = link };
    }

    static float[] Values(OnnxModel file, string path, string name, ParameterBlock block)
    {
        if (!file.Graph.Initializers.TryGetValue(name, out OnnxTensor? tensor))
            throw new InvalidFileException(path, $"has no tensor {Excerpt.Quote(name)}, which its network needs");
        if (tensor.Count != block.Count || !tensor.Is(out float[]? values))
            throw new InvalidFileException(path,
                $"tensor {Excerpt.Quote(name)} is {tensor}, but its network needs {block.Count} numbers of float");
        return Array.TrueForAll(values, float.IsFinite) ? values
            : throw new InvalidFileException(path, $"tensor {Excerpt.Quote(name)} holds a number that is not finite");
    }

    // the same bytes, or of another version of this program, the same predictions
    static OnnxParity? Demand(OnnxModel file, TabularModel model, string path)
    {
        var options = new OnnxOptions
        {
            Opset = (int)Math.Clamp(file.Opset(""), OnnxOptions.LeastOpset, OnnxOptions.GreatestOpset),
            Encoded = file.Graph.Inputs is [{ Name: OnnxNames.EncodedRow, Type: OnnxType.Float }],
        };
        if (Find(file, OnnxMetadata.Coverage) is { } text)
            options = options with
            {
                Coverage = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double coverage) &&
                    coverage is > 0 and < 1 ? coverage
                    : throw new InvalidFileException(path, $"metadata {OnnxMetadata.Coverage} is no share between 0 and 1"),
            };
        if (OnnxWriter.ToArray(OnnxExport.Of(model, options)).AsSpan().SequenceEqual(OnnxWriter.ToArray(file))) return null;
        try
        {
            return OnnxExtensions.CompareMadeRows(model, options, new OnnxEvaluator(file));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidDataException or ArgumentException or KeyNotFoundException)
        {
            throw new InvalidFileException(path, "its graph does not predict what its metadata say; the file was changed. " +
                "Export the model again", e);
        }
    }

    static string Text(OnnxModel file, string key, string path) =>
        Find(file, key) ?? throw new InvalidFileException(path, $"has no metadata {key}, which an exported model has");

    static string? Find(OnnxModel file, string key) => file.Metadata.Where(entry => entry.Key == key).Select(entry => entry.Value)
        .FirstOrDefault();
}
