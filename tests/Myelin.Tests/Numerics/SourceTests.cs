using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Myelin.Numerics;
using Myelin.Tests.Formulas;

namespace Myelin.Tests.Numerics;

/// <summary>The C and the JavaScript that formulas write of themselves compute the bits of the lanes.</summary>
public unsafe class SourceTests
{
    /// <summary>From pattern to pattern of all floats: 4.4 million of them.</summary>
    const uint Stride = 977;

    public static TheoryData<string> Activations => Catalogue.ElementNames;

    public static TheoryData<string> Optimizers =>
    [
        "sgd", "sgd(momentum=0.9)", "sgd(momentum=0.9, dampening=0.3)", "sgd(momentum=0.9, nesterov=true)", "adam", "adam(ams-grad=true)",
        "adam(epsilon-hat=true)", "adam(ams-grad=true, epsilon-hat=true)", "adamw", "adamax", "nadam", "radam", "rmsprop",
        "rmsprop(momentum=0.9)",
        "rmsprop(centered=true)", "rmsprop(centered=true, momentum=0.9)", "adagrad",
        "adagrad(rate-decay=0.1, initial-accumulator=0.5)", "adadelta",
        "rprop", "lion",
    ];

    [Theory, MemberData(nameof(Activations))]
    public void CComputesTheBitsOfEveryActivationAndItsSlope(string name)
    {
        IActivation activation = Catalogue.Element(name).Activation;
        using var compiled = new Compiled(Source(FormulaSource.C(), activation).ToString());
        var value = (delegate* unmanaged<float, float>)compiled["value"];
        var slope = (delegate* unmanaged<float, float, float>)compiled["slope"];
        Assert.Equal("",
            (string)Generic(nameof(Different)).MakeGenericMethod(activation.GetType())
                .Invoke(null, [activation, (nint)value, (nint)slope])!);
    }

    [Theory, MemberData(nameof(Optimizers))]
    public void CComputesTheBitsOfEveryOptimizersRule(string name)
    {
        Optimizer optimizer = Myelin.OptimizerNames.Parse(name);
        var random = new RandomStream(7, RandomPurpose.Other);
        foreach (long step in (long[])[1, 2, 5, 1000])
        {
            RuleFormula formula = optimizer.Formula(step, Expression.Letter("g"), Expression.Letter("θ"), Expression.Letter("m"),
                Expression.Letter("v"), Expression.Letter("u"))!;
            Expression[] moments = [.. formula.Remembered, .. new Expression[3]];
            using var compiled = new Compiled(FormulaSource.C().Add("rule", ["g", "θ", "m", "v", "u"],
                [("d", formula.Direction), ("m", moments[0]), ("v", moments[1]), ("u", moments[2])]).ToString());
            var rule = (delegate* unmanaged<float, float, float, float, float, float*, float*, float*, float*, void>)compiled["rule"];
            IRule direct = optimizer.Choose(new Direct(step))!;
            for (int i = 0; i < 10_000; i++)
            {
                float g = Number(), w = Number(), m = Number(), v = Math.Abs(Number()), u = Math.Abs(Number());
                (float d, float m1, float v1, float u1) c = default;
                rule(g, w, m, v, u, &c.d, &c.m1, &c.v1, &c.u1);
                (float, float, float, float) own = direct.Of(g, w, m, v, u);
                int count = formula.Remembered.Count;
                var shown = (c.d, count > 0 ? c.m1 : 0, count > 1 ? c.v1 : 0, count > 2 ? c.u1 : 0);
                Assert.True(
                    Bits(own.Item1) == Bits(shown.Item1) && (count < 1 || Bits(own.Item2) == Bits(shown.Item2)) &&
                        (count < 2 || Bits(own.Item3) == Bits(shown.Item3))
                        && (count < 3 || Bits(own.Item4) == Bits(shown.Item4)),
                    $"{name}, step {step}, of g {g:R}, m {m:R}, v {v:R}, u {u:R}: {own}, in C {shown}");
            }
        }

        float Number() => random.NextDouble() < 0.1 ? 0 : (float)(random.Normal() * Math.Pow(10, 8 * random.NextDouble() - 4));
    }

