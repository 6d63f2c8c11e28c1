namespace Myelin.Onnx.Tests.Evaluation;

/// <summary>Operators with results that are worked out by hand, at the corners where implementations differ.</summary>
public class WorkedTests
{
    [Theory]
    // rounding, division, remainders
    [InlineData("Round", "", "f[6] 0.5 1.5 2.5 -0.5 -1.5 2.6", "f[6] 0 2 2 -0 -2 3")]
    [InlineData("Div", "", "i[4] 7 -7 7 -7; i[4] 2 2 -2 -2", "i[4] 3 -3 -3 3")]
    [InlineData("Div", "", "f[3] 1 -1 0; f[] 0", "f[3] inf -inf nan")]
    [InlineData("Mod", "", "i[6] -4 7 5 4 -7 8; i[6] 2 -3 8 -2 3 5", "i[6] 0 -2 5 0 2 3")]
    [InlineData("Mod", "fmod=1", "f[4] -4.5 7 5 -7; f[4] 2 -3 8 3", "f[4] -0.5 1 5 -1")]
    [InlineData("Mod", "fmod=1", "i[2] -7 7; i[2] 3 -3", "i[2] -1 1")]
    [InlineData("Sign", "", "f[4] -2 0 nan inf", "f[4] -1 0 nan 1")]
    [InlineData("Pow", "", "f[4] 2 -2 4 0; f[4] 3 3 0.5 0", "f[4] 8 -8 2 1")]
    [InlineData("Pow", "", "f[1] -8; f[1] 0.3", "f[1] nan")]
    [InlineData("Pow", "", "i[2] 3 2; f[2] 2 -1", "i[2] 9 0")]
    [InlineData("Reciprocal", "", "f[3] 4 0 -inf", "f[3] 0.25 inf -0")]
    [InlineData("Add", "", "j[2] 2147483647 1; j[1] 1", "j[2] -2147483648 2")]
    [InlineData("Sub", "", "i[1] 9007199254740993; i[1] 1", "i[1] 9007199254740992")]
    // numbers that are none
    [InlineData("Max", "", "f[3] 1 nan 3; f[3] nan 2 2", "f[3] nan nan 3")]
    [InlineData("Min", "", "f[3] 1 nan 3; f[3] nan 2 2; f[] 0", "f[3] nan nan 0")]
    [InlineData("Clip", "", "f[4] -5 5 nan 0.5; f[] 0; f[] 1", "f[4] 0 1 nan 0.5")]
    [InlineData("Clip", "", "f[2] -5 5; f[] 2; f[] 1", "f[2] 1 1")]
    [InlineData("Clip", "", "f[2] -5 5; -; f[] 1", "f[2] -5 1")]
    [InlineData("Relu", "", "f[4] -1 0 nan 2", "f[4] 0 0 nan 2")]
    [InlineData("IsInf", "detect_negative=0", "f[4] inf -inf nan 1", "b[4] 1 0 0 0")]
    [InlineData("IsNaN", "", "d[3] nan 1 inf", "b[3] 1 0 0")]
    [InlineData("Equal", "", "f[3] nan 0 1; f[3] nan -0 2", "b[3] 0 1 0")]
    [InlineData("Equal", "", "s[2] a b; s[1] b", "b[2] 0 1")]
    [InlineData("Where", "", "b[2,1] 1 0; s[1,2] a b; s[] c", "s[2,2] a b c c")]
    // axes
    [InlineData("Add", "", "f[2,1] 1 2; f[3] 10 20 30", "f[2,3] 11 21 31 12 22 32")]
    [InlineData("Transpose", "perm=:1,2,0", "i[1,2,3] 1 2 3 4 5 6", "i[2,3,1] 1 2 3 4 5 6")]
    [InlineData("Gather", "axis=1", "f[2,3] 1 2 3 4 5 6; i[2] -1 0", "f[2,2] 3 1 6 4")]
    [InlineData("Gather", "", "s[3] a b c; i[2,1] 2 0", "s[2,1] c a")]
    [InlineData("Slice", "", "i[5] 0 1 2 3 4; i[1] -1; i[1] -9223372036854775808; i[1] 0; i[1] -2", "i[3] 4 2 0")]
    [InlineData("Slice", "", "i[2,3] 1 2 3 4 5 6; i[1] 1; i[1] 9223372036854775807; i[1] 1", "i[2,2] 2 3 5 6")]
    [InlineData("Split", "axis=1 num_outputs=2", "f[1,3] 1 2 3", "f[1,2] 1 2; f[1,1] 3")]
    [InlineData("Concat", "axis=-1", "f[2,1] 1 2; f[2,2] 3 4 5 6", "f[2,3] 1 3 4 2 5 6")]
    [InlineData("Reshape", "", "f[2,3] 1 2 3 4 5 6; i[3] 0 -1 1", "f[2,3,1] 1 2 3 4 5 6")]
    [InlineData("Flatten", "axis=0", "f[2,2] 1 2 3 4", "f[1,4] 1 2 3 4")]
    [InlineData("Squeeze", "", "f[1,2,1] 1 2; i[1] -1", "f[1,2] 1 2")]
    [InlineData("Unsqueeze", "", "f[2] 1 2; i[2] 0 -1", "f[1,2,1] 1 2")]
    [InlineData("Expand", "", "f[2,1] 1 2; i[1] 2", "f[2,2] 1 1 2 2")]
    [InlineData("Tile", "", "f[1,2] 1 2; i[2] 2 2", "f[2,4] 1 2 1 2 1 2 1 2")]
    [InlineData("OneHot", "axis=0", "i[2] 1 -1; i[] 3; f[2] 5 9", "f[3,2] 5 5 9 5 5 9")]
    [InlineData("Shape", "start=-1", "f[2,3] 1 2 3 4 5 6", "i[1] 3")]
    [InlineData("ReduceSum", "keepdims=0", "f[2,2] 1 2 3 4; i[1] -1", "f[2] 3 7")]
    [InlineData("ReduceSum", "noop_with_empty_axes=1", "f[2] 1 2", "f[2] 1 2")]
    [InlineData("ReduceMean", "axes=:0", "f[2,2] 1 2 3 4", "f[1,2] 2 3")]
    [InlineData("ReduceMax", "keepdims=0", "f[0]", "f[] -inf")]
    [InlineData("ReduceL2", "axes=:1", "f[1,2] 3 4", "f[1,1] 5")]
    [InlineData("ReduceLogSumExp", "", "f[2] 1000 1000", "f[1] 1000.6931")]
    [InlineData("ArgMax", "axis=1 keepdims=0", "f[1,3] 1 3 3", "i[1] 1")]
    [InlineData("ArgMin", "axis=1 select_last_index=1", "f[1,3] 1 3 1", "i[1,1] 2")]
    [InlineData("CumSum", "exclusive=1 reverse=1", "f[3] 1 2 3; i[] 0", "f[3] 5 3 0")]
    // products
    [InlineData("MatMul", "", "f[3] 1 2 3; f[3] 4 5 6", "f[] 32")]
    [InlineData("MatMul", "", "d[2,1,2] 1 2 3 4; d[2,1] 10 1", "d[2,1,1] 12 34")]
    [InlineData("Gemm", "alpha=2.0 beta=0.5 transB=1", "f[1,2] 1 2; f[2,2] 3 4 5 6; f[2] 10 20", "f[1,2] 27 44")]
    [InlineData("Gemm", "transA=1", "f[2,1] 1 2; f[2,1] 3 4; f[] 1", "f[1,1] 12")]
    // normalizations and activations
    [InlineData("Softmax", "axis=0", "f[2,1] 1000 1000", "f[2,1] 0.5 0.5")]
    [InlineData("Softplus", "", "f[3] -200 0 200", "f[3] 0 0.6931472 200")]
    [InlineData("Sigmoid", "", "f[3] -200 0 200", "f[3] 0 0.5 1")]
    [InlineData("Shrink", "lambd=1.5 bias=1.5", "f[4] -2 -1 1.5 3", "f[4] -0.5 0 0 1.5")]
    [InlineData("HardSigmoid", "", "f[3] -3 0 1", "f[3] 0 0.5 0.7")]
    [InlineData("HardSwish", "", "f[3] -3 1 4", "f[3] -0 0.6666667 4")]
    [InlineData("PRelu", "", "f[2,2] -1 -2 -3 4; f[2] 0.5 2", "f[2,2] -0.5 -4 -1.5 4")]
    [InlineData("ThresholdedRelu", "alpha=1.0", "f[3] 1 1.5 -2", "f[3] 0 1.5 0")]
    [InlineData("BatchNormalization", "epsilon=0.0", "f[1,2] 3 4; f[2] 2 1; f[2] 1 0; f[2] 1 2; f[2] 4 1", "f[1,2] 3 2")]
    [InlineData("LayerNormalization", "epsilon=0.0", "f[1,2] 1 3; f[2] 2 2; f[2] 0 1", "f[1,2] -2 3; f[1,1] 2; f[1,1] 1")]
    [InlineData("Cast", "to=7", "f[3] 1.9 -1.9 0", "i[3] 1 -1 0")]
    [InlineData("Cast", "to=1", "s[3] 1.5 -inf NaN", "f[3] 1.5 -inf nan")]
    [InlineData("Cast", "to=8", "i[2] -1 20", "s[2] -1 20")]
    [InlineData("Not", "", "b[2] 1 0", "b[2] 0 1")]
    public void OfTheStandard(string name, string attributes, string inputs, string outputs) =>
        Check("", name, attributes, inputs, outputs);

