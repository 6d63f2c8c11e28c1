using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Files;
using Myelin.Layers;
using Myelin.Tabular;
using Myelin.Text;

namespace Myelin.Cli.Commands;

/// <summary>myelin inspect: what a model's file holds.</summary>
sealed class InspectCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model's file." };
    readonly Option<bool> _digest = Given.Flag("--digest", "Write the SHA-256 of the weights and nothing else: equal where every bit of every weight is.");
    readonly Option<bool> _json = Given.Flag("--json", "Write it as JSON.");

    public InspectCommand() : base("inspect", "Show what a model's file holds: the table it was trained on, the network, and how good it is.")
    {
        Add(_model);
        Group("output", _digest, _json);
        Example("myelin inspect iris.safetensors", "columns, classes, layers and metrics");
        Example("myelin inspect iris.safetensors --digest", "one number for all weights, to compare two trainings");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetRequiredValue(_model);
        FileCheck.Readable(path);
        if (line.GetValue(_digest))
        {
            Console.WriteLine(DigestOf(path));
            return ExitCode.Success;
        }
        if (!HasTable(path)) return Bare(line, screen, path);
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
        screen.Line(new Piece(path, Ink.Strong), $"  {Reports.Bytes(new FileInfo(path).Length)}, trained on {Reports.Count(model.Schema.Rows)} rows");
        Reports.Data(screen, model.Schema, model.Dropped, model.Encoder, model.Target.Column);
        Reports.Target(screen, model.Target);
        Reports.Notes(screen, model.Notes);
        if (model.Recipe is { } recipe) screen.Fact("recipe", Reports.Recipe(recipe));
        if (model.Plan is { } plan) screen.Fact("plan", plan.ToString());
        Reports.Calibration(screen, model);
        Network(screen, model.Members);
        if (model.Scores.Count == 0) return ExitCode.Success;
        screen.Title("Scores when it was trained");
        string[] kinds = [.. model.Scores.Select(score => score.Name.Split(' ')[0]).Distinct()];
        Reports.Scores(screen, [.. kinds.Select(kind => (kind, (int?)null, ScoresOf(model, kind)))]);
        return ExitCode.Success;
    }

    static int Bare(ParseResult line, Screen screen, string path)
    {
        using Model<double> model = ModelFile.Load<double>(path);
        screen.Line(new Piece(path, Ink.Strong), $"  {Reports.Bytes(new FileInfo(path).Length)}, a network without a table");
        Network(screen, [model]);
        return ExitCode.Success;
    }

    static void Network<T>(Screen screen, IReadOnlyList<Model<T>> members) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = members[0];
        screen.Title(members.Count == 1 ? "Network" : $"Network, {members.Count} times");
        Reports.Network(screen, model.Network);
        screen.Fact("predictions", ActivationNames.Describe(model.Link) is "identity" ? "the outputs as they are" : $"{ActivationNames.Describe(model.Link)} of the outputs");
        screen.Fact("digest", WeightDigest.Of(members.Select(member => member.Parameters)));
        screen.Title(members.Count == 1 ? "Weights" : "Weights of the first");
        var grid = new Grid("block", ">shape", ">mean", ">deviation", ">least", ">largest");
        for (int i = 0; i < model.Parameters.Blocks.Count; i++)
        {
            ParameterBlock block = model.Parameters.Blocks[i];
            double[] values = [.. model.Parameters.Get(i).Cast<T>().Select(double.CreateTruncating)];
            double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            grid.Add(block.Name, $"{block.Rows} × {block.Columns}", Text(mean), Text(deviation), Text(values.Min()), Text(values.Max()));
        }
        screen.Table(grid);
    }

    static IReadOnlyList<Score> ScoresOf(TabularModel model, string kind) =>
        [.. model.Scores.Where(score => score.Name.StartsWith(kind + " ", StringComparison.Ordinal)).Select(score => score with { Name = score.Name[(kind.Length + 1)..] })];

    // in the type that the file has: the digest is of its bits
    static string DigestOf(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.Tensors.Any(tensor => tensor.Type == ElementType.F64) ? DigestOf<double>(file) : DigestOf<float>(file);
    }

    static string DigestOf<T>(SafetensorsFile file) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<Model<T>> members = ModelFile.LoadMembers<T>(file);
        string digest = WeightDigest.Of(members.Select(member => member.Parameters));
        foreach (Model<T> member in members) member.Dispose();
        return digest;
    }

    static bool HasTable(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.Metadata.ContainsKey("table");
    }

    static string Text(double number) => number.ToString("0.0000", CultureInfo.InvariantCulture);
}
