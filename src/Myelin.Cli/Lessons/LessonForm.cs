using System.CommandLine;
using System.Text;
using Myelin.Cli.Output;
using Myelin.Cli.Tracing;
using Myelin.Explain;

namespace Myelin.Cli.Lessons;

/// <summary>The options that say how a trace is shown: as text, as a page, as a program, as JSON; and the drawing beside it.</summary>
sealed class LessonForm
{
    public Option<int?> Digits { get; } = Given.Whole("--digits", "N", "Digits after the point. Default: 6.", 1, 17);

    public Option<bool> All { get; } = Given.Flag("--all", "Show every row and column, however many there are.");

    public Option<string?> Svg { get; } = Given.Text("--svg", "FILE", "Draw the network with its numbers.");

    public Option<string?> Html { get; } = Given.Text("--html", "FILE", "Write the trace as a page of HTML, with steps that open.");

    public Option<bool> Markdown { get; } = Given.Flag("--markdown", "Write the trace as Markdown, with mathematics between dollars.");

    public Option<bool> Latex { get; } = Given.Flag("--latex", "Write the trace as a document of LaTeX.");

    public Option<bool> Quiz { get; } = Given.Flag("--quiz", "Write the trace with blanks to fill in, and the answers at the end.");

    public Option<string?> Neuron { get; } = Given.Text("--neuron", "L.J",
        "Show neuron J of dense layer L alone, with every number that goes into it, such as 1.2.");

    public Option<bool> C { get; } = Given.Flag("--c", "Write the steps as a C program that computes the bits of training in float32.");

    public Option<bool> Json { get; } = Given.Flag("--json", "Write every number as JSON, to the last bit.");

    /// <summary>The one form that fills standard output; null for text.</summary>
    public Option<bool>? Of(ParseResult line)
    {
        Option<bool>[] forms = [.. new[] { Markdown, Latex, Quiz, C, Json }.Where(line.GetValue)];
        if (forms.Length > 1)
            throw CommandException.WrongUse($"{forms[0].Name} and {forms[1].Name} each fill standard output. Leave one of them out.");
        if (forms.Length > 0 && line.GetValue(Neuron) is not null)
            throw CommandException.WrongUse($"--neuron is shown as text, without {forms[0].Name}. Leave one of them out.");
        return forms is [var form] ? form : null;
    }

    /// <summary>The drawing and the page, where they are asked for.</summary>
    public (OutputFile? Picture, OutputFile? Page) Files(ParseResult line)
    {
        if (line.GetValue(Svg) is { } drawing && !drawing.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            throw CommandException.WrongUse($"--svg {drawing}: unsupported file type {Path.GetExtension(drawing)}; use .svg.");
        return (OutputFile.IfGiven(line, Svg, OutputKind.Drawing), OutputFile.IfGiven(line, Html, OutputKind.Trace));
    }

    /// <summary>Draws the network, and writes the page.</summary>
    public void Write(ParseResult line, Walk walk, OutputFile? picture, OutputFile? page)
    {
        (int digits, bool all) = (DigitsOf(line), line.GetValue(All));
        picture?.Write(stream => stream.Write(Encoding.UTF8.GetBytes(NetworkDrawing.Svg(walk, Math.Min(line.GetValue(Digits) ?? 4, 8)))));
        page?.Write(stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            new HtmlTrace(writer, digits, all).Write(walk);
        });
    }

    /// <summary>The walk on standard output, as JSON or as a document.</summary>
    public void Write(ParseResult line, Walk walk, Option<bool> form)
    {
        (int digits, bool all) = (DigitsOf(line), line.GetValue(All));
        if (form == Json) TraceJson.Write(walk, digits);
        else Page(form, digits, all).Write(walk);
    }

    /// <summary>The walk as text, or one neuron of it.</summary>
    public void Show(ParseResult line, Walk walk, Screen screen)
    {
        if (line.GetValue(Neuron) is { } neuron)
        {
            (int layer, int place) = NeuronOf(neuron, walk.Lesson.Model.Network);
            new NeuronText(screen, DigitsOf(line)).Write(walk, layer, place);
        }
        else new TraceText(screen, DigitsOf(line), line.GetValue(All)).Write(walk);
    }

    /// <summary>The steps as a C program.</summary>
    /// <param name="others">options that plain steps do not have</param>
    public string Program(ParseResult line, Lesson lesson, Option[] others)
    {
        foreach (Option option in (Option[])[.. others, Svg, Html])
            if (line.GetResult(option) is { Implicit: false })
                throw CommandException.WrongUse($"--c writes plain steps and nothing else. Leave {option.Name} out.");
        if (lesson.Steps > StepInC.MostSteps)
            throw CommandException.WrongUse(
                $"--c writes the constants of each step, of at most {StepInC.MostSteps}, but --steps is {lesson.Steps}.");
        try
        {
            return StepInC.Of(lesson.Model, lesson.Loss, lesson.Optimizer, lesson.Samples, lesson.Steps);
        }
        catch (ArgumentException wrong)
        {
            throw CommandException.WrongUse($"--c: {wrong.Message}");
        }
    }

    TracePage Page(Option<bool> form, int digits, bool all) =>
        form == Markdown ? new MarkdownPage(Console.Out, digits, all)
        : form == Latex ? new LatexPage(Console.Out, digits, all)
        : new QuizPage(Console.Out, digits, all);

    int DigitsOf(ParseResult line) => line.GetValue(Digits) ?? 6;

    static (int Layer, int Neuron) NeuronOf(string text, Network network)
    {
        string[] parts = text.Split('.');
        if (parts.Length != 2 || !parts.All(part => int.TryParse(part, out int number) && number > 0))
            throw CommandException.WrongUse($"--neuron takes a layer and a neuron of it, such as 1.2, but is '{text}'.");
        (int layer, int neuron) = (int.Parse(parts[0]), int.Parse(parts[1]));
        if (layer > network.Layers.Count || network.Layers[layer - 1] is not Dense dense)
        {
            IEnumerable<int> others = network.Layers.Index().Where(one => one.Item is Dense).Select(one => one.Index + 1);
            throw CommandException.WrongUse($"--neuron {text}: layer {layer} is no dense layer; dense are {string.Join(", ", others)}.");
        }
        return neuron <= dense.Units ? (layer, neuron)
            : throw CommandException.WrongUse($"--neuron {text}: layer {layer} has {dense.Units} neurons.");
    }
}
