using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Myelin.Cli.Tests;

/// <summary>trace, run as a learner does, against worked examples that others published.</summary>
public partial class TraceTests
{
    [Fact]
    public void WithoutArgumentsItTracesTheNetworkOfTheNotes()
    {
        string output = Cli.Succeeds("trace").Output;
        foreach (string expected in new[]
        {
            "4 → Dense 4 sigmoid → Dense 1 sigmoid", "α = 0.5", "half-squared-error", "1 row of 4 inputs", "z⁽¹⁾ = x⁽¹⁾·W⁽¹⁾ + b⁽¹⁾",
            "a⁽²⁾ = σ(z⁽²⁾) = 1/(1 + e⁻ᶻ)",
            "ℓ = ½·(ŷ − y)²", "∂L/∂a⁽²⁾ = ŷ − y", "δ⁽²⁾ = ∂L/∂a⁽²⁾ ⊙ σ′(z⁽²⁾)", "∂L/∂W⁽²⁾ = x⁽²⁾ᵀ·δ⁽²⁾", "∂L/∂b⁽²⁾ = Σₙ δ⁽²⁾",
            "∂L/∂x⁽²⁾ = δ⁽²⁾·W⁽²⁾ᵀ = ∂L/∂a⁽¹⁾", "W⁽¹⁾ := W⁽¹⁾ − α·∂L/∂W⁽¹⁾",
        })
            Assert.Contains(expected, output, StringComparison.Ordinal);
        Match loss = LossLine().Match(output);
        Assert.True(Number(loss.Groups[2].Value) < Number(loss.Groups[1].Value), loss.Value);
        Match worst = Regex.Match(output, @"differ by at most (\S+)");
        Assert.InRange(Number(worst.Groups[1].Value), 0, 1e-9);
    }

