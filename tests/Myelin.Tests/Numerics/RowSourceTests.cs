using System.Globalization;
using Myelin.Kernels;
using Myelin.Numerics;
using Myelin.Tests.Formulas;

namespace Myelin.Tests.Numerics;

/// <summary>
/// Formulas of whole rows: the C and the JavaScript that they write of themselves compute the bits of training,
/// and their places what they say.
/// </summary>
public unsafe class RowSourceTests
{
    const int Rows = 2500;

    static readonly int[] s_widths = [2, 3, 10, 16, 17, 100];

    public static TheoryData<string> Activations => ["softmax", "log-softmax"];

    public static TheoryData<string> Losses =>
    [
        "softmax-cross-entropy", "softmax-cross-entropy(ignored-class=0)", "softmax-cross-entropy(class-weights=W)",
        "softmax-cross-entropy(label-smoothing=0.1)",
        "softmax-cross-entropy(class-weights=W, label-smoothing=0.3, ignored-class=1)", "softmax-cross-entropy shares",
        "softmax-cross-entropy(class-weights=W, label-smoothing=0.3) shares", "negative-log-likelihood",
        "negative-log-likelihood(class-weights=W, ignored-class=0)",
        "multi-margin", "multi-margin(power=2, margin=0.4, class-weights=W)", "heteroscedastic-negative-log-likelihood halves",
        "heteroscedastic-negative-log-likelihood(full=true) halves", "per-output(losses=[quantile(0.3)], weights=W) shares",
        "per-output(losses=L) shares",
    ];

    [Theory, MemberData(nameof(Activations))]
    public void CComputesTheBitsOfEveryActivation(string name)
    {
        IActivation activation = ActivationNames.Parse(name);
        (Expression value, Expression product) = activation.RowFormula(Expression.Letter("z"), Expression.Letter("a"),
            Expression.Letter("δ"))!.Value;
        using var compiled = new Compiled(
            FormulaSource.C().AddRows("value", ["z"], [], ("a", value)).AddRows("back", ["a", "δ"], [], ("d", product)).ToString());
        var valueInC = (delegate* unmanaged<int, float*, float*, void>)compiled["value"];
        var backInC = (delegate* unmanaged<int, float*, float*, float*, void>)compiled["back"];
        var random = new RandomStream(4, RandomPurpose.Other);
        int different = 0;
        foreach (int width in s_widths)
            for (int n = 0; n < Rows; n++)
            {
                float[] z = Drawn(ref random, width), delta = Drawn(ref random, width), a = new float[width], inC = new float[width];
                activation.Value<float>(z, a);
                fixed (float* from = z, to = inC) valueInC(width, from, to);
                if (!Same(a, inC)) different++;
                fixed (float* from = a, over = delta, to = inC) backInC(width, from, over, to);
                activation.Backpropagate<float>(z, a, delta);
                if (!Same(delta, inC)) different++;
            }
        Assert.Equal(0, different);
    }

    [Theory, MemberData(nameof(Losses))]
    public void CComputesTheBitsOfEveryLoss(string name)
    {
        var random = new RandomStream(5, RandomPurpose.Other);
        int different = 0, rows = 0;
        foreach (int width in s_widths.Where(width => !name.Contains("halves", StringComparison.Ordinal) || width % 2 == 0))
        {
            (ILoss loss, int columns) = Loss(name, width);
            Expression y = columns > 1 ? Expression.Row("y", columns) : Expression.Letter("y");
            (Expression value, Expression gradient) = loss.Formula(Expression.Row("ŷ", width), y)!.Value;
            if (Expression.IsRow(value)) value = Expression.SumInOrder(value);
            string source = FormulaSource.C()
                .AddRows("loss", columns > 1 ? ["ŷ", "y"] : ["ŷ"], columns > 1 ? [] : ["y"], ("value", value), ("gradient", gradient))
                .ToString();
            using var compiled = new Compiled(source);
            for (int n = 0; n < Rows; n++, rows++)
            {
                float[] prediction = Drawn(ref random, width), target = Target(ref random, loss, width, columns),
                    own = new float[width], inC = new float[width];
                var values = new float[loss.ValuesPerRow(width)];
                loss.Values<float>(prediction, target, values, own);
                float valueInC, sum = values.Length == 1 ? values[0] : values.Aggregate(0f, (a, b) => a + b);
                fixed (float* from = prediction, t = target, to = inC)
                    if (columns > 1)
                        ((delegate* unmanaged<int, float*, float*, float*, float*, void>)compiled["loss"])(width, from, t, &valueInC, to);
                    else
                        ((delegate* unmanaged<int, float*, float, float*, float*, void>)compiled["loss"])(width, from,
                            target[0], &valueInC, to);
                if (!Same([sum], [valueInC]) || !Same(own, inC)) different++;
            }
        }
        Assert.True(different == 0, $"{different} of {rows} rows");
    }

