using Microsoft.ML.OnnxRuntime;

namespace Myelin.Onnx.Tests.Evaluation;

/// <summary>Each operator on random tensors against ONNX Runtime, from the bytes that are written.</summary>
public class RuntimeTests
{
    /// <summary>Operator, attributes and inputs: f[2,3] is a random tensor of that shape, "f[2] 1 2" one of these numbers.</summary>
    static readonly (string Name, string Attributes, string Inputs)[] s_cases =
    [
        ("Abs", "", "f[5]"), ("Neg", "", "d[5]"), ("Sign", "", "f[5]"), ("Reciprocal", "", "f[7]"), ("Sqrt", "", "d[9]"),
        ("Floor", "", "f[9]"), ("Ceil", "", "f[9]"), ("Round", "", "f[9]"), ("Exp", "", "f[50]"), ("Exp", "", "d[50]"),
        ("Log", "", "f[50]"), ("Log", "", "d[50]"), ("Erf", "", "f[50]"), ("Sin", "", "d[50]"), ("Cos", "", "f[50]"),
        ("Tanh", "", "f[50]"), ("Tanh", "", "d[50]"), ("Sigmoid", "", "f[50]"), ("Sigmoid", "", "d[50]"), ("Relu", "", "f[9]"),
        ("LeakyRelu", "alpha=0.2", "f[9]"), ("Elu", "alpha=0.7", "f[50]"), ("Selu", "", "f[50]"), ("Celu", "alpha=1.5", "f[50]"),
        ("Softplus", "", "f[50]"), ("Softsign", "", "f[50]"), ("HardSigmoid", "", "f[50]"), ("HardSwish", "", "f[50]"),
        ("ThresholdedRelu", "", "f[50]"), ("Shrink", "lambd=0.5 bias=0.5", "f[50]"), ("Shrink", "lambd=0.5", "f[50]"),
        ("PRelu", "", "f[3,4];f[4]"), ("PRelu", "", "f[3,4];f[1]"), ("Mish", "", "f[50]"), ("Gelu", "", "f[50]"),
        ("Gelu", "approximate='tanh'", "f[50]"), ("Add", "", "f[3,1,4];f[2,1]"), ("Sub", "", "d[3];d[2,3]"), ("Mul", "", "i[3];i[1]"),
        ("Div", "", "f[3,2];f[2]"), ("Div", "", "i[4] 7 -7 9 -9; i[4] 2 2 -4 -4"), ("Pow", "", "f[4];f[4] 2 3 -1 0"),
        ("Pow", "", "f[4] 0.5 2 3 0;f[4] 0.5 1.7 -0.3 2.5"), ("Mod", "", "i[5];i[5] 3 -3 2 -2 5"),
        ("Mod", "fmod=1", "f[5];f[5] 3 -3 2 -2 0.7"), ("Min", "", "f[3];f[2,3];f[]"), ("Max", "", "f[3] nan 1 2;f[3] 0 nan 5"),
        ("Sum", "", "f[3];f[2,3]"), ("Mean", "", "f[3];f[2,3];f[1]"), ("Clip", "", "f[9];f[] -0.5;f[] 0.5"),
        ("Clip", "", "d[9];-;d[] 0.5"), ("Less", "", "f[3];f[2,3]"), ("LessOrEqual", "", "d[9];d[9]"), ("Greater", "", "i[3];i[3]"),
        ("GreaterOrEqual", "", "f[3];f[]"), ("Equal", "", "i[9];i[9]"), ("And", "", "b[9];b[9]"), ("Or", "", "b[3];b[2,3]"),
        ("Xor", "", "b[9];b[9]"), ("Not", "", "b[9]"), ("IsNaN", "", "f[3] nan 1 inf"), ("IsInf", "", "f[3] nan -inf inf"),
        ("MatMul", "", "f[3,17];f[17,5]"), ("MatMul", "", "d[2,3,4];d[4,5]"), ("MatMul", "", "f[4];f[4,5]"),
        ("MatMul", "", "f[2,1,3,4];f[5,4,2]"), ("Gemm", "alpha=0.5 beta=2.0 transA=1 transB=1", "f[4,3];f[5,4];f[5]"),
        ("Gemm", "", "d[3,4];d[4,2];d[3,1]"), ("Gemm", "transB=1", "f[3,4];f[2,4]"), ("ReduceSum", "keepdims=0", "f[2,3,4];i[2] 0 -1"),
        ("ReduceSum", "", "i[2,3]"), ("ReduceMean", "axes=:1", "f[2,3]"), ("ReduceMax", "axes=:-1 keepdims=0", "f[2,3]"),
        ("ReduceMin", "", "d[2,3]"), ("ReduceProd", "axes=:0", "f[2,3]"), ("ReduceL1", "axes=:0", "f[2,3]"),
        ("ReduceL2", "axes=:1", "f[2,3]"), ("ReduceSumSquare", "", "f[2,3]"), ("ReduceLogSumExp", "axes=:1", "f[2,3]"),
        ("ArgMax", "axis=1", "f[3,5]"), ("ArgMin", "axis=-1 keepdims=0", "f[3,5]"),
        ("ArgMax", "axis=0 select_last_index=1", "i[4] 1 3 3 2"), ("Softmax", "", "f[3,5]"), ("Softmax", "axis=1", "d[2,3,2]"),
        ("LogSoftmax", "", "f[3,5]"), ("Hardmax", "", "f[3,5]"), ("CumSum", "exclusive=1", "f[3,4];i[] 1"),
        ("CumSum", "reverse=1", "d[4];i[] 0"), ("BatchNormalization", "", "f[4,3];f[3];f[3];f[3];f[3] 0.5 1 2"),
        ("LayerNormalization", "", "f[4,8];f[8];f[8]"), ("LayerNormalization", "axis=1 epsilon=0.01", "f[2,3,4];f[3,4]"),
        ("Identity", "", "s[2] a b"), ("Reshape", "", "f[2,6];i[3] 3 -1 2"), ("Flatten", "axis=2", "f[2,3,4]"),
        ("Squeeze", "", "f[1,3,1];i[1] 0"), ("Squeeze", "", "f[1,3,1]"), ("Unsqueeze", "", "f[3];i[2] 0 2"), ("Shape", "", "f[2,3]"),
        ("Size", "", "f[2,3]"), ("ConstantOfShape", "", "i[2] 2 3"), ("Range", "", "f[] 1;f[] 3;f[] 0.5"),
        ("Range", "", "i[] 5;i[] 0;i[] -2"), ("Cast", "to=1", "d[9]"), ("Cast", "to=7", "f[9]"), ("Cast", "to=9", "f[3] 0 -1 0.2"),
        ("Cast", "to=11", "s[2] 1.5 -2e3"), ("Cast", "to=8", "i[3]"), ("Cast", "to=6", "i[3]"), ("Cast", "to=1", "b[3]"),
        ("Transpose", "perm=:2,0,1", "f[2,3,4]"), ("Transpose", "", "s[1,2] a b"), ("Gather", "axis=1", "f[2,3];i[2,1] -1 0"),
        ("Gather", "", "s[3] a b c;i[2] 2 0"), ("Slice", "", "f[4,5];i[2] 0 -1;i[2] 3 -5;i[2] 0 1;i[2] 2 -2"),
        ("Slice", "", "d[5];i[1] 1;i[1] 99"), ("Concat", "axis=1", "f[2,1];f[2,3]"), ("Concat", "axis=0", "s[1] a;s[2] b c"),
        ("Pad", "", "f[2,3];i[4] 0 1 2 0"),
        ("Split", "axis=1", "f[2,4];i[2] 1 3"), ("Expand", "", "f[3,1];i[3] 2 1 4"), ("Tile", "", "f[2,2];i[2] 2 3"),
        ("Where", "", "b[3];f[2,3];f[]"), ("Where", "", "b[2];s[2] a b;s[1] c"), ("OneHot", "axis=1", "i[2,2] 0 1 2 -1;i[1] 3;f[2] 0 1"),
        ("OneHot", "", "i[3] 5 -4 1;i[1] 3;f[2] -1 1"), ("Dropout", "", "f[4]"),
    ];