    /// <summary>M. Mazur's 2-2-2 network: every published figure of the first step, as the article prints it, to nine digits.</summary>
    [Fact]
    public void MazursExampleIsReproducedToTheLastPublishedDigit()
    {
        JsonElement example = Case("worked_mazur_2_2_2");
        Run run = Mazur("--steps", "1", "--digits", "9");
        JsonElement published = example.GetProperty("published");
        foreach (string figure in new[] { "out_h1", "out_h2", "out_o1", "out_o2", "E_o1", "E_o2", "E_total", "grad_w5", "w5", "w6", "w7",
            "w8", "w1", "w2", "w3", "w4" })
            Assert.True(Prints(run, published.GetProperty(figure).GetRawText()),
                $"{figure} = {published.GetProperty(figure)} is not in\n{run.Output}");

        // what the article prints after the update comes of weights that were already changed: these are the right ones
        JsonElement exact = example.GetProperty("recomputed_exact");
        Assert.Contains($"{Digits(published.GetProperty("E_total").GetDouble())} → {Digits(exact.GetProperty("E_after_1").GetDouble())}",
            run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void MazursExampleIsExactInJson()
    {
        JsonElement exact = Case("worked_mazur_2_2_2").GetProperty("recomputed_exact");
        using JsonDocument json = JsonDocument.Parse(Mazur("--steps", "10000", "--json").Output);
        JsonElement root = json.RootElement;
        Near(exact.GetProperty("out"), Scene(root, "forward", 1, "a⁽²⁾"), 1e-15);
        Near(exact.GetProperty("E"), root.GetProperty("lossBefore"), 1e-15);
        Near(exact.GetProperty("E_after_1"), root.GetProperty("lossAfter"), 1e-15);
        Near(exact.GetProperty("E_after_10000"), root.GetProperty("losses")[10000], 1e-14);
        Near(exact.GetProperty("o_after_10000"), root.GetProperty("outputs")[0], 1e-13);

        // w1 to w8 go neuron by neuron, which are the columns of W
        double[] gradients = [.. Columns(Scene(root, "backward", 1, "∂L/∂W⁽¹⁾")), .. Columns(Scene(root, "backward", 0, "∂L/∂W⁽²⁾"))];
        double[] weights = [.. Columns(Scene(root, "update", 0, "W⁽¹⁾")), .. Columns(Scene(root, "update", 0, "W⁽²⁾"))];
        Near(exact.GetProperty("grads_w1_to_w8"), gradients, 1e-15);
        Near(exact.GetProperty("w_after_1"), weights, 1e-15);
        Assert.Equal([0.35, 0.35], Columns(root.GetProperty("parameters").GetProperty("b⁽¹⁾")));
    }

    /// <summary>The step that scikit-learn's own test works by hand: binary cross-entropy with an L2 penalty.</summary>
    [Fact]
    public void ScikitLearnsExampleIsReproduced()
    {
        JsonElement exact = Case("worked_sklearn_test_fit").GetProperty("recomputed_exact");
        using JsonDocument json = JsonDocument.Parse(Cli.Succeeds(
            "trace", "--layers", "2:sigmoid,1:sigmoid", "--loss", "binary-cross-entropy", "--input", "0.6 0.8 0.7", "--target", "0",
            "--set", "W1=0.1 0.2; 0.3 0.1; 0.5 0", "--set", "b1=0.1 0.1", "--set", "W2=0.1; 0.2", "--set", "b2=1",
            "--optimizer", "sgd(l2=0.1)", "--learning-rate", "0.1", "--json").Output);
        JsonElement root = json.RootElement;
        Near(exact.GetProperty("h"), Scene(root, "forward", 0, "a⁽¹⁾"), 1e-14);
        Near(exact.GetProperty("o"), Scene(root, "forward", 1, "a⁽²⁾"), 1e-14);
        Near(exact.GetProperty("coef1"), Scene(root, "update", 0, "W⁽¹⁾"), 1e-14);
        Near(exact.GetProperty("coef2"), Scene(root, "update", 0, "W⁽²⁾"), 1e-14);
        Near(exact.GetProperty("b1"), Scene(root, "update", 0, "b⁽¹⁾"), 1e-14);
        Near(exact.GetProperty("b2"), Scene(root, "update", 0, "b⁽²⁾"), 1e-14);
        Near(exact.GetProperty("prob_after"), root.GetProperty("outputs"), 1e-14);
    }

    /// <summary>Goodfellow, Bengio, Courville, Deep Learning, section 6.1: a network that computes XOR exactly.</summary>
    [Fact]
    public void TheTextbooksXorIsExact()
    {
        JsonElement example = Case("worked_xor_relu_exact");
        string file = Path.Combine(Directory.CreateTempSubdirectory("myelin").FullName, "xor.json");
        File.WriteAllText(file, """{ "W1": [[1, 1], [1, 1]], "b1": [0, -1], "W2": [[1], [-2]], "b2": [0] }""");
        using JsonDocument json = JsonDocument.Parse(Cli.Succeeds(
            "trace", "--layers", "2:relu,1", "--input", "0 0; 0 1; 1 0; 1 1", "--target", "0; 1; 1; 0",
            "--weights", file, "--json").Output);
        Near(example.GetProperty("expected"), Scene(json.RootElement, "forward", 1, "a⁽²⁾"), 0);
        Assert.Equal(0, json.RootElement.GetProperty("lossBefore").GetDouble());
    }

    [Theory]
    [InlineData("4:tanh,3:softmax", "half-squared-error", "0 0 1; 0 1 0; 1 0 0")]
    [InlineData("5:gelu,dropout(0.2),batch-norm,layer-norm,prelu,scale,residual(5:tanh),tanh,3", "softmax-cross-entropy", "2; 0; 1")]
    [InlineData("3:log-softmax", "negative-log-likelihood", "1; 2; 0")]
    [InlineData("2:sine,1", "huber(delta=0.5)", "3; 0.1; -2")]
    public void EveryGradientAgreesWithTheNumericOne(string layers, string loss, string target)
    {
        using JsonDocument json = JsonDocument.Parse(Cli.Succeeds(
            "trace", "--layers", layers, "--loss", loss, "--input", "0.3 -1 2 0.5; 1 0.2 -0.7 0.1; -0.4 1.5 0.6 -2",
            "--target", target, "--json").Output);
        int compared = 0;
        foreach (JsonElement scene in json.RootElement.GetProperty("backward").EnumerateArray())
            foreach (JsonProperty figure in scene.EnumerateObject())
                if (figure.Value.ValueKind == JsonValueKind.Object && figure.Value.TryGetProperty("numeric", out JsonElement numeric))
                {
                    Near(numeric, Numbers(figure.Value.GetProperty("value")), 1e-6);
                    compared++;
                }
        Assert.True(compared >= 3, $"{compared} gradients were compared");
    }

    [Fact]
    public void TheDrawingHasEveryNeuronAndEveryWeight()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("myelin").FullName, "network.svg");
        Run run = Cli.Succeeds("trace", "--svg", file);
        XDocument svg = XDocument.Load(file);
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal(4 + 4 + 1, svg.Descendants(ns + "circle").Count());
        Assert.Equal(16 + 4 + 1, svg.Descendants(ns + "line").Count());
        string[] texts = [.. svg.Descendants(ns + "text").Select(text => text.Value)];
        foreach (Match weight in Regex.Matches(
            run.Output[run.Output.IndexOf("W⁽¹⁾  ", StringComparison.Ordinal)..run.Output.IndexOf("b⁽¹⁾  ", StringComparison.Ordinal)],
            @"-?\d\.\d+"))
            Assert.Contains(Number(weight.Value).ToString("F4", CultureInfo.InvariantCulture), texts);
        Assert.Contains(file, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sgd(momentum=0.9, nesterov=true)", "d = g + μ·m")]
    [InlineData("adam", "d = m/(1 − β₁ᵗ)/(√v/√(1 − β₂ᵗ) + ε)")]
    [InlineData("adam(epsilon-hat=true)", "d = m·√(1 − β₂ᵗ)/(1 − β₁ᵗ)/(√v + ε)")]
    [InlineData("adam(ams-grad=true)", "u := max(u, v)")]
    [InlineData("rmsprop(centered=true)", "v := μ·v + g/(√max(m − u², 0) + ε)")]
    [InlineData("rmsprop(momentum=0.9)", "v := μ·v + g/(√m + ε)")]
    [InlineData("adagrad(rate-decay=0.1)", "d = 1/(1 + (t − 1)·η)·g/(√(v₀ + m) + ε)")]
    [InlineData("adamw(weight-decay=0.1)", ":= (1 − α·λ)·W⁽¹⁾ − α·d")]
    [InlineData("sgd(0.5, l2=0.1)", ":= W⁽¹⁾ − α·(∂L/∂W⁽¹⁾ + λ₂·W⁽¹⁾)")]
    [InlineData("lbfgs", "line search")]
    public void EveryOptimizerShowsItsFormula(string optimizer, string formula)
    {
        string output = Cli.Succeeds("trace", "--optimizer", optimizer).Output;
        Assert.Contains(formula, output, StringComparison.Ordinal);
        Match loss = LossLine().Match(output);
        Assert.True(Number(loss.Groups[2].Value) < Number(loss.Groups[1].Value), loss.Value);
    }

    /// <summary>sgd is sgd at the notes' rate, with or without its name; a rate that is named is heeded.</summary>
    [Theory]
    [InlineData("0.5")]
    [InlineData("0.5", "--optimizer", "sgd")]
    [InlineData("0.5", "--optimizer", "sgd(momentum=0.9)")]
    [InlineData("0.01", "--optimizer", "sgd(0.01)")]
    [InlineData("0.01", "--optimizer", "sgd(momentum=0.9, learning_rate=0.01)")]
    [InlineData("0.001", "--optimizer", "adam")]
    [InlineData("2", "--optimizer", "sgd(0.01)", "--learning-rate", "2")]
    public void TheRateIsOneAndTheSame(string rate, params string[] options) =>
        Assert.Contains($"learning rate α = {rate}\n", Cli.Succeeds(["trace", .. options]).Output, StringComparison.Ordinal);

    [Fact]
    public void ALossThatIsNotFiniteBeforeAnyStepNamesItsNumbers()
    {
        Run run = Cli.Run("trace", "--layers", "1:identity", "--input", "1e200 2", "--target", "3", "--set", "W1=5; 1");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("before the first step: the largest input is 1e+200, the largest weight 5, the largest target 3.", run.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("learning rate", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The formulas of classes have y as an index, and so it is shown.</summary>
    [Fact]
    public void AClassIsShownAsItsIndex()
    {
        string output = Cli.Succeeds("trace", "--layers", "3", "--loss", "cross-entropy", "--target", "2").Output;
        Assert.Matches(@"y \(the class, from 0\) +1 × 1 +\[ 2 \]", output);
        Assert.Contains("y (the class, from 0)",
            Cli.Succeeds("trace", "--layers", "3:log-softmax", "--loss", "nll", "--target", "2").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ACornerIsSaid()
    {
        string output = Cli.Succeeds("trace", "--layers", "1:relu", "--input", "0", "--target", "1").Output;
        Assert.Matches(@"corner at \[1, 1\]: slope -?0(\.0+)? below, -(1\.000000|0\.999999) above", output);
        Assert.Contains("at a corner", output, StringComparison.Ordinal);
        Assert.Matches(@"differ by at most 0\.0e\+00", output);
    }

    /// <summary>The memory of L-BFGS goes on from step to step, its losses are those before each step, and frozen blocks stay.</summary>
    [Fact]
    public void LbfgsGoesOn()
    {
        using JsonDocument json =
            JsonDocument.Parse(Cli.Succeeds("trace", "--optimizer", "lbfgs", "--steps", "4", "--freeze", "b1", "--json").Output);
        JsonElement root = json.RootElement, steps = root.GetProperty("steps");
        Assert.Equal(root.GetProperty("lossBefore").GetDouble(), root.GetProperty("losses")[0].GetDouble());
        for (int step = 0; step < 4; step++)
            Assert.Equal(steps[step].GetProperty("loss").GetDouble(), root.GetProperty("losses")[step].GetDouble());
        Assert.All(Numbers(root.GetProperty("parameters").GetProperty("b⁽¹⁾")), b => Assert.Equal(0, b));
        Assert.Contains("p = ", steps[0].GetProperty("W⁽¹⁾").GetProperty("worked")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ManyStepsEndAtALowerLoss()
    {
        string output = Cli.Succeeds("trace", "--steps", "500").Output;
        Assert.Contains("After 500 steps", output, StringComparison.Ordinal);
        Assert.Matches(@"\n +500  0\.0\d+\n", output);
    }

    [Theory]
    [InlineData("There is no activation 'rellu'. Did you mean relu?", "--layers", "3:rellu")]
    [InlineData("'-x' is no number of units", "--layers", "-x")]
    [InlineData("There is no layer 'drpout'. Did you mean dropout?", "--layers", "3,drpout,1")]
    [InlineData("There is no loss 'mse2'", "--loss", "mse2")]
    [InlineData("softmax-cross-entropy applies softmax itself", "--layers", "3:softmax", "--loss", "softmax-cross-entropy")]
    [InlineData("'x' is not a finite number", "--input", "1;x")]
    [InlineData("Row 2 has 1 number, but row 1 has 2 numbers.", "--input", "1 2; 3")]
    [InlineData("--target has 2 rows, but --input has 1.", "--target", "1; 2")]
    [InlineData("W1 takes 4 × 4 numbers, but 1 × 2 were given.", "--set", "W1=1 2")]
    [InlineData("transpose it", "--set", "W2=1 2 3 4")]
    [InlineData("has no block 'W3'. Did you mean W1?", "--set", "W3=1")]
    [InlineData("--set takes NAME=NUMBERS", "--set", "W1")]
    [InlineData("--learning-rate must be a number of 0 or more, but is '1,5'.", "--learning-rate", "1,5")]
    [InlineData("--steps must be a whole number from 1 to 10000000, but is '0'.", "--steps", "0")]
    [InlineData("--digits needs a value", "--digits")]
    [InlineData("has no option --layer. Did you mean --layers?", "--layer", "3")]
    [InlineData("has no further argument", "--all", "what.csv", "more")]
    [InlineData("write --loss binary-cross-entropy", "--loss", "cross-entropy")]
    [InlineData("write --loss sigmoid-cross-entropy", "--layers", "1", "--loss", "cross-entropy")]
    [InlineData("batch-norm needs two rows", "--layers", "batch-norm,1")]
    [InlineData("--network chooses a network of a model", "--network", "2")]
    [InlineData("takes a class index, a whole number from 0 to 2", "--layers", "3", "--loss", "cross-entropy", "--target", "3")]
    [InlineData("--c: Layer 1, Dropout 0.5, is not written in C", "--layers", "dropout(0.5),1", "--c")]
    [InlineData("--c writes plain steps and nothing else. Leave --freeze out.", "--freeze", "b1", "--c")]
    [InlineData("--neuron takes a layer and a neuron of it, such as 1.2, but is 'x'", "--neuron", "x")]
    [InlineData("--neuron 3.1: layer 3 is no dense layer; dense are 1, 2.", "--neuron", "3.1")]
    [InlineData("--neuron 1.5: layer 1 has 4 neurons.", "--neuron", "1.5")]
    [InlineData("--neuron is shown as text, without --json", "--neuron", "1.1", "--json")]
    [InlineData("--markdown and --quiz each fill standard output", "--quiz", "--markdown")]
    public void WrongUseIsOneLineAndExitCode1(string expected, params string[] options)
    {
        Run run = Cli.Run(["trace", .. options]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.ErrorLine, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    /// <summary>A rule that takes the m of before comes before the new m.</summary>
    [Theory]
    [InlineData("lion", "d = sign(β₁·m + (1 − β₁)·g), m := β₂·m + (1 − β₂)·g")]
    [InlineData("sgd(momentum=0.9, dampening=0.5)", "t = 1: m := μ·m + g; from t = 2 on: m := μ·m + (1 − τ)·g")]
    public void ARuleStandsInItsOrder(string optimizer, string rule) =>
        Assert.Contains(rule, Cli.Succeeds("trace", "--optimizer", optimizer).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--c", "int main(void)", "return 0;\n}\n")]
    [InlineData("--latex", @"\documentclass", "\\end{document}\n")]
    [InlineData("--markdown", "# Forward and backward propagation", "$$\n")]
    [InlineData("--quiz", "Fill in the numbered blanks", "\n")]
    public void ItIsWrittenInOtherForms(string form, string expected, string end)
    {
        string output = Cli.Succeeds("trace", form).Output;
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.EndsWith(end, output.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void APageIsWrittenBesideTheTrace()
    {
        string page = Path.Combine(Directory.CreateTempSubdirectory("myelin").FullName, "t.html");
        Assert.Contains("Saved page", Cli.Succeeds("trace", "--html", page).Output, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Equal(0, Cli.Run("trace", "--html", page).ExitCode);
        File.WriteAllText(page, "<html>mine</html>");
        Assert.Contains("--force", Cli.Run("trace", "--html", page).ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void ALossThatExplodesIsExitCode3()
    {
        Run run = Cli.Run("trace", "--layers", "4,1", "--input", "1e9 1e9 1e9 1e9", "--learning-rate", "1e9", "--steps", "50");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("not a finite number", run.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("Try 1e+08", run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"W1\": [[1, 2], [3]] }", "W1 must be rows of finite numbers, all of one length")]
    [InlineData("{ \"W1\": \"x\" }", "W1 must be rows")]
    [InlineData("{ \"W1\": [[1e999]] }", "W1 must be rows")]
    [InlineData("[1]", "an object such as")]
    [InlineData("{ \"W1\": ", "not JSON")]
    [InlineData("{ \"W1\": [[1]], \"W1\": [[1]] }", "not JSON")]
    [InlineData("", "not JSON")]
    public void ADamagedWeightsFileIsExitCode2(string content, string expected)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("myelin").FullName, "weights.json");
        File.WriteAllText(file, content);
        Run run = Cli.Run("trace", "--layers", "1", "--input", "1", "--weights", file);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(file, run.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(expected, run.ErrorLine, StringComparison.Ordinal);
    }

    static Run Mazur(params string[] options) => Cli.Succeeds([
        "trace", "--layers", "2:sigmoid,2:sigmoid", "--input", "0.05 0.1", "--target", "0.01 0.99",
        "--set", "W1=0.15 0.25; 0.2 0.3", "--set", "b1=0.35 0.35", "--set", "W2=0.4 0.5; 0.45 0.55", "--set", "b2=0.6 0.6",
        "--freeze", "b1,b2", .. options]);

    static JsonElement Case(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Cli.TestData, "golden_open", $"{name}.json"))).RootElement;

    static double[] Scene(JsonElement root, string chapter, int scene, string symbol) =>
        Numbers(root.GetProperty(chapter)[scene].GetProperty(symbol).GetProperty("value"));

    /// <summary>Every number below, row after row.</summary>
    static double[] Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Numbers)] : [element.GetDouble()];

    // of a matrix with two columns
    static double[] Columns(double[] matrix) => [.. matrix.Where((_, i) => i % 2 == 0), .. matrix.Where((_, i) => i % 2 == 1)];

    static double[] Columns(JsonElement matrix) => Columns(Numbers(matrix));

    static void Near(JsonElement expected, JsonElement actual, double tolerance) => Near(expected, Numbers(actual), tolerance);

    static void Near(JsonElement expected, double[] actual, double tolerance)
    {
        double[] numbers = Numbers(expected);
        Assert.Equal(numbers.Length, actual.Length);
        for (int i = 0; i < numbers.Length; i++)
            Assert.True(Math.Abs(numbers[i] - actual[i]) <= tolerance,
                FormattableString.Invariant($"[{i}]: expected {numbers[i]:R}, found {actual[i]:R}"));
    }

    // the article gives eight or nine digits
    static bool Prints(Run run, string published)
    {
        decimal figure = decimal.Parse(published, CultureInfo.InvariantCulture);
        return DecimalNumber().Matches(run.Output)
            .Any(number => decimal.Round(decimal.Parse(number.Value, CultureInfo.InvariantCulture), figure.Scale) == figure);
    }

    static string Digits(double number) => number.ToString("F9", CultureInfo.InvariantCulture);

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"L +(\d\.\d+) → (\d\.\d+)")]
    private static partial Regex LossLine();

    [GeneratedRegex(@"-?\d+\.\d+")]
    private static partial Regex DecimalNumber();
}