    [Theory]
    [InlineData("LabelEncoder", "keys_strings=:'a','b' values_int64s=:1,2 default_int64=9", "s[3] b '' a", "i[3] 2 9 1")]
    [InlineData("LabelEncoder", "keys_int64s=:0,1 values_strings=:'no','yes'", "i[3] 1 0 7", "s[3] yes no _Unused")]
    [InlineData("LabelEncoder", "keys_floats=:nan,1.5 values_floats=:0.5,2.5", "f[3] 1.5 nan 3", "f[3] 2.5 0.5 -0")]
    [InlineData("OneHotEncoder", "cats_strings=:'a','b'", "s[2] b c", "f[2,2] 0 1 0 0")]
    [InlineData("OneHotEncoder", "cats_int64s=:3,5", "i[2,1] 5 3", "f[2,1,2] 0 1 1 0")]
    [InlineData("Scaler", "offset=:1.0,2.0 scale=:2.0,0.5", "d[1,2] 2 4", "f[1,2] 2 1")]
    [InlineData("Scaler", "offset=:1.0 scale=:2.0", "i[1,2] 2 4", "f[1,2] 2 6")]
    [InlineData("Normalizer", "norm='L2'", "f[2,2] 3 4 0 0", "f[2,2] 0.6 0.8 0 0")]
    [InlineData("Normalizer", "norm='L1'", "f[1,2] -1 3", "f[1,2] -0.25 0.75")]
    [InlineData("Imputer", "imputed_value_floats=:1.5,2.5 replaced_value_float=nan", "f[2,2] nan 1 0 nan", "f[2,2] 1.5 1 0 2.5")]
    [InlineData("ArrayFeatureExtractor", "", "s[1,3] a b c; i[2] 2 0", "s[1,2] c a")]
    [InlineData("ArrayFeatureExtractor", "", "f[3] 7 8 9; i[1] 1", "f[1,1] 8")]
    [InlineData("Binarizer", "threshold=1.0", "f[3] 1 2 0", "f[3] 0 1 0")]
    [InlineData("FeatureVectorizer", "inputdimensions=:1,2", "f[2,1] 1 2; f[2,2] 3 4 5 6", "f[2,3] 1 3 4 2 5 6")]
    [InlineData("LinearRegressor", "coefficients=:2.0,3.0 intercepts=:1.0", "f[2,2] 1 1 0 2", "f[2,1] 6 7")]
    [InlineData("LinearClassifier", "coefficients=:1.0,-1.0 intercepts=:0.0,0.0 classlabels_strings=:'n','y' post_transform='LOGISTIC'",
        "f[2,1] 0 -1000", "s[2] n y; f[2,2] 0.5 0.5 0 1")]
    public void OfMachineLearning(string name, string attributes, string inputs, string outputs) =>
        Check(OnnxModel.Ml, name, attributes, inputs, outputs);

