using System.Text.RegularExpressions;
using Myelin.Cli.Tracing;
using Myelin.Explain;

namespace Myelin.Cli.Tests.Tracing;

/// <summary>A trace as a page of each format: whole, and of the same numbers.</summary>
public partial class TracePageTests
{
    public static TheoryData<string, string, string> Lessons()
    {
        var lessons = new TheoryData<string, string, string>();
        foreach (string activation in ActivationNames.All) lessons.Add(activation, "mean-squared-error", "sgd");
        foreach (string loss in LossNames.All.Where(name => name != "per-output")) lessons.Add("tanh", loss, "adam");
        foreach (string optimizer in OptimizerNames.All) lessons.Add("gelu", "huber", optimizer);
        lessons.Add("mish", "log-cosh", "rmsprop(centered=true, momentum=0.9)");
        return lessons;
    }

    [Theory, MemberData(nameof(Lessons))]
    public void LatexIsOfPlainSignsAndItsBracesClose(string activation, string loss, string optimizer)
    {
        string page = Page(writer => new LatexPage(writer, 6, all: false), Walk(activation, loss, optimizer));
        Assert.StartsWith(@"\documentclass", page, StringComparison.Ordinal);
        Assert.EndsWith("\\end{document}\n", page, StringComparison.Ordinal);
        Assert.True(page.All(char.IsAscii), string.Join(' ', page.Where(sign => !char.IsAscii(sign)).Distinct()));
        foreach (string line in page.Split('\n'))
            Assert.True(Balance(line, '{', '}') == 0 || line.StartsWith(@"\section", StringComparison.Ordinal), line);
        foreach (string name in Environment().Matches(page).Select(match => match.Groups[1].Value).Distinct())
            Assert.Equal(page.Split($@"\begin{{{name}}}").Length, page.Split($@"\end{{{name}}}").Length);
        // what a bracket holds is set as one piece of mathematics
        foreach (string piece in Regex.Matches(page, @"\$([^$\n]*)\$").Select(match => match.Groups[1].Value))
            Assert.True(Balance(piece, '(', ')') == 0, piece);
        // a second subscript or superscript at one place is an error of LaTeX
        Assert.DoesNotMatch(@"\^\{[^{}]*\}\^|_\{[^{}]*\}_", page);
    }

