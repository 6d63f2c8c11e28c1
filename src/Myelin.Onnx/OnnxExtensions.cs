using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>Writes models as ONNX files.</summary>
public static class OnnxExtensions
{
    /// <summary>Rows that are compared at a time.</summary>
    const int Block = 64;

    /// <summary>Rows that a network without a table is given.</summary>
    const int MadeCount = 256;

    const ulong Seed = 1;

    /// <summary>
    /// Writes the model with its encoders and its answer as one ONNX file, atomically: an input for each column, and as outputs class and
    /// probabilities, or prediction, low and high. Before that the bytes are run and compared with
    /// <see cref="TabularModel.Predict(Table)"/>.
    /// </summary>
    /// <param name="options">null is the defaults</param>
    /// <param name="rows">rows to compare on, beside made ones</param>
    /// <exception cref="NotSupportedException">
    /// A column or a layer is code of your own that has no formula, or the file differs from the model: nothing is written.
    /// </exception>
    public static OnnxParity SaveOnnx(this TabularModel model, string path, OnnxOptions? options = null, Table? rows = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        (byte[] file, OnnxParity parity) = Checked(model, options ?? new(), rows);
        AtomicFile.Write(path, stream => stream.Write(file));
        return parity;
    }

    /// <summary>The same to a stream.</summary>
    /// <inheritdoc cref="SaveOnnx(TabularModel, string, OnnxOptions?, Table?)"/>
    public static OnnxParity SaveOnnx(this TabularModel model, Stream stream, OnnxOptions? options = null, Table? rows = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (byte[] file, OnnxParity parity) = Checked(model, options ?? new(), rows);
        stream.Write(file);
        return parity;
    }

    /// <summary>
    /// Writes the network as one ONNX file, atomically: input, float [N × inputs], to output, float [N × outputs]. Before that the bytes
    /// are run and compared with <see cref="Model{T}.Predict(ReadOnlySpan{T}, Span{T})"/>.
    /// </summary>
    /// <param name="options">null is the defaults</param>
    /// <exception cref="NotSupportedException">A function of your own has no formula, or the file differs: nothing is written.</exception>
    public static OnnxParity SaveOnnx(this Model<float> model, string path, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        (byte[] file, OnnxParity parity) = Checked(model, options ?? new());
        AtomicFile.Write(path, stream => stream.Write(file));
        return parity;
    }

    /// <summary>The same to a stream.</summary>
    /// <inheritdoc cref="SaveOnnx(Model{float}, string, OnnxOptions?)"/>
    public static OnnxParity SaveOnnx(this Model<float> model, Stream stream, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (byte[] file, OnnxParity parity) = Checked(model, options ?? new());
        stream.Write(file);
        return parity;
    }

    internal static (byte[] File, OnnxParity Parity) Checked(TabularModel model, OnnxOptions options, Table? rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        byte[] file = OnnxWriter.ToArray(OnnxExport.Of(model, options));
        var runtime = new OnnxEvaluator(OnnxFile.Read(file, "the exported file"));
        OnnxParity parity = CompareMadeRows(model, options, runtime);
        return (file, rows is null ? parity : parity.And(Compare(model, options, runtime, rows, rows.Name)));
    }

    internal static OnnxParity CompareMadeRows(TabularModel model, OnnxOptions options, OnnxEvaluator runtime)
    {
        Table rows = MadeRows.Of(model, options.MadeRows ?? MadeRows.Needed(model), Seed);
        return Compare(model, options, runtime, rows, "made rows") with { AbsentCategories = MadeRows.AbsentCategories(model, rows) };
    }

    static OnnxParity Compare(TabularModel model, OnnxOptions options, OnnxEvaluator runtime, Table rows, string name)
    {
        var comparison = new ParityCheck(name);
        for (int from = 0; from < rows.Rows; from += Block)
        {
            Table block = rows.Take([.. Enumerable.Range(from, Math.Min(Block, rows.Rows - from))]);
            comparison.Add(model, block,
                runtime.Run(options.Encoded ? CellFeed.Encoded(model, block) : CellFeed.Of(model, block)), options.Coverage);
        }
        return comparison.Demand();
    }

    internal static (byte[] File, OnnxParity Parity) Checked(Model<float> model, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        byte[] file = OnnxWriter.ToArray(OnnxExport.Of(model, options));
        var runtime = new OnnxEvaluator(OnnxFile.Read(file, "the exported file"));
        int rows = options.MadeRows ?? MadeCount;
        float[] inputs = MadeInputs.Of(model.Network.Inputs, rows, Seed);
        var outputs = new float[rows * model.Network.Outputs];
        model.Predict(inputs, outputs);
        var given = runtime.Run(new Dictionary<string, OnnxTensor>
        {
            [OnnxNames.Input] = OnnxTensor.Of([rows, model.Network.Inputs], inputs),
        });
        var comparison = new ParityCheck("made rows");
        comparison.Add(outputs, model.Network.Outputs, given[OnnxNames.Output]);
        return (file, comparison.Demand());
    }
}
