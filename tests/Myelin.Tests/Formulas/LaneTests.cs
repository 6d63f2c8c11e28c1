using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Formulas;

/// <summary>Every formula gives the same bits in every width of lane, for float and for double.</summary>
public class LaneTests
{
    // a multiple of the widest lane: every size and sign, the ends of the formats, and what is no number
    static readonly double[] s_numbers =
    [
        0, -0.0, double.Epsilon, -double.Epsilon, 1e-40, -1e-40, 1e-8, -1e-8, 0.3, -0.3, 0.5, -0.5, 1, -1, 1.01, -1.01,
        2.5, -2.5, 3, -3, 6, -6, 17.3, -17.3, 40, -40, 87.5, -87.5, 88.9, -88.9, 103.5, -103.5,
        300, -300, 709.5, -709.5, 745, -745, 1e4, -1e4, 1e6, -1e6, 1e15, -1e15, 1e30, -1e30, 3e38, -3e38,
        1e300, -1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
        0.1, -0.1, 0.7, -0.7, 1.7, -1.7, 4.2, -4.2, 9.9, -9.9, 0.999,
    ];

    [Fact]
    public void ActivationsHaveTheSameBitsInEveryWidth()
    {
        Check(new Celu(2)); Check(new Elu(0.5)); Check(new Exponential()); Check(new Gaussian()); Check(new Gelu()); Check(new GeluTanh());
        Check(new HardShrink()); Check(new HardSigmoid()); Check(new HardSwish()); Check(new HardTanh()); Check(new Identity());
        Check(new LeakyRelu()); Check(new LogSigmoid()); Check(new Mish()); Check(new Relu()); Check(new Relu6()); Check(new Selu());
        Check(new Sigmoid()); Check(new Silu()); Check(new Sine()); Check(new Softplus(2)); Check(new SoftShrink()); Check(new Softsign());
        Check(new Tanh()); Check(new TanhShrink());
        Assert.Equal(Types(typeof(IActivation<>)), _checked);

        void Check<TActivation>(TActivation formula) where TActivation : struct, IActivation<TActivation>
        {
            _checked.Add(typeof(TActivation));
            Agree<float, Scalar<float>, Lane128<float>, Lane256<float>, Lane512<float>>(s_numbers, formula, Both, Both, Both, Both);
            Agree<double, Scalar<double>, Lane128<double>, Lane256<double>, Lane512<double>>(s_numbers, formula, Both, Both, Both, Both);

            (TLane, TLane) Both<TLane>(TLane z, TLane _) where TLane : struct, ILane<TLane>
            {
                TLane a = formula.Value(z);
                return (a, formula.Slope(z, a));
            }
        }
    }

    [Fact]
    public void LossesHaveTheSameBitsInEveryWidth()
    {
        Check(new BinaryCrossEntropy()); Check(new GaussianNegativeLogLikelihood(0.7, true)); Check(new HalfSquaredError());
        Check(new Hinge());
        Check(new Huber(0.4)); Check(new KullbackLeiblerDivergence()); Check(new LogCosh()); Check(new MeanAbsoluteError());
        Check(new MeanSquaredError()); Check(new MeanSquaredLogarithmicError()); Check(new PoissonNegativeLogLikelihood(false, true));
        Check(new Quantile(0.3)); Check(new SigmoidCrossEntropy(2)); Check(new SmoothL1(0.3)); Check(new SoftMargin());
        Check(new SquaredHinge());
        Assert.Equal(Types(typeof(IElementLoss<>)), _checked);

        void Check<TLoss>(TLoss formula) where TLoss : struct, IElementLoss<TLoss>
        {
            _checked.Add(typeof(TLoss));
            foreach (double target in new[] { -1, 0, 0.3, 1, 4 })
            {
                double[] targets = [.. Enumerable.Repeat(target, s_numbers.Length)];
                Agree<float, Scalar<float>, Lane128<float>, Lane256<float>, Lane512<float>>(targets, formula, Both, Both, Both, Both);
                Agree<double, Scalar<double>, Lane128<double>, Lane256<double>, Lane512<double>>(targets, formula, Both, Both, Both, Both);
            }

            (TLane, TLane) Both<TLane>(TLane prediction, TLane y) where TLane : struct, ILane<TLane>
            {
                TLane value = formula.Evaluate(prediction, y, out TLane gradient);
                return (value, gradient);
            }
        }
    }

    readonly HashSet<Type> _checked = [];

    static void Agree<T, TScalar, T128, T256, T512>(
        double[] second, object formula,
        Lanewise.Pair<TScalar> scalar, Lanewise.Pair<T128> f128, Lanewise.Pair<T256> f256, Lanewise.Pair<T512> f512)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TScalar : unmanaged, ILane<TScalar, T>
        where T128 : unmanaged, ILane<T128, T>
        where T256 : unmanaged, ILane<T256, T>
        where T512 : unmanaged, ILane<T512, T>
    {
        double[] one = Lanewise.Map<T, TScalar>(s_numbers, second, scalar);
        Same(Lanewise.Map<T, T128>(s_numbers, second, f128), 128);
        Same(Lanewise.Map<T, T256>(s_numbers, second, f256), 256);
        Same(Lanewise.Map<T, T512>(s_numbers, second, f512), 512);

        void Same(double[] lane, int width)
        {
            long[] expected = Lanewise.Bits(one), found = Lanewise.Bits(lane);
            for (int i = 0; i < found.Length; i++)
                Assert.True(expected[i] == found[i],
                    $"{formula} of {s_numbers[i % s_numbers.Length]:R}, {second[i % s_numbers.Length]:R} in {typeof(T).Name} lanes " +
                    $"of {width} bits: {(i < s_numbers.Length ? "value" : "slope")} {lane[i]:R}, not {one[i]:R}");
        }
    }

    static HashSet<Type> Types(Type open) =>
    [
        .. open.Assembly.GetTypes().Where(type => type.IsValueType && !CornerTypes.Has(type) &&
            type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == open)),
    ];
}
