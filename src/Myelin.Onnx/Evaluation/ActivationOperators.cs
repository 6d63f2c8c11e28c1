namespace Myelin.Onnx;

/// <summary>Activation functions of each element, with the operators' defaults.</summary>
static class ActivationOperators
{
    /// <summary>√2 and √(2/π), of GELU.</summary>
    const double RootTwo = 1.4142135623730950488, RootTwoOverPi = 0.79788456080286535588;

    public static IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> All { get; } = new Dictionary<string, Func<Call, OnnxTensor[]>>
    {
        ["Relu"] = ElementOperators.Unary(x => x < 0 ? 0 : x, x => Math.Max(x, 0)),
        ["Sigmoid"] = ElementOperators.Unary(Functions.Sigmoid),
        ["Tanh"] = ElementOperators.Unary(Functions.Tanh),
        ["Softplus"] = ElementOperators.Unary(Functions.Softplus),
        ["Softsign"] = ElementOperators.Unary(x => x / (1 + Math.Abs(x))),
        ["Mish"] = ElementOperators.Unary(x => x * Functions.Tanh(Functions.Softplus(x))),
        ["HardSwish"] = ElementOperators.Unary(x => x * Math.Clamp(x / 6 + 0.5, 0, 1)),
        ["LeakyRelu"] = Of(call => call.Number("alpha", 0.01f), slope => x => x < 0 ? slope * x : x),
        ["ThresholdedRelu"] = Of(call => call.Number("alpha", 1), least => x => x > least ? x : double.IsNaN(x) ? x : 0),
        ["Elu"] = Of(call => call.Number("alpha", 1), alpha => x => x < 0 ? alpha * Functions.ExpMinusOne(x) : x),
        ["Celu"] = Of(call => call.Number("alpha", 1), alpha =>
            x => Math.Max(0, x) + Math.Min(0, alpha * Functions.ExpMinusOne(x / alpha))),
        ["Selu"] = Selu,
        ["Swish"] = Of(call => call.Number("alpha", 1), alpha => x => x * Functions.Sigmoid(alpha * x)),
        ["Gelu"] = Gelu,
        ["HardSigmoid"] = HardSigmoid,
        ["Shrink"] = Shrink,
        ["PRelu"] = PRelu,
    };

    static Func<Call, OnnxTensor[]> Of(Func<Call, double> setting, Func<double, Func<double, double>> function) =>
        call => [Numbers.Map(call.X, function(setting(call)))];

    static OnnxTensor[] Selu(Call call)
    {
        (double alpha, double gamma) = (call.Number("alpha", 1.67326319217681884765625), call.Number("gamma", 1.05070102214813232421875));
        return [Numbers.Map(call.X, x => gamma * (x > 0 ? x : alpha * Functions.ExpMinusOne(x)))];
    }

    static OnnxTensor[] Gelu(Call call) => [call.Text("approximate", "none") == "tanh"
        ? Numbers.Map(call.X, x => 0.5 * x * (1 + Functions.Tanh(RootTwoOverPi * (x + 0.044715 * x * x * x))))
        : Numbers.Map(call.X, x => 0.5 * x * (1 + Functions.Erf(x / RootTwo)))];

    static OnnxTensor[] HardSigmoid(Call call)
    {
        (double alpha, double beta) = (call.Number("alpha", 0.2f), call.Number("beta", 0.5));
        return [Numbers.Map(call.X, x => Math.Max(0, Math.Min(1, alpha * x + beta)))];
    }

    static OnnxTensor[] Shrink(Call call)
    {
        (double lambda, double bias) = (call.Number("lambd", 0.5), call.Number("bias", 0));
        return [Numbers.Map(call.X, x => x < -lambda ? x + bias : x > lambda ? x - bias : double.IsNaN(x) ? x : 0)];
    }

    // a list of slopes is one for each channel, axis 1, in versions before 7
    static OnnxTensor[] PRelu(Call call)
    {
        OnnxTensor slope = call.Input(1);
        if (call.Version < 7 && slope.Rank == 1 && slope.Count > 1 && call.X.Rank > 2)
            slope = slope.WithShape([slope.Count, .. Enumerable.Repeat(1, call.X.Rank - 2)]);
        OnnxTensor result = ElementOperators.Pair(call.X, slope, (x, s) => x < 0 ? s * x : x, (x, s) => x < 0 ? s * x : x);
        return result.Shape.SequenceEqual(call.X.Shape) ? [result] : throw call.Invalid($"slopes {slope} do not repeat to {call.X}");
    }
}
