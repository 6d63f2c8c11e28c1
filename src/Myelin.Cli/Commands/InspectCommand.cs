using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Importing;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin inspect: what a model's file holds.</summary>
sealed class InspectCommand : Verb
{
    /// <summary>Edges of bins that a column does not have are beyond every number (±1e30), and no weights.</summary>
    const double Sentinel = 1e29;

    readonly Argument<string> _model =
        new("MODEL")
        {
            Description = "A model's file, or a training's state: a file of --checkpoint DIR, " +
                "or DIR for the newest; or an ONNX file.",
        };
    readonly Option<bool> _digest =
        Given.Flag("--digest", "Write the SHA-256 of the weights and nothing else: equal where every bit of every weight is.");
    readonly Option<bool> _json = Given.Flag("--json", "Write it as JSON.");

    public InspectCommand()
        : base("inspect", "Show what a model's file holds: the table it was trained on, the network, and how good it is.")
    {
        Add(_model);
        Group("output", _digest, _json);
        Example("myelin inspect iris.safetensors", "columns, classes, layers and metrics");
        Example("myelin inspect run", "how far the training is whose states are in the folder run");
        Example("myelin inspect iris.safetensors --digest", "one number for all weights, to compare two trainings");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetRequiredValue(_model);
        if (Directory.Exists(path))
            path = CheckpointSummary.Newest(path, damaged => Console.Error.WriteLine($"warning: {Failure.OneLine(damaged.Message)}"))
                ?? throw CommandException.BadInput($"{path}: is a folder, and holds no checkpoints. Name a file in it.");
        FileCheck.Readable(path);
        if (OnnxSummary.IsOnnx(path)) return Graph(line, screen, path);
        try
        {
            return Show(line, screen, path);
        }
        catch (InvalidFileException e) when (CheckpointSummary.Beside(path) is { } whole &&
            Path.GetFullPath(whole) != Path.GetFullPath(path))
        {
            throw CommandException.BadInput($"{e.Message}. {whole} is whole");
        }
    }

    int Graph(ParseResult line, Screen screen, string path)
    {
        if (line.GetValue(_digest))
            throw CommandException.WrongUse($"{path}: is an ONNX model, and --digest is of Myelin's models. Leave it out.");
        if (line.GetValue(_json)) OnnxSummary.Write(path);
        else OnnxSummary.Show(screen, path);
        return ExitCode.Success;
    }

    int Show(ParseResult line, Screen screen, string path)
    {
        if (line.GetValue(_digest))
        {
            Console.WriteLine(DigestOf(path));
            return ExitCode.Success;
        }
        if (!FileCheck.HasTable(path)) return IsDouble(path) ? Bare<double>(line, screen, path) : Bare<float>(line, screen, path);
        using TabularModel model = TabularModel.Load(path);
        if (line.GetValue(_json))
        {
            JsonOutput.Write(json =>
            {
                json.WriteString("file", path);
                json.WriteModel(model);
                json.WriteCalibration(model.Calibration);
                json.WriteScores("scores", model.Scores);
                json.WriteString("digest", WeightDigest.Of(model.Members.Select(member => member.Parameters)));
            });
            return ExitCode.Success;
        }
        screen.Line(new Piece(path, Ink.Strong),
            $"  {Reports.Bytes(new FileInfo(path).Length)}, trained on {Reports.Count(model.Schema.Rows)} rows");
        Reports.Data(screen, model.Schema, model.Dropped, model.Encoder, model.Target.Column);
        Reports.Target(screen, model.Target);
        Reports.Notes(screen, model.Notes);
        foreach ((string name, string value) in Reports.Making(model)) screen.Fact(name, value);
        Reports.Calibration(screen, model);
        Network(screen, model.Members);
        if (model.Scores.Count == 0) return ExitCode.Success;
        screen.Title("Scores when it was trained");
        string[] kinds = [.. model.Scores.Select(score => score.Name.Split(' ')[0]).Distinct()];
        Reports.Scores(screen, [.. kinds.Select(kind => (kind, (int?)null, ScoresOf(model, kind)))]);
        return ExitCode.Success;
    }

