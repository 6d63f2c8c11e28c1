namespace Myelin.Onnx;

/// <summary>Names of a file's inputs and outputs; where a column has the name of an output, an underscore follows it.</summary>
static class OnnxNames
{
    public const string Class = "class", Probabilities = "probabilities", Prediction = "prediction", Low = "low", High = "high",
        EncodedRow = "row", Input = "input", Output = "output";
}