    [Theory, MemberData(nameof(Lessons))]
    public void MarkdownIsOfMathematicsBetweenDollars(string activation, string loss, string optimizer)
    {
        Walk walk = Walk(activation, loss, optimizer);
        string page = Page(writer => new MarkdownPage(writer, 6, all: false), walk);
        Assert.Equal(0, page.Split('\n').Count(line => line == "$$") % 2);
        string[] worked = [.. page.Split('\n').Where(line => line.StartsWith("- $", StringComparison.Ordinal))];
        Assert.NotEmpty(worked);
        Assert.All(worked, line => Assert.True(line.EndsWith('$') && line.All(char.IsAscii), line));
        Assert.Equal(walk.First.Layers.Count * 2 + 3 + (walk.Lesson.Row is null ? 0 : 1),
            page.Split('\n').Count(line => line.StartsWith("### ", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Lessons))]
    public void EachStepOfAPageOpensAndCloses(string activation, string loss, string optimizer)
    {
        string page = Page(writer => new HtmlTrace(writer, 6, all: false), Walk(activation, loss, optimizer));
        foreach (string tag in new[] { "details", "summary", "div", "table", "tr", "td", "span", "h2", "p" })
            Assert.Equal(Regex.Count(page, $"<{tag}[ >]"), Regex.Count(page, $"</{tag}>"));
        Assert.Single(Regex.Matches(page, "<details open>"));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Lessons))]
    public void EveryBlankOfAQuizHasItsTrueAnswer(string activation, string loss, string optimizer)
    {
        string page = Page(writer => new QuizPage(writer, 6, all: false), Walk(activation, loss, optimizer));
        string[] parts = page.Split("── Answers\n");
        int[] blanks = [.. Blank().Matches(parts[0]).Select(match => int.Parse(match.Groups[1].Value))];
        int[] answers = [.. Answer().Matches(parts[1]).Select(match => int.Parse(match.Groups[1].Value))];
        Assert.Equal(Enumerable.Range(1, blanks.Length), blanks);
        Assert.Equal(blanks, answers);
        string[] lines =
            [.. parts[1].Split('\n').Where(line => line.Contains(" = ", StringComparison.Ordinal)).Select(line => $"      {line[8..]}")];
        Law.Holds(string.Join('\n', lines), $"{activation} {loss} {optimizer}");
        Assert.DoesNotMatch(@"(?m)^  L [^\n]*\n      \[ -?\d", parts[0]);
        // the forward pass shows no number that is asked for
        Assert.DoesNotMatch(@"z⁽¹⁾ = [^\n]*\n      \[ -?\d", parts[0]);
    }

    [Theory, MemberData(nameof(Lessons))]
    public void EveryNumberOfANeuronIsWorkedOut(string activation, string loss, string optimizer)
    {
        Walk walk = Walk(activation, loss, optimizer);
        for (int layer = 1; layer <= 2; layer++)
            for (int neuron = 1; neuron <= 3; neuron++)
            {
                using var writer = new StringWriter();
                new NeuronText(new Myelin.Cli.Output.PlainScreen(writer), 6).Write(walk, layer, neuron);
                IReadOnlyList<string> lines = Law.Holds(writer.ToString(), $"{activation} {loss} {optimizer}, neuron {layer}.{neuron}");
                Assert.Contains(lines, line => line.TrimStart().StartsWith("z⁽", StringComparison.Ordinal));
                Assert.Contains(lines, line => line.TrimStart().StartsWith("δ⁽", StringComparison.Ordinal));
                Assert.Equal(layer == 1 ? 3 : 4, Regex.Count(writer.ToString(), @"^ +∂L/∂[Wb]", RegexOptions.Multiline));
            }
    }

    [Theory]
    [InlineData("∂L/∂W⁽¹⁾ = x⁽¹⁾ᵀ·δ⁽¹⁾", @"\frac{\partial L}{\partial W^{(1)}} = x^{(1)\top} \cdot \delta ^{(1)}")]
    [InlineData("e^(−|z|)", "e^{-|z|}")]
    [InlineData("√(v + ε)", @"\sqrt{v + \varepsilon }")]
    [InlineData("1 if z > 0, else e⁻ᶻ", @"1\text{ if }z > 0,\text{ else }e^{-z}")]
    [InlineData("1.5e-07", @"1.5 \cdot 10^{-07}")]
    public void SignsBecomeCommands(string text, string latex) => Assert.Equal(latex, UnicodeMath.Latex(text));

    static Walk Walk(string activation, string loss, string optimizer)
    {
        ILoss found = LossNames.Parse(loss);
        int outputs = found is HeteroscedasticNegativeLogLikelihood ? 4 : 3;
        IActivation last = found is BinaryCrossEntropy or MeanSquaredLogarithmicError ? new Sigmoid()
            : found is NegativeLogLikelihood or KullbackLeiblerDivergence ? new LogSoftmax() : new Identity();
        Model<double> model =
            Model.Create<double>(new Network(2, new Dense(3, ActivationNames.Parse(activation)), new Dense(outputs, last)), seed: 3);
        double target = found.Objection(0, outputs, outputs) is null ? 0 : -1;
        bool isIndex = found is NegativeLogLikelihood or MultiMargin or SoftmaxCrossEntropy;
        int columns = isIndex ? 1 : found is HeteroscedasticNegativeLogLikelihood ? 2 : outputs;
        double[,] targets = new double[1, columns];
        for (int c = 0; c < columns; c++) targets[0, c] = isIndex ? 1 : target;
        return new Lesson(model, found, OptimizerNames.Parse(optimizer), new Samples<double>(new[,] { { 0.3, -1.2 } }, targets),
            new HashSet<int>(), 1, "1 row").Run();
    }

    static string Page(Func<TextWriter, TracePage> page, Walk walk)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        page(writer).Write(walk);
        return writer.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    static int Balance(string text, char open, char close) => text.Count(sign => sign == open) - text.Count(sign => sign == close);

    [GeneratedRegex(@"\\begin\{([a-z*]+)\}")]
    private static partial Regex Environment();

    [GeneratedRegex(@"\((\d+)\) ____")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^  \((\d+)\)", RegexOptions.Multiline)]
    private static partial Regex Answer();
}