    [Theory]
    // of versions before attributes became inputs, or changed their meaning
    [InlineData("Softmax", 12, "axis=0", "f[1,2] 1000 1000", "f[1,2] 0.5 0.5")]
    [InlineData("Softmax", 11, "", "f[1,2,2] 0 0 0 0", "f[1,2,2] 0.25 0.25 0.25 0.25")]
    [InlineData("Clip", 6, "min=0.0 max=1.0", "f[3] -1 0.5 2", "f[3] 0 0.5 1")]
    [InlineData("Squeeze", 11, "axes=:0", "f[1,2] 1 2", "f[2] 1 2")]
    [InlineData("Unsqueeze", 11, "axes=:1", "f[2] 1 2", "f[2,1] 1 2")]
    [InlineData("ReduceSum", 11, "axes=:0 keepdims=0", "f[2,2] 1 2 3 4", "f[2] 4 6")]
    [InlineData("ReduceMean", 18, "", "f[2,2] 1 2 3 4; i[1] 0", "f[1,2] 2 3")]
    [InlineData("Slice", 9, "starts=:0 ends=:-1 axes=:1", "f[1,3] 1 2 3", "f[1,2] 1 2")]
    [InlineData("Split", 11, "axis=1 split=:1,2", "f[1,3] 1 2 3", "f[1,1] 1; f[1,2] 2 3")]
    [InlineData("Add", 6, "broadcast=1 axis=0", "f[2,2] 1 2 3 4; f[2] 10 20", "f[2,2] 11 12 23 24")]
    [InlineData("Dropout", 11, "ratio=0.5", "f[2] 1 2", "f[2] 1 2; b[2] 1 1")]
    [InlineData("Gelu", 20, "approximate='tanh'", "f[2] 0 1", "f[2] 0 0.841192")]
    [InlineData("Mish", 18, "", "f[2] 0 1", "f[2] 0 0.8650984")]
    public void OfOtherVersions(string name, int version, string attributes, string inputs, string outputs) =>
        Check("", name, attributes, inputs, outputs, version);

