using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Myelin.Onnx.Tests.Evaluation;

/// <summary>Microsoft's ONNX Runtime on the bytes of a model.</summary>
static class Runtime
{
    /// <param name="options">disposed of; null for those that say nothing</param>
    public static IReadOnlyDictionary<string, OnnxTensor> Run(
        byte[] model, IReadOnlyDictionary<string, OnnxTensor> inputs, SessionOptions? options = null)
    {
        using SessionOptions settings = options ?? new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var session = new InferenceSession(model, settings);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            session.Run([.. inputs.Select(one => Given(one.Key, one.Value))]);
        return outputs.ToDictionary(one => one.Name, Taken);
    }

    static NamedOnnxValue Given(string name, OnnxTensor tensor) => tensor.Data switch
    {
        float[] values => Given(name, tensor, values),
        double[] values => Given(name, tensor, values),
        long[] values => Given(name, tensor, values),
        int[] values => Given(name, tensor, values),
        bool[] values => Given(name, tensor, values),
        string[] values => Given(name, tensor, values),
        _ => throw new NotSupportedException($"{tensor}"),
    };

    static NamedOnnxValue Given<T>(string name, OnnxTensor tensor, T[] values) =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, tensor.Shape));

    static OnnxTensor Taken(DisposableNamedOnnxValue value) => value.ElementType switch
    {
        TensorElementType.Float => Taken<float>(value),
        TensorElementType.Double => Taken<double>(value),
        TensorElementType.Int64 => Taken<long>(value),
        TensorElementType.Int32 => Taken<int>(value),
        TensorElementType.Bool => Taken<bool>(value),
        TensorElementType.String => Taken<string>(value),
        _ => throw new NotSupportedException($"{value.ElementType}"),
    };

    static OnnxTensor Taken<T>(DisposableNamedOnnxValue value)
    {
        Tensor<T> tensor = value.AsTensor<T>();
        return OnnxTensor.Of(tensor.Dimensions, tensor.ToArray());
    }
}
