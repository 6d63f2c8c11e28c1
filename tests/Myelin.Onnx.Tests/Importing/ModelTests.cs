using System.Text.Json;
using Myelin.Onnx.Tests.Evaluation;

namespace Myelin.Onnx.Tests.Importing;

/// <summary>
/// Models that other frameworks wrote are read as networks that predict what the frameworks did, within 1e-6 (tests/tools/onnx_models.py).
/// </summary>
public class ModelTests
{
    const string Activations =
        "4 → Dense 4 relu → Dense 4 leaky-relu(negative-slope=0.2) → Dense 4 elu(alpha=0.7) → Dense 4 selu → " +
        "Dense 4 celu(alpha=1.5) → Dense 4 gelu → Dense 4 silu → Dense 4 mish → Dense 4 softplus → Dense 4 hard-swish → " +
        "Dense 4 hard-sigmoid → Dense 4 hard-tanh(low=-0.5, high=1.5) → Dense 4 relu6 → Dense 4 softsign → " +
        "Dense 4 tanh-shrink → Dense 4 soft-shrink(lambda=0.3) → Dense 4 hard-shrink(lambda=0.3) → Dense 4 log-sigmoid → " +
        "Dense 4 → PReLU → Dense 4 → PReLU per unit → Dense 4 tanh → Dense 4 sigmoid → Dense 4 log-softmax, identity";

    const string Blocks =
        "5 → Dense 8 relu → Residual (LayerNorm → Dense 16 gelu → Dense 8) → Dense 16 without bias → Split (8 → " +
        "Dense 4 tanh | 8 → Dense 4 without bias) → Dense 4 without bias → Dense 2, identity";

    public static TheoryData<string, string> Models => new()
    {
        { "torch-mlp", "4 → Dense 8 relu → Dense 3, identity" },
        { "torch-activations-17", Activations },
        { "torch-activations-12", Activations },
        { "torch-blocks-17", Blocks },
        { "torch-blocks-13", Blocks },
        { "torch-columns", "7 → Split (2 → Dense 3 relu | 3 → Dense 2 silu | 2) → Dense 2, softmax" },
        { "torch-flat", "9 → Scale → Dense 9 → Dense 6 → BatchNorm → relu → Dense 1, sigmoid" },
        { "sklearn-classifier", "4 → Dense 4 → Dense 6 relu → Dense 5 relu → Dense 3, softmax" },
        { "sklearn-binary", "4 → Dense 6 sigmoid → Dense 5 sigmoid → Dense 1, sigmoid" },
        { "sklearn-regressor", "10 → Dense 6 tanh → Dense 5 tanh → Dense 1, identity" },
        { "sklearn-logistic", "4 → Dense 3, softmax" },
        { "keras-classifier", "3 → Dense 3 → Dense 5 silu → Scale → Dense 5 → Dense 2, softmax" },
        { "dynamo-regressor", "4 → Dense 6 → LayerNorm → relu → Residual (Dense 6 tanh) → Dense 1, identity" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void PredictionsAreThoseOfTheFramework(string name, string network)
    {
        using Model<float> model = OnnxFile.Load(Repository.FullPath($"tests/data/onnx/{name}.onnx"));
        Assert.Equal(network, $"{model.Network}, {ActivationNames.Format(model.Link)}");
        (double[][] inputs, double[][] outputs) = Rows(name);
        foreach ((double[] row, double[] expected) in inputs.Zip(outputs))
        {
            float[] found = model.Predict(Array.ConvertAll(row, one => (float)one));
            Assert.Equal(expected.Length, found.Length);
            for (int i = 0; i < found.Length; i++)
                Assert.InRange(Math.Abs(found[i] - expected[i]) / Math.Max(1, Math.Abs(expected[i])), 0, 1e-6);
        }
    }

    [Fact]
    public void WhatIsLeftOutIsSaid()
    {
        List<string> notes = [];
        OnnxFile.Load(Repository.FullPath("tests/data/onnx/sklearn-binary.onnx"), note: notes.Add).Dispose();
        Assert.Equal(
            ["the probabilities of two classes, 1 − p and p, are one output, p, the probability of the second class",
                "output \"output_label\" was left out"], notes);
        notes.Clear();
        OnnxFile.Load(Repository.FullPath("tests/data/onnx/dynamo-regressor.onnx"), note: notes.Add).Dispose();
        Assert.Equal(["output \"squeeze\" has rows of shape []; the network gives 1 columns"], notes);
    }

    static (double[][] Inputs, double[][] Outputs) Rows(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.FullPath($"tests/data/onnx/{name}.json")));
        double[][] Read(string key) => document.RootElement.GetProperty(key).Deserialize<double[][]>()!;
        return (Read("inputs"), Read("outputs"));
    }
}