    [Theory]
    [InlineData("", "Foo", "f[1] 1", "node \"one\" (Foo) cannot be evaluated: the operator Foo is not known")]
    [InlineData("ai.onnx.ml", "ZipMap", "f[1] 1",
        "node \"one\" (ai.onnx.ml.ZipMap): a map of classes to probabilities is no tensor; take the tensor of probabilities before it")]
    [InlineData("", "Add", "f[2] 1 2; f[3] 1 2 3", "node \"one\" (Add): shapes [2] and [3] do not go together")]
    [InlineData("", "Add", "f[1] 1; d[1] 1", "node \"one\" (Add): float [1] and double [1] are of different types")]
    [InlineData("", "MatMul", "f[1,2] 1 2; f[3,1] 1 2 3",
        "node \"one\" (MatMul): float [1, 2] and float [3, 1] have no product: 2 columns meet 3 rows")]
    [InlineData("", "Tanh", "s[1] a", "node \"one\" (Tanh): is not computed of string [1]")]
    [InlineData("", "Gather", "f[2] 1 2; i[1] 2", "node \"one\" (Gather): index 2 is not one of 2")]
    [InlineData("", "Clip", "-", "node \"one\" (Clip): input 0 is missing")]
    [InlineData("", "Div", "i[1] 1; i[1] 0", "node \"one\" (Div) cannot be computed of int64 [1], int64 [1]: Attempted to divide by zero.")]
    public void WhatIsNotComputedIsRefusedByNode(string domain, string name, string inputs, string message)
    {
        (OnnxModel model, Dictionary<string, OnnxTensor> given) = Graph(domain, name, "", inputs, 1, 17);
        Exception error = Assert.ThrowsAny<Exception>(() => new OnnxEvaluator(model).Run(given));
        Assert.True(error is NotSupportedException or InvalidDataException, error.GetType().Name);
        Assert.Equal(message, error.Message);
    }

    static void Check(string domain, string name, string attributes, string inputs, string outputs, int version = 17)
    {
        if (domain.Length == 0 && version == 17 && name is "Split") version = 18;
        OnnxTensor?[] expected = TensorText.ReadAll(outputs);
        (OnnxModel model, Dictionary<string, OnnxTensor> given) = Graph(domain, name, attributes, inputs, expected.Length, version);
        IReadOnlyDictionary<string, OnnxTensor> found = new OnnxEvaluator(model).Run(given);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Comparison.Error(expected[i]!, found[$"out{i}"]);
            Assert.True(error <= 1, $"expected {expected[i]} {string.Join(' ', expected[i]!.Data.Cast<object>())}, " +
                $"found {found[$"out{i}"]} {string.Join(' ', found[$"out{i}"].Data.Cast<object>())}");
        }
    }

    static (OnnxModel Model, Dictionary<string, OnnxTensor> Inputs) Graph(
        string domain, string name, string attributes, string inputs, int outputs, int version)
    {
        OnnxTensor?[] given = TensorText.ReadAll(inputs);
        var node = new OnnxNode(name, [.. given.Select((one, i) => one is null ? "" : $"in{i}")],
            [.. Enumerable.Range(0, outputs).Select(i => $"out{i}")])
        {
            Name = "one",
            Domain = domain,
            Attributes = TensorText.Attributes(attributes),
        };
        return (Small.Of(node, version),
            given.Index().Where(one => one.Item is not null).ToDictionary(one => $"in{one.Index}", one => one.Item!));
    }
}