    static readonly (string Name, string Attributes, string Inputs)[] s_ml =
    [
        ("LabelEncoder", "keys_strings=:'a','b' values_int64s=:1,2 default_int64=9", "s[2,1] b c"),
        ("LabelEncoder", "keys_int64s=:0,1 values_strings=:'no','yes'", "i[3] 1 0 7"),
        ("LabelEncoder", "keys_strings=:'a','b' values_floats=:0.5,1.5", "s[3] b c a"),
        ("LabelEncoder", "keys_floats=:0.5,1.5 values_int64s=:3,4", "f[3] 1.5 0.5 0"),
        ("OneHotEncoder", "cats_strings=:'a','b'", "s[2] b c"), ("OneHotEncoder", "cats_int64s=:3,5", "i[2,1] 5 3"),
        ("Scaler", "offset=:1.0,2.0 scale=:2.0,0.5", "f[3,2]"), ("Scaler", "offset=:1.0 scale=:2.0", "d[3,2]"),
        ("Normalizer", "norm='L2'", "f[3,4]"), ("Normalizer", "norm='L1'", "f[3,4]"), ("Normalizer", "norm='MAX'", "f[2,2] 1 2 3 0.5"),
        ("Imputer", "imputed_value_floats=:1.5,2.5 replaced_value_float=nan", "f[2,2] nan 1 0 nan"),
        ("ArrayFeatureExtractor", "", "f[2,3];i[2] 2 0"), ("ArrayFeatureExtractor", "", "s[1,3] a b c;i[1,1] 2"),
        ("ArrayFeatureExtractor", "", "i[3];i[2] 1 1"), ("Binarizer", "threshold=0.1", "f[9]"),
        ("FeatureVectorizer", "inputdimensions=:1,2", "f[2,1];f[2,2]"),
        ("LinearRegressor", "coefficients=:2.0,3.0 intercepts=:1.0", "f[4,2]"),
        ("LinearRegressor", "coefficients=:2.0,3.0,-1.0,0.5 intercepts=:1.0,2.0 targets=2", "f[4,2]"),
        ("LinearClassifier",
            "coefficients=:1.0,-1.0,0.5,2.0,0.1,0.2 intercepts=:0.0,0.5,1.0 classlabels_ints=:4,5,6 post_transform='SOFTMAX'", "f[5,2]"),
        ("LinearClassifier", "coefficients=:1.0,-1.0,0.5,2.0,0.1,0.2 intercepts=:0.0,0.5,1.0 classlabels_strings=:'a','b','c'", "f[5,2]"),
    ];

    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach ((string name, string attributes, string inputs) in s_cases) data.Add("", name, attributes, inputs);
            foreach ((string name, string attributes, string inputs) in s_ml) data.Add(OnnxModel.Ml, name, attributes, inputs);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ResultsAreThoseOfOnnxRuntime(string domain, string name, string attributes, string inputs)
    {
        var random = new Random(7);
        OnnxTensor?[] given = [.. inputs.Split(';').Select(one => Draw(one.Trim(), random))];
        string[] names = [.. given.Select((one, i) => one is null ? "" : $"in{i}")];
        string[] outputs = name is "Split" or "LinearClassifier" ? ["out0", "out1"] : ["out0"];
        Dictionary<string, object> settings = TensorText.Attributes(attributes);
        if (name == "ConstantOfShape") settings["value"] = OnnxTensor.List(2.5);
        var node = new OnnxNode(name, names, outputs) { Domain = domain, Attributes = settings };
        OnnxModel model = Small.Of(node, name switch { "Gelu" => 20, "Mish" => 18, _ => 17 }).With(graph => graph with
        {
            Inputs = [.. given.Index().Where(one => one.Item is not null)
                .Select(one => new OnnxValue(names[one.Index], one.Item!.Type,
                    [.. one.Item.Dimensions.Select(length => (OnnxDimension)length)]))],
        });
        Dictionary<string, OnnxTensor> values = given.Index()
            .Where(one => one.Item is not null).ToDictionary(one => names[one.Index], one => one.Item!);
        IReadOnlyDictionary<string, OnnxTensor> expected = Runtime.Run(OnnxWriter.ToArray(model), values);
        IReadOnlyDictionary<string, OnnxTensor> found = new OnnxEvaluator(OnnxFile.Read(OnnxWriter.ToArray(model), "f")).Run(values);
        foreach ((string output, OnnxTensor tensor) in expected)
        {
            double error = Comparison.Error(tensor, found[output], name is "Pow" ? 4 : 1);
            Assert.True(error <= 1, $"{error}: {tensor} {string.Join(' ', tensor.Data.Cast<object>())}, " +
                $"found {found[output]} {string.Join(' ', found[output].Data.Cast<object>())}");
        }
    }