    [Fact]
    public void JavaScriptComputesTheBitsOfEveryActivationAndItsSlope()
    {
        (var source, var calls) = (new System.Text.StringBuilder(), new List<string>());
        var all = FormulaSource.JavaScript();
        foreach (ElementFormula formula in Catalogue.Elements)
        {
            string name = $"n{calls.Count}";
            Source(all, formula.Activation, name);
            calls.Add($"[{name}value, {name}slope]");
        }
        source.Append(all).Append(CultureInfo.InvariantCulture, $$"""
            const hash = pair => {
              let h = 0;
              for (let b = 0; b <= 0xFFFFFFFF; b += {{Stride * 401}}) {
                const x = f_number(b), y = pair[0](x);
                for (const one of [y, pair[1](x, y)]) h = (Math.imul(h, 31) + (Number.isNaN(one) ? 1 : f_bits(one))) >>> 0;
              }
              return h;
            };
            console.log([{{string.Join(", ", calls)}}].map(hash).join("\n"));
            """);
        string[] hashes = Compiled.Node(source.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] own = [.. Catalogue.Elements.Select(
            f => ((uint)Generic(nameof(Hash)).MakeGenericMethod(f.Activation.GetType()).Invoke(null, [f.Activation])!).ToString(
                CultureInfo.InvariantCulture))];
        string[] wrong = [.. Catalogue.Elements.Select(f => f.Name).Where((_, i) => own[i] != hashes[i])];
        Assert.True(wrong.Length == 0, string.Join(", ", wrong));
    }

    [Fact]
    public void SumsAndSquaresOfAnExplanationAreWritten()
    {
        Expression x = Expression.Letter("x");
        string source = FormulaSource.C()
            .Add("f", ["x"], Expression.Square(x) + Expression.Sum(5, i => x * Expression.Measured(i))).ToString();
        using var compiled = new Compiled(source);
        Assert.Equal(9 + 3 * 10, ((delegate* unmanaged<float, float>)compiled["f"])(3));
        var wrong = Assert.Throws<ArgumentException>(() => FormulaSource.C().Add("f", ["x"], Expression.Power(x, 0.3)));
        Assert.Contains("is not written as source", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALetterWithoutANumberIsNamed()
    {
        var wrong =
            Assert.Throws<ArgumentException>(() => FormulaSource.C().Add("f", ["x"], Expression.Letter("x") + Expression.Letter("q")));
        Assert.StartsWith("f: the letter q is no parameter and has no number.", wrong.Message, StringComparison.Ordinal);
    }

    static FormulaSource Source(FormulaSource source, IActivation activation, string prefix = "")
    {
        (Expression value, Expression slope) = activation.Formula(Expression.Letter("z"), Expression.Letter("a"))!.Value;
        return source.Add($"{prefix}value", ["z"], value).Add($"{prefix}slope", ["z", "a"], slope);
    }

    static MethodInfo Generic(string name) => typeof(SourceTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static string Different<TActivation>(TActivation activation, nint value, nint slope)
        where TActivation : struct, IActivation<TActivation>
    {
        var valueInC = (delegate* unmanaged<float, float>)value;
        var slopeInC = (delegate* unmanaged<float, float, float>)slope;
        for (ulong pattern = 0; pattern <= uint.MaxValue; pattern += Stride)
        {
            float z = BitConverter.UInt32BitsToSingle((uint)pattern), a = activation.Value(new Scalar<float>(z)).Value;
            float s = activation.Slope(new Scalar<float>(z), new(a)).Value;
            if (Bits(a) != Bits(valueInC(z))) return $"value at {z:R}: {a:R}, in C {valueInC(z):R}";
            if (Bits(s) != Bits(slopeInC(z, a))) return $"slope at {z:R}: {s:R}, in C {slopeInC(z, a):R}";
        }
        return "";
    }

    static uint Hash<TActivation>(TActivation activation) where TActivation : struct, IActivation<TActivation>
    {
        uint hash = 0;
        for (ulong pattern = 0; pattern <= uint.MaxValue; pattern += Stride * 401)
        {
            float z = BitConverter.UInt32BitsToSingle((uint)pattern), a = activation.Value(new Scalar<float>(z)).Value;
            hash = hash * 31 + Bits(a);
            hash = hash * 31 + Bits(activation.Slope(new Scalar<float>(z), new(a)).Value);
        }
        return hash;
    }

    // one pattern for every not-a-number
    static uint Bits(float x) => float.IsNaN(x) ? 1 : BitConverter.SingleToUInt32Bits(x);

    interface IRule
    {
        (float, float, float, float) Of(float g, float w, float m, float v, float u);
    }

    sealed class Direct(long step) : IRuleChoice<IRule>
    {
        public IRule Of<TRule>(Func<long, TRule> at) where TRule : struct, IUpdateRule => new Rule<TRule>(at(step));
    }

    sealed class Rule<TRule>(TRule rule) : IRule where TRule : struct, IUpdateRule
    {
        public (float, float, float, float) Of(float g, float w, float m, float v, float u)
        {
            (Scalar<float> a, Scalar<float> b, Scalar<float> c) = (new(m), new(v), new(u));
            float d = rule.Direction(new Scalar<float>(g), new(w), ref a, ref b, ref c).Value;
            return (d, a.Value, b.Value, c.Value);
        }
    }
}
