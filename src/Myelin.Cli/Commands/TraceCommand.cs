using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Cli.Tracing;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin trace: forward and backward propagation of a sample with every number.</summary>
sealed class TraceCommand : Verb
{
    const int MostUnits = 4096;

    readonly DataArgument _data = new($"With --model: {DataArgument.Files} It has the target's column too.");

    readonly Option<string?> _model = Given.Text("--model", "MODEL", "Trace a row of DATA through a model that myelin train saved.");
    readonly Option<int?> _row = Given.Whole("--row", "N", "The row of DATA, 1 for the first. Default: 1.", 1);
    readonly DataOptions _reading = new();
    readonly NetworkOptions _network = new();
    readonly Option<int?> _member = Given.Whole("--network", "K", "The network of the model that is traced, 1 for the first. Default: 1.", 1);
    readonly Option<Optimizer?> _optimizer = Given.Value("--optimizer", "NAME",
        "The optimizer, such as sgd (the default), adam, sgd(momentum=0.9).", text => ReadOptimizer(text));
    readonly Option<double?> _rate = Given.Number("--learning-rate", "α",
        "Learning rate. Default: the rate that --optimizer names, else 0.5 for sgd and the optimizer's own default for others.", rate => rate >= 0, "of 0 or more");
    readonly Option<Schedule?> _schedule = Given.Value("--schedule", "NAME",
        "A schedule of the learning rate over the steps, such as cosine-decay, step-decay(2). Default: none.", ScheduleNames.Parse);
    readonly Option<string[]> _set = Given.Many("--set", "NAME=NUMBERS",
        "Gives a block its numbers: W1=\"0.1 0.2; 0.3 0.4\" (a row for each input, a column for each neuron), b1=\"0.1 0.1\". Repeatable.");
    readonly Option<string?> _weights = Given.Text("--weights", "FILE", "A JSON file with such blocks: {\"W1\": [[0.1, 0.2], [0.3, 0.4]], \"b1\": [0.1, 0.1]}.");
    readonly Option<string[]> _freeze = Given.Many("--freeze", "NAMES", "Blocks that no step changes, such as b1,b2.");
    readonly Option<double?> _clipNorm = Given.Number("--clip-norm", "BOUND", "Bound of the gradient's norm over all blocks. Default: none.", bound => bound > 0, "greater than 0");
    readonly Option<double?> _clipValue = Given.Number("--clip-value", "BOUND", "Bound of each number of the gradient. Default: none.", bound => bound > 0, "greater than 0");
    readonly Option<int?> _steps = Given.Whole("--steps", "K", "Steps to make on the sample; the first is shown in full. Default: 1.", 1, 10_000_000);
    readonly Option<int?> _digits = Given.Whole("--digits", "N", "Digits after the point. Default: 6.", 1, 17);
    readonly Option<bool> _all = Given.Flag("--all", "Show every row and column, however many there are.");
    readonly Option<string?> _svg = Given.Text("--svg", "FILE", "Draw the network with its numbers.");
    readonly Option<string?> _html = Given.Text("--html", "FILE", "Write the trace as a page of HTML, with steps that open.");
    readonly Option<bool> _markdown = Given.Flag("--markdown", "Write the trace as Markdown, with mathematics between dollars.");
    readonly Option<bool> _latex = Given.Flag("--latex", "Write the trace as a document of LaTeX.");
    readonly Option<bool> _quiz = Given.Flag("--quiz", "Write the trace with blanks to fill in, and the answers at the end.");
    readonly Option<string?> _neuron = Given.Text("--neuron", "L.J", "Show neuron J of dense layer L alone, with every number that goes into it, such as 1.2.");
    readonly Option<bool> _c = Given.Flag("--c", "Write the steps as a C program that computes the bits of training in float32.");
    readonly Option<bool> _json = Given.Flag("--json", "Write every number as JSON, to the last bit.");