    [Fact]
    public void EveryOperatorThatIsKnownIsCompared()
    {
        string[] spared = ["Constant", "Swish", "RMSNormalization", "ReduceLogSum", "ZipMap"];
        HashSet<string> compared = [.. s_cases.Concat(s_ml).Select(one => one.Name), .. spared];
        Assert.Equal([], Operators.Names("").Concat(Operators.Names(OnnxModel.Ml)).Except(compared));
    }

    [Fact]
    public void AWrongResultIsSeen() =>
        Assert.True(Comparison.Error(OnnxTensor.List(1f, 2), OnnxTensor.List(1f, 2.00001f)) > 1);

    static OnnxTensor? Draw(string text, Random random)
    {
        if (text == "-" || !text.EndsWith(']')) return TensorText.Read(text);
        int count = text[(text.IndexOf('[') + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(1, (size, one) => size * int.Parse(one));
        IEnumerable<string> numbers = Enumerable.Range(0, count).Select(_ => text[0] switch
        {
            'i' or 'j' => $"{random.Next(-9, 9)}",
            'b' => $"{random.Next(2)}",
            _ => FormattableString.Invariant($"{3 * (random.NextDouble() - 0.4):R}"),
        });
        return TensorText.Read($"{text} {string.Join(' ', numbers)}");
    }
}
