using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;
using Myelin.Tests.Formulas;

namespace Myelin.Tests.Numerics;

/// <summary>In double precision, too, C and JavaScript compute the bits of the lanes.</summary>
public unsafe class DoubleSourceTests
{
    const int Patterns = 1 << 20, PatternsOfJavaScript = 1 << 13;

    [Fact]
    public void CComputesTheBitsOfEveryActivationAndItsSlope()
    {
        FormulaSource source = All(FormulaSource.C(FormulaPrecision.Double));
        using var compiled = new Compiled(source.ToString());
        string[] wrong = new string[Catalogue.Elements.Count];
        for (int i = 0; i < wrong.Length; i++)
            wrong[i] = (string)Call(nameof(Different), Catalogue.Elements[i].Activation, compiled[$"n{i}value"], compiled[$"n{i}slope"]);
        Assert.Equal("", string.Concat(wrong));
    }

    [Fact]
    public void JavaScriptComputesTheBitsOfEveryActivationAndItsSlope()
    {
        string program = $$"""
            {{All(FormulaSource.JavaScript(FormulaPrecision.Double))}}
            {{PatternsInJavaScript}}
            const hash = pair => {
              let h = 0;
              for (let i = 0; i < {{PatternsOfJavaScript}}; i++) {
                const x = pattern(i), y = pair[0](x);
                h = mixed(mixed(h, y), pair[1](x, y));
              }
              return h;
            };
            console.log([{{string.Join(", ", Catalogue.Elements.Select((_, i) => $"[n{i}value, n{i}slope]"))}}].map(hash).join("\n"));
            """;
        string[] hashes = Compiled.Node(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] wrong = [.. Catalogue.Elements.Where((formula, i) => hashes[i] != Own(formula)).Select(formula => formula.Name)];
        Assert.Empty(wrong);

        static string Own(ElementFormula formula) => ((uint)Call(nameof(Hash), formula.Activation)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Fused multiply-adds of numbers without pattern, of sums that nearly cancel, and at both ends of the range.</summary>
    [Fact]
    public void JavaScriptMultipliesAndAddsWithOneRounding()
    {
        const int Triples = 300_000;
        string program = $$"""
            {{FormulaSource.JavaScript(FormulaPrecision.Double)}}
            {{PatternsInJavaScript}}
            const hashes = [0, 0, 0];
            for (let i = 0; i < {{Triples}}; i++) {
              const x = pattern(3 * i), y = pattern(3 * i + 1), z = pattern(3 * i + 2);
              hashes[0] = mixed(hashes[0], d_multiply_add(x, y, z));
              const u = d_number(d_bits(x) & 0x800FFFFFFFFFFFFFn | 0x3FF0000000000000n), p = -(u * y);
              hashes[1] = mixed(hashes[1], d_multiply_add(u, y, i % 2 === 0 ? p : p * (1 + (i % 7) * 2 ** -52)));
              const a = d_number(d_bits(x) & 0x803FFFFFFFFFFFFFn | (i % 2 === 0 ? 0n : 0x7FC0000000000000n));
              hashes[2] = mixed(hashes[2], d_multiply_add(a, u, z * a));
            }
            console.log(hashes.join(" "));
            """;
        var own = new uint[3];
        for (int i = 0; i < Triples; i++)
        {
            (double x, double y, double z) = (Pattern(3 * i), Pattern(3 * i + 1), Pattern(3 * i + 2));
            own[0] = Mixed(own[0], Math.FusedMultiplyAdd(x, y, z));
            ulong bits = BitConverter.DoubleToUInt64Bits(x);
            double u = BitConverter.UInt64BitsToDouble(bits & 0x800FFFFFFFFFFFFF | 0x3FF0000000000000), p = -(u * y);
            own[1] = Mixed(own[1], Math.FusedMultiplyAdd(u, y, i % 2 == 0 ? p : p * (1 + i % 7 * double.ScaleB(1, -52))));
            double a = BitConverter.UInt64BitsToDouble(bits & 0x803FFFFFFFFFFFFF | (i % 2 == 0 ? 0 : 0x7FC0000000000000UL));
            own[2] = Mixed(own[2], Math.FusedMultiplyAdd(a, u, z * a));
        }
        Assert.Equal(string.Join(' ', own), Compiled.Node(program).Trim());
    }

    [Theory, InlineData("softmax"), InlineData("log-softmax")]
    public void RowsHaveTheBitsOfNumbers(string name)
    {
        var activation = Myelin.ActivationNames.Parse(name);
        Expression value = activation.RowFormula(Expression.Letter("z"), Expression.Letter("a"), Expression.Letter("δ"))!.Value.Value;
        using var compiled = new Compiled(FormulaSource.C(FormulaPrecision.Double).AddRows("value", ["z"], [], ("a", value)).ToString());
        var valueInC = (delegate* unmanaged<int, double*, double*, void>)compiled["value"];
        var program = new System.Text.StringBuilder().Append(
            FormulaSource.JavaScript(FormulaPrecision.Double).AddRows("value", ["z"], [], ("a", value)));
        program.Append(PatternsInJavaScript).Append("let h = 0;\n");
        var random = new RandomStream(4, RandomPurpose.Other);
        uint hash = 0;
        for (int n = 0; n < 2000; n++)
        {
            var z = new double[1 + n % 40];
            double[] own = new double[z.Length], inC = new double[z.Length];
            for (int k = 0; k < z.Length; k++) z[k] = (1 + n % 30) * random.Normal();
            activation.Value<double>(z, own);
            fixed (double* from = z, to = inC) valueInC(z.Length, from, to);
            Assert.Equal(own.Select(BitConverter.DoubleToInt64Bits), inC.Select(BitConverter.DoubleToInt64Bits));
            if (n % 10 != 0) continue;
            foreach (double y in own) hash = Mixed(hash, y);
            string numbers = string.Join(", ", z.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
            program.Append(CultureInfo.InvariantCulture, $"for (const y of value({z.Length}, [{numbers}])) h = mixed(h, y);\n");
        }
        Assert.Equal(hash.ToString(CultureInfo.InvariantCulture), Compiled.Node(program.Append("console.log(h);\n").ToString()).Trim());
    }

    [Fact]
    public void BothPrecisionsFitIntoOneFile()
    {
        Expression x = Expression.Letter("x");
        string source = FormulaSource.Join(FormulaSource.C().Add("single", ["x"], Expression.Exp(x)),
            FormulaSource.C(FormulaPrecision.Double).Add("twice", ["x"], Expression.Exp(x)));
        using var compiled = new Compiled(source);
        Assert.Equal(Elementary.Exp(new Scalar<float>(0.3f)).Value, ((delegate* unmanaged<float, float>)compiled["single"])(0.3f));
        Assert.Equal(Elementary.Exp(new Scalar<double>(0.3)).Value, ((delegate* unmanaged<double, double>)compiled["twice"])(0.3));
        Assert.Equal(24, Expression.Precision);
    }

    static FormulaSource All(FormulaSource source)
    {
        for (int i = 0; i < Catalogue.Elements.Count; i++)
        {
            (Expression value, Expression slope) =
                Catalogue.Elements[i].Activation.Formula(Expression.Letter("z"), Expression.Letter("a"))!.Value;
            source.Add($"n{i}value", ["z"], value).Add($"n{i}slope", ["z", "a"], slope);
        }
        return source;
    }

    static object Call(string method, IActivation activation, params object[] more) =>
        typeof(DoubleSourceTests).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(activation.GetType()).Invoke(null, [activation, .. more])!;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static string Different<TActivation>(TActivation activation, nint value, nint slope)
        where TActivation : struct, IActivation<TActivation>
    {
        var valueInC = (delegate* unmanaged<double, double>)value;
        var slopeInC = (delegate* unmanaged<double, double, double>)slope;
        for (int i = 0; i < Patterns; i++)
        {
            double z = Pattern(i), a = activation.Value(new Scalar<double>(z)).Value;
            double s = activation.Slope(new Scalar<double>(z), new(a)).Value;
            if (Bits(a) != Bits(valueInC(z))) return $"{activation} at {z:R}: {a:R}, in C {valueInC(z):R}. ";
            if (Bits(s) != Bits(slopeInC(z, a))) return $"slope of {activation} at {z:R}: {s:R}, in C {slopeInC(z, a):R}. ";
        }
        return "";
    }

    static uint Hash<TActivation>(TActivation activation) where TActivation : struct, IActivation<TActivation>
    {
        uint hash = 0;
        for (int i = 0; i < PatternsOfJavaScript; i++)
        {
            double z = Pattern(i), a = activation.Value(new Scalar<double>(z)).Value;
            hash = Mixed(Mixed(hash, a), activation.Slope(new Scalar<double>(z), new(a)).Value);
        }
        return hash;
    }

    // any bits, and as often a number of a size that functions are for
    static double Pattern(int i)
    {
        (uint high, uint low) = (Scrambled(2 * (uint)i), Scrambled(2 * (uint)i + 1));
        if ((i & 1) == 0) high = high & 0x800FFFFF | 1000 + (high >> 20 & 31) << 20;
        return BitConverter.UInt64BitsToDouble((ulong)high << 32 | low);
    }

    static uint Scrambled(uint h)
    {
        h = (h ^ h >> 16) * 0x85EBCA6B;
        h = (h ^ h >> 13) * 0xC2B2AE35;
        return h ^ h >> 16;
    }

    static uint Mixed(uint hash, double x)
    {
        ulong bits = Bits(x);
        return Scrambled(Scrambled(hash ^ (uint)bits) ^ (uint)(bits >> 32));
    }

    const string PatternsInJavaScript = """
        function scrambled(h) {
          h = Math.imul(h ^ h >>> 16, 0x85EBCA6B);
          h = Math.imul(h ^ h >>> 13, 0xC2B2AE35);
          return (h ^ h >>> 16) >>> 0;
        }
        function pattern(i) {
          let high = scrambled(2 * i);
          const low = scrambled(2 * i + 1);
          if ((i & 1) === 0) high = high & 0x800FFFFF | 1000 + (high >>> 20 & 31) << 20;
          h_ints[h_low] = low;
          h_ints[h_high] = high;
          return h_doubles[0];
        }
        function mixed(hash, x) {
          h_doubles[0] = x;
          const nan = Number.isNaN(x), low = nan ? 1 : h_ints[h_low], high = nan ? 0 : h_ints[h_high];
          return scrambled(scrambled(hash ^ low) ^ high);
        }

        """;

    // one pattern for every not-a-number
    static ulong Bits(double x) => double.IsNaN(x) ? 1 : BitConverter.DoubleToUInt64Bits(x);
}