    public TraceCommand() : base("trace", "Show forward and backward propagation of a sample with every number, its formula and its shape.")
    {
        Add(_data.File);
        Group("network", _network.Layers, _network.Loss, _network.Seed, _set, _weights);
        Group("sample", _network.Input, _network.Target);
        Group("a row of a table through a trained model", _model, _row, _member);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("descent", _optimizer, _rate, _schedule, _clipNorm, _clipValue, _steps, _freeze);
        Group("output", _digits, _all, _neuron, _svg, _html, OutputFile.Force, _markdown, _latex, _quiz, _c, _json);
        Example("myelin trace", "the network of the notes: 4 inputs, 4 hidden sigmoid neurons, 1 sigmoid output");
        Example("myelin trace --model iris.safetensors --row 3 iris.csv", "the third iris through the network that was trained on irises");
        Example("myelin trace --quiz", "the same as an exercise: blanks to fill in, answers at the end");
        Example("myelin trace --layers 4:tanh,3:softmax --target \"0 0 1\" --svg network.svg", "another network, and a drawing of it with its numbers");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        (Model<double> model, ILoss loss, Samples<double> samples, string source, PredictedRow? predicted) = Read(line);
        var blocks = new BlockNames(model.Network);
        if (line.GetValue(_weights) is { } file) blocks.ReadFile(file, model.Parameters);
        foreach (string assignment in line.GetValue(_set) ?? []) blocks.Assign(assignment, model.Parameters);
        HashSet<int> frozen = [.. (line.GetValue(_freeze) ?? []).SelectMany(blocks.Find)];
        Optimizer optimizer = line.GetValue(_optimizer) ?? new Sgd(NotesRate);
        if (line.GetValue(_rate) is { } rate) optimizer = optimizer with { LearningRate = rate };

        string? drawing = line.GetValue(_svg);
        if (drawing is not null && !drawing.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            throw CommandException.WrongUse($"--svg {drawing}: unsupported file type {Path.GetExtension(drawing)}; use .svg.");
        OutputFile? picture = OutputFile.IfGiven(line, _svg, OutputKind.Drawing), page = OutputFile.IfGiven(line, _html, OutputKind.Trace);
        Option<bool>[] forms = [.. new[] { _markdown, _latex, _quiz, _c, _json }.Where(line.GetValue)];
        if (forms.Length > 1) throw CommandException.WrongUse($"{forms[0].Name} and {forms[1].Name} each fill standard output. Leave one of them out.");
        if (forms.Length > 0 && line.GetValue(_neuron) is not null)
            throw CommandException.WrongUse($"--neuron is shown as text, without {forms[0].Name}. Leave one of them out.");
        if (forms is [var program] && program == _c)
        {
            Console.Out.Write(Program(line, model, loss, optimizer, samples));
            return ExitCode.Success;
        }
        Walk walk = new Lesson(model, loss, optimizer, samples, frozen, line.GetValue(_steps) ?? 1, source)
        {
            Row = predicted,
            Options = new()
            {
                EvaluationMode = predicted is not null,
                ClipNorm = line.GetValue(_clipNorm) ?? 0,
                ClipValue = line.GetValue(_clipValue) ?? 0,
                Schedule = line.GetValue(_schedule),
            },
        }.Run();
        picture?.Write(stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(NetworkDrawing.Svg(walk, Math.Min(line.GetValue(_digits) ?? 4, 8)))));
        (int digits, bool all) = (line.GetValue(_digits) ?? 6, line.GetValue(_all));
        page?.Write(stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            new HtmlTrace(writer, digits, all).Write(walk);
        });
        if (forms is [var form])
        {
            if (form == _json) TraceJson.Write(walk, digits);
            else Page(form, digits, all).Write(walk);
            return ExitCode.Success;
        }
        if (line.GetValue(_neuron) is { } neuron)
        {
            (int layer, int place) = Neuron(neuron, model.Network);
            new NeuronText(screen, digits).Write(walk, layer, place);
        }
        else new TraceText(screen, digits, all).Write(walk);
        if (picture is not null || page is not null) screen.Blank();
        if (picture is not null) screen.Line("Saved drawing ", new Piece(picture.Path, Ink.Strong), ".");
        if (page is not null) screen.Line("Saved page ", new Piece(page.Path, Ink.Strong), page.Size, ".");
        return ExitCode.Success;
    }

    static (int Layer, int Neuron) Neuron(string text, Network network)
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
        return neuron <= dense.Units ? (layer, neuron) : throw CommandException.WrongUse($"--neuron {text}: layer {layer} has {dense.Units} neurons.");
    }

    string Program(ParseResult line, Model<double> model, ILoss loss, Optimizer optimizer, Samples<double> samples)
    {
        foreach (Option option in new Option[] { _freeze, _clipNorm, _clipValue, _schedule, _svg, _html })
            if (line.GetResult(option) is { Implicit: false }) throw CommandException.WrongUse($"--c writes plain steps and nothing else. Leave {option.Name} out.");
        int steps = line.GetValue(_steps) ?? 1;
        if (steps > StepInC.MostSteps) throw CommandException.WrongUse($"--c writes the constants of each step, of at most {StepInC.MostSteps}, but --steps is {steps}.");
        try
        {
            return StepInC.Of(model, loss, optimizer, samples, steps);
        }
        catch (ArgumentException wrong)
        {
            throw CommandException.WrongUse($"--c: {wrong.Message}");
        }
    }

    TracePage Page(Option<bool> form, int digits, bool all) =>
        form == _markdown ? new MarkdownPage(Console.Out, digits, all)
        : form == _latex ? new LatexPage(Console.Out, digits, all)
        : new QuizPage(Console.Out, digits, all);

    /// <summary>The rate of plain descent in the notes, where none is named.</summary>
    const double NotesRate = 0.5;

    // sgd is sgd at the notes' rate, as without --optimizer
    static Optimizer ReadOptimizer(string text)
    {
        Optimizer optimizer = OptimizerNames.Parse(text);
        return optimizer is Sgd && !NamesRate(text) ? optimizer with { LearningRate = NotesRate } : optimizer;
    }

    // sgd(0.1), sgd(momentum=0.9, learning-rate=0.1)
    static bool NamesRate(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return false;
        string inside = text[(open + 1)..], first = inside.Split(',')[0].Trim(' ', ')');
        return first.Length > 0 && !first.Contains('=', StringComparison.Ordinal) ||
            inside.Replace('_', '-').Contains("learning-rate", StringComparison.OrdinalIgnoreCase);
    }

    (Model<double> Model, ILoss Loss, Samples<double> Samples, string Source, PredictedRow? Row) Read(ParseResult line)
    {
        if (line.GetValue(_network.Layers) is { } layers && layers.OfType<Dense>().Any(dense => dense.Units > MostUnits))
            throw CommandException.WrongUse($"trace shows every number, so a layer has at most {MostUnits} units.");
        if (line.GetValue(_model) is { } path) return ReadRow(line, path);
        if (_data.Given(line) is { } data) throw CommandException.WrongUse($"{data} is read with --model MODEL only; without it x is given by --input.");
        if (line.GetValue(_row) is not null) throw CommandException.WrongUse("--row chooses a row of DATA, which is read with --model MODEL only.");
        if (line.GetValue(_member) is not null) throw CommandException.WrongUse("--network chooses a network of a model, which is given by --model only.");
        (Model<double> model, ILoss loss, Samples<double> samples) = _network.Read(line);
        if (samples.Rows == 1 && model.Network.ToString().Contains(nameof(BatchNorm), StringComparison.Ordinal))
            throw CommandException.WrongUse("batch-norm needs two rows at least, as one row has no variance. Separate rows by semicolons: " +
                "--input \"1 0 0 1; 0 1 1 0\", with as many of --target where it is given.");
        return (model, loss, samples, $"{(samples.Rows == 1 ? "1 row" : $"{samples.Rows} rows")} of {samples.InputColumns} inputs", null);
    }

    (Model<double> Model, ILoss Loss, Samples<double> Samples, string Source, PredictedRow? Row) ReadRow(ParseResult line, string path)
    {
        foreach (Option option in new Option[] { _network.Layers, _network.Input, _network.Target, _network.Seed })
            if (line.GetResult(option) is { Implicit: false })
                throw CommandException.WrongUse($"{option.Name} and --model do not go together: the model has its network, and DATA its rows.");
        if (_data.Given(line) is null) throw CommandException.WrongUse("--model needs DATA, the file whose row is traced.");
        FileCheck.Readable(path);
        DataSource data = _data.Of(line);
        using TabularModel model = TabularModel.Load(path);
        Table table = data.Read(model.Reading(_reading.Read(line), withTarget: true));
        int row = line.GetValue(_row) ?? 1;
        if (row > table.Rows) throw CommandException.BadInput($"{data.Name}: has {table.Rows} rows, so there is no row {row}.");
        int network = line.GetValue(_member) ?? 1;
        if (network > model.Members.Count)
            throw CommandException.WrongUse($"{path} has {(model.Members.Count == 1 ? "1 network" : $"{model.Members.Count} networks")}, so there is no --network {network}.");
        Table one = table.Take([row - 1]);
        ILoss loss = line.GetValue(_network.Loss) ?? LossOf(model);
        Samples<float> sample = model.Encode(one, loss);
        return (InDouble(model.Members[network - 1]), loss, InDouble(sample), $"row {row} of {data.Name}", new(model, one, network - 1));
    }

    // a model keeps its loss's link, not the loss: the first that ends in it
    static ILoss LossOf(TabularModel model)
    {
        bool isNumber = model.Target.Classes is null;
        ILoss[] others = isNumber
            ? [new PoissonNegativeLogLikelihood(), new HeteroscedasticNegativeLogLikelihood()]
            : [new NegativeLogLikelihood(), new SigmoidCrossEntropy(), new MultiMargin()];
        return others.Prepend(model.DefaultLoss).FirstOrDefault(loss => loss.Link.Equals(model.Model.Link) && Fits(loss)) ?? model.DefaultLoss;

        bool Fits(ILoss loss) => !isNumber || loss is HeteroscedasticNegativeLogLikelihood == (model.Network.Outputs == 2);
    }

    // every float is a double
    static Model<double> InDouble(Model<float> model)
    {
        var parameters = model.Network.Parameters<double>();
        for (int block = 0; block < parameters.Blocks.Count; block++)
            parameters.Write(block, [.. model.Parameters.Get(block).Cast<float>().Select(w => (double)w)]);
        return new(model.Network, parameters);
    }

    static Samples<double> InDouble(Samples<float> sample) => new(
        Array.ConvertAll(sample.Inputs.ToArray(), x => (double)x), sample.InputColumns,
        Array.ConvertAll(sample.Targets.ToArray(), y => (double)y), sample.TargetColumns);
}
