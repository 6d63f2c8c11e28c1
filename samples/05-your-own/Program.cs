// Your own activation, loss and optimizer: a formula each. The engine compiles it for every vector width and for float and
// double, the gradient check holds the slope that you wrote against central differences, and the formula writes itself down.
// With "layer": a layer, a schedule and an initializer; with "encoder": an encoder of a table's column.
//
//     dotnet run --project samples/05-your-own -c Release
//     dotnet run --project samples/05-your-own -c Release -- layer
//     dotnet run --project samples/05-your-own -c Release -- encoder

using Myelin;
using Myelin.Explain;
using Myelin.Numerics;

if (args is ["layer"]) return OwnLayer.Run() ? 0 : 1;
if (args is ["encoder"]) return OwnEncoder.Run() ? 0 : 1;

var network = new Network(2, new Dense(8, new Squareplus()), new Dense(1));
double[,] inputs = new double[64, 2], targets = new double[64, 1];
var random = new RandomStream(seed: 1, RandomPurpose.Other);
for (int n = 0; n < 64; n++)
{
    (inputs[n, 0], inputs[n, 1]) = (random.Uniform(-1, 1), random.Uniform(-1, 1));
    targets[n, 0] = inputs[n, 0] * inputs[n, 1];
}
var samples = new Samples<double>(inputs, targets);

// is the slope the value's derivative?
using Model<double> model = Model.Create<double>(network, seed: 1);
GradientReport report = GradientCheck.Run(model, new Charbonnier(), samples);
Console.WriteLine(report);

// and does the optimizer go downhill?
using var trainer = new Trainer<double>(model, new Charbonnier(), new Yogi(LearningRate: 0.01));
double before = trainer.Evaluate(samples);
trainer.Fit(samples, epochs: 200);
double after = trainer.Evaluate(samples);
Console.WriteLine(FormattableString.Invariant($"loss {before:F5} before, {after:F5} after 200 epochs of {nameof(Yogi)}"));

// what was written above in C#, as text, as LaTeX, and as C that computes the same bits
IActivation activation = new Squareplus();
(Expression value, Expression slope) = activation.Formula(Expression.Letter("z"), Expression.Letter("a"))!.Value;
RuleFormula yogi = new Yogi()
    .Formula(step: 1, Expression.Letter("g"), Expression.Letter("θ"), Expression.Letter("m"), Expression.Letter("v"))!;
string c = FormulaSource.C().Add("squareplus", ["z"], value).Add("squareplus_slope", ["z", "a"], slope).ToString();
Console.WriteLine($"a = {value}, σ′ = {slope}, in LaTeX {value.ToLatex()}");
Console.WriteLine($"m := {yogi.Remembered[0]}, v := {yogi.Remembered[1]}");
Console.WriteLine(c[c.IndexOf("float squareplus", StringComparison.Ordinal)..]);
return report.Passed && after < before ? 0 : 1;

/// <summary>a = ½ (z + √(z² + 4)), slope ½ (1 + z/√(z² + 4)) (Barron 2021, arXiv 2112.11687)</summary>
readonly record struct Squareplus : IActivation<Squareplus>
{
    public bool NeedsInput => true;

    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Of(0.5) * (z + TLane.Sqrt(z * z + TLane.Of(4)));

    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.Of(0.5) * (TLane.Of(1) + z / TLane.Sqrt(z * z + TLane.Of(4)));
}

/// <summary>ℓ = √(1 + e²) − 1 with e = ŷ − y, ∂ℓ/∂ŷ = e/√(1 + e²) (Charbonnier et al. 1994)</summary>
readonly record struct Charbonnier : IElementLoss<Charbonnier>
{
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = prediction - target, root = TLane.Sqrt(TLane.Of(1) + error * error);
        gradient = error / root;
        return root - TLane.Of(1);
    }
}

/// <summary>m := β₁ m + (1 − β₁) g;  v := v − (1 − β₂) sign(v − g²) g²;  d = m/(√v + ε) (Zaheer et al. 2018, algorithm 2)</summary>
sealed record Yogi(double LearningRate = 0.01, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-3)
    : Optimizer<Yogi.Rule>(LearningRate)
{
    public override Rule At(long t) => new(Beta1, Beta2, Epsilon);

    public readonly record struct Rule(double Beta1, double Beta2, double Epsilon) : IUpdateRule
    {
        public static int Moments => 2;

        public TLane Direction<TLane>(TLane g, TLane w, ref TLane m, ref TLane v, ref TLane u) where TLane : struct, ILane<TLane>
        {
            TLane square = g * g, step = TLane.Of("1 − β₂", 1 - Beta2) * square;
            m = TLane.Of("β₁", Beta1) * m + TLane.Of("1 − β₁", 1 - Beta1) * g;
            v = TLane.IfLess(v, square, v + step, v - step);
            return m / (TLane.Sqrt(v) + TLane.Of("ε", Epsilon));
        }
    }
}