    int Bare<T>(ParseResult line, Screen screen, string path) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using Model<T> model = ModelFile.Load<T>(path);
        CheckpointSummary? state = StateOf(path);
        if (line.GetValue(_json))
        {
            JsonOutput.Write(json =>
            {
                json.WriteString("file", path);
                json.WriteString("network", model.Network.ToString());
                json.WriteNumber("parameters", model.Network.ParameterCount);
                if (state is not null) Write(json, state);
                json.WriteString("digest", WeightDigest.Of(model.Parameters));
            });
            return ExitCode.Success;
        }
        screen.Line(new Piece(path, Ink.Strong),
            $"  {Reports.Bytes(new FileInfo(path).Length)}, {(state is null ? "a network without a table" : "the state of a training")}");
        if (state is not null) State(screen, state);
        Network(screen, [model]);
        return ExitCode.Success;
    }

    static void State(Screen screen, CheckpointSummary state)
    {
        screen.Fact("epochs done",
            state.Ended ? $"{state.Epoch}, and that was the end"
            : state.Step == 0 ? $"{state.Epoch}" : $"{state.Epoch}, and {state.Step} batches of the next");
        screen.Fact("best epoch",
            state.BestEpoch == 0 ? "none yet"
                : string.Create(CultureInfo.InvariantCulture, $"{state.BestEpoch}, with {state.BestMeasure:G5}"));
        screen.Fact("time", string.Create(CultureInfo.InvariantCulture, $"{state.Elapsed.TotalSeconds:0.0} s, {state.Steps} steps"));
        screen.Title("To go on, the same");
        foreach ((string key, string value) in state.Identity)
            if (key != "network") screen.Fact(key, value);
    }

    static void Write(System.Text.Json.Utf8JsonWriter json, CheckpointSummary state)
    {
        json.WriteStartObject("checkpoint");
        json.WriteNumber("epoch", state.Epoch);
        json.WriteNumber("step", state.Step);
        json.WriteNumber("bestEpoch", state.BestEpoch);
        json.WriteFinite("bestMeasure", state.BestMeasure);
        json.WriteNumber("steps", state.Steps);
        json.WriteBoolean("ended", state.Ended);
        json.WriteFinite("seconds", state.Elapsed.TotalSeconds);
        json.WriteStartObject("identity");
        foreach ((string key, string value) in state.Identity) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static CheckpointSummary? StateOf(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return CheckpointSummary.Of(file);
    }

    static void Network<T>(Screen screen, IReadOnlyList<Model<T>> members)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = members[0];
        screen.Title(members.Count == 1 ? "Network" : $"Network, {members.Count} times");
        Reports.Network(screen, model.Network);
        screen.Fact("predictions",
            ActivationNames.Describe(model.Link) is "identity" ? "the outputs as they are"
                : $"{ActivationNames.Describe(model.Link)} of the outputs");
        screen.Fact("digest", WeightDigest.Of(members.Select(member => member.Parameters)));
        screen.Title(members.Count == 1 ? "Weights" : "Weights of the first");
        var grid = new Grid("block", ">shape", ">mean", ">deviation", ">least", ">largest");
        for (int i = 0; i < model.Parameters.Blocks.Count; i++)
        {
            ParameterBlock block = model.Parameters.Blocks[i];
            double[] values =
                [.. model.Parameters.Get(i).Cast<T>().Select(double.CreateTruncating).Where(value => Math.Abs(value) < Sentinel)];
            if (values.Length == 0)
            {
                grid.Add(block.Name, $"{block.Rows} × {block.Columns}", "–", "–", "–", "–");
                continue;
            }
            double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            grid.Add(block.Name, $"{block.Rows} × {block.Columns}", Text(mean), Text(deviation), Text(values.Min()), Text(values.Max()));
        }
        screen.Table(grid);
    }

    static IReadOnlyList<Score> ScoresOf(TabularModel model, string kind) =>
        [.. model.Scores.Where(score => score.Name.StartsWith(kind + " ", StringComparison.Ordinal))
            .Select(score => score with { Name = score.Name[(kind.Length + 1)..] })];

    // in the type that the file has: the digest is of its bits
    static string DigestOf(string path)
    {
        bool isDouble = IsDouble(path);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return isDouble ? DigestOf<double>(file) : DigestOf<float>(file);
    }

    static bool IsDouble(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.Tensors.Any(
            tensor => tensor.Type == ElementType.F64 && !tensor.Name.StartsWith(ModelFile.StatePrefix, StringComparison.Ordinal));
    }

    static string DigestOf<T>(SafetensorsFile file) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<Model<T>> members = ModelFile.LoadMembers<T>(file);
        string digest = WeightDigest.Of(members.Select(member => member.Parameters));
        foreach (Model<T> member in members) member.Dispose();
        return digest;
    }

    static string Text(double number) => number.ToString(Math.Abs(number) < 1e5 ? "0.0000" : "0.000e+0", CultureInfo.InvariantCulture);
}
