namespace Myelin.Explain;

/// <summary>
/// Steps of training with every number: forward propagation layer by layer, the loss, backward propagation to every parameter, the update.
/// The first element of every matrix is worked out, and gradients stand beside those by differences.
/// </summary>
/// <example><code>Explanation.Of(model, new HalfSquaredError(), new Sgd(0.5), samples).WriteMarkdown(Console.Out);</code></example>
public sealed class Explanation
{
    readonly Walk _walk;

    Explanation(Walk walk) => _walk = walk;

    /// <summary>Makes the steps, which change the model, and keeps their numbers.</summary>
    /// <param name="samples">one batch: all rows at once</param>
    /// <param name="steps">the first 12 are written with every number</param>
    /// <exception cref="NotFiniteNumberException">A loss is not finite; the message says of what.</exception>
    public static Explanation Of(
        Model<double> model, ILoss loss, Optimizer optimizer, Samples<double> samples, int steps = 1, TrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        string source =
            FormattableString.Invariant($"{samples.Rows} {(samples.Rows == 1 ? "row" : "rows")} of {samples.InputColumns} inputs");
        return new(new Lesson(model, loss, optimizer, samples, new HashSet<int>(), steps, source) { Options = options ?? new() }.Run());
    }

    /// <summary>A page of Markdown, with formulas in plain text.</summary>
    /// <param name="digits">after the point</param>
    /// <param name="all">whether large matrices are written whole</param>
    public void WriteMarkdown(TextWriter writer, int digits = 6, bool all = false) => new MarkdownPage(writer, digits, all).Write(_walk);

    /// <summary>A document of LaTeX.</summary>
    public void WriteLatex(TextWriter writer, int digits = 6, bool all = false) => new LatexPage(writer, digits, all).Write(_walk);

    /// <summary>One page of HTML without scripts or other files; its steps open.</summary>
    public void WriteHtml(TextWriter writer, int digits = 6, bool all = false) => new HtmlTrace(writer, digits, all).Write(_walk);

    /// <summary>The same as an exercise: blanks to be filled in, the answers at the end.</summary>
    public void WriteQuiz(TextWriter writer, int digits = 6) => new QuizPage(writer, digits, all: false).Write(_walk);

    /// <summary>The network as SVG, with its numbers and gradients.</summary>
    public string ToSvg(int digits = 4) => NetworkDrawing.Svg(_walk, digits);
}