    [Fact]
    public void JavaScriptComputesTheBitsOfRows()
    {
        var source = FormulaSource.JavaScript();
        var random = new RandomStream(6, RandomPurpose.Other);
        float[] z = Drawn(ref random, 19), a = new float[19], g = new float[19];
        source.AddRows("value", ["z"], [], ("a", new Softmax().Value(Expression.Row("z"))));
        ILoss loss = new SoftmaxCrossEntropy(LabelSmoothing: 0.1);
        (Expression value, Expression gradient) = loss.Formula(Expression.Row("ŷ", 19), Expression.Letter("y"))!.Value;
        source.AddRows("loss", ["ŷ"], ["y"], ("value", value), ("gradient", gradient));
        string numbers = string.Join(", ", z.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
        string program = $"{source}\nconst z = [{numbers}].map(Math.fround), l = loss(19, z, 3);\n" +
            "console.log([...value(19, z), l[0], ...l[1]].map(f_bits).join(' '));";
        new Softmax().Value<float>(z, a);
        var values = new float[1];
        loss.Values<float>(z, [3], values, g);
        Assert.Equal(string.Join(' ', a.Concat(values).Concat(g).Select(BitConverter.SingleToUInt32Bits)), Compiled.Node(program).Trim());
    }

    /// <summary>In each place, from the numbers of the row in double precision, the formula is what is computed.</summary>
    [Theory, MemberData(nameof(Losses))]
    public void EveryPlaceOfALossIsItsFormula(string name)
    {
        var random = new RandomStream(8, RandomPurpose.Other);
        foreach (int width in new[] { 2, 4, 12 })
        {
            (ILoss loss, int columns) = Loss(name, width);
            for (int n = 0; n < 20; n++)
            {
                double[] prediction = Array.ConvertAll(Drawn(ref random, width), x => (double)x), own = new double[width];
                double[] target = Array.ConvertAll(Target(ref random, loss, width, columns), x => (double)x),
                    values = new double[loss.ValuesPerRow(width)];
                loss.Values<double>(prediction, target, values, own);
                (Expression value, Expression gradient) = loss.Formula(Expression.Row("ŷ", prediction),
                    columns > 1 ? Expression.Row("y", target) : Expression.Exactly(target[0], "y"))!.Value;
                for (int k = 0; k < values.Length; k++)
                    Assert.Equal(values[k], value.InPlace(k).Value, 1e-9 * Math.Max(1, Math.Abs(values[k])));
                for (int k = 0; k < width; k++) Assert.Equal(own[k], gradient.InPlace(k).Value, 1e-9 * Math.Max(1, Math.Abs(own[k])));
            }
        }
    }

    /// <summary>Every operation of a row gives in each place the bits of one number.</summary>
    [Fact]
    public void ARowIsItsNumbers()
    {
        var random = new RandomStream(9, RandomPurpose.Other);
        foreach (ElementFormula formula in Catalogue.Elements)
            typeof(RowSourceTests).GetMethod(nameof(Compare),
                System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                .MakeGenericMethod(formula.Activation.GetType()).Invoke(null, [formula.Name, formula.Activation, Drawn(ref random, 37)]);
    }

    static void Compare<TActivation>(string name, TActivation activation, float[] z) where TActivation : struct, IActivation<TActivation>
    {
        RowMemory<float>.Begin();
        RowLane<float> row = RowLane<float>.Copy(z), a = activation.Value(row), slope = activation.Slope(row, a);
        for (int k = 0; k < z.Length; k++)
        {
            Scalar<float> one = activation.Value(new Scalar<float>(z[k])), bent = activation.Slope(new Scalar<float>(z[k]), one);
            Assert.True(Same([a.Filled(z.Length)[k], slope.Filled(z.Length)[k]], [one.Value, bent.Value]), $"{name} at {z[k]:R}");
        }
    }

    [Theory]
    [InlineData("softmax", "e^zᵢ/Σₖ e^zₖ", @"\frac{e^{z_{i}}}{\sum_k e^{z_{k}}}", "aᵢ·(δᵢ − Σₖ aₖ·δₖ)")]
    [InlineData("log-softmax", "zᵢ − ln(Σₖ e^zₖ)", @"z_{i} - \ln\left(\sum_k e^{z_{k}}\right)", "δᵢ − e^aᵢ·Σₖ δₖ")]
    public void AnActivationIsWrittenAsInATextbook(string name, string value, string latex, string product)
    {
        var formula = ActivationNames.Parse(name).RowFormula(Expression.Letter("z"), Expression.Letter("a"), Expression.Letter("δ"))!.Value;
        Assert.Equal(value, formula.Value.ToString());
        Assert.Equal(latex, formula.Value.ToLatex());
        Assert.Equal(product, formula.Product.ToString());
    }

    /// <summary>One's own explains itself without another line.</summary>
    [Fact]
    public void OnesOwnExplainsItself()
    {
        IActivation activation = new UnitLength();
        var formula = activation.RowFormula(Expression.Letter("z"), Expression.Letter("a"), Expression.Letter("δ"))!.Value;
        Assert.Equal("zᵢ/√(Σₖ zₖ²)", formula.Value.ToString());
        float[] z = [3, 4], a = new float[2], inC = new float[2];
        activation.Value<float>(z, a);
        Assert.Equal([0.6f, 0.8f], a);
        using var compiled = new Compiled(FormulaSource.C().AddRows("value", ["z"], [], ("a", formula.Value)).ToString());
        fixed (float* from = z, to = inC) ((delegate* unmanaged<int, float*, float*, void>)compiled["value"])(2, from, to);
        Assert.Equal(a, inC);
        Assert.Equal(0.8, activation.RowFormula(Expression.Row("z", [3.0, 4.0]), default, default)!.Value.Value.InPlace(1).Value, 1e-15);
    }

    readonly record struct UnitLength : IRowActivation<UnitLength>
    {
        public TLane Value<TLane>(TLane z) where TLane : struct, IRowLane<TLane> => z / TLane.Sqrt(TLane.Sum(z * z));

        public TLane Backpropagate<TLane>(TLane a, TLane delta) where TLane : struct, IRowLane<TLane> => delta - a * TLane.Dot(a, delta);
    }

    static (ILoss Loss, int Columns) Loss(string name, int width)
    {
        string weights =
            $"[{string.Join(", ", Enumerable.Range(0, width).Select(k => (0.5 + k % 5 * 0.3).ToString(CultureInfo.InvariantCulture)))}]";
        string[] shares = [.. Enumerable.Range(0, width).Select(k => ((k + 1.0) / (width + 1)).ToString(CultureInfo.InvariantCulture))];
        string losses = $"[{string.Join(", ", shares.Select(share => $"quantile({share})"))}]";
        ILoss loss = LossNames.Parse(name.Split(" shares")[0].Split(" halves")[0].Replace("=W", $"={weights}", StringComparison.Ordinal)
            .Replace("=L", $"={losses}", StringComparison.Ordinal));
        return (loss,
            name.Contains("shares", StringComparison.Ordinal) ? width : name.Contains("halves", StringComparison.Ordinal) ? width / 2 : 1);
    }

    static float[] Target(ref RandomStream random, ILoss loss, int width, int columns)
    {
        bool isClass = columns == 1 && loss.Objection(0.5, width, 1) is not null;
        var target = new float[columns];
        for (int k = 0; k < columns; k++)
            target[k] = isClass ? random.NextInt32(width) : random.NextDouble() < 0.2 ? 0 : (float)random.NextDouble();
        return target;
    }

    // of every size, ties and equal numbers among them
    static float[] Drawn(ref RandomStream random, int width)
    {
        double scale = Math.Pow(10, 3 * random.NextDouble() - 1.5);
        var row = new float[width];
        for (int k = 0; k < width; k++) row[k] = random.NextDouble() < 0.1 ? 0 : (float)(scale * random.Normal());
        return row;
    }

    static bool Same(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        for (int k = 0; k < a.Length; k++)
            if (BitConverter.SingleToUInt32Bits(a[k]) != BitConverter.SingleToUInt32Bits(b[k]) && !(float.IsNaN(a[k]) && float.IsNaN(b[k])))
                return false;
        return true;
    }
}
