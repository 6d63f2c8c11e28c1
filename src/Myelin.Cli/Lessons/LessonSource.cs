using System.CommandLine;
using Myelin.Cli.Tracing;
using Myelin.Cli.Training;
using Myelin.Tabular;

namespace Myelin.Cli.Lessons;

/// <summary>The options that say what is traced: a network with numbers for it, or a row of a table through a trained model.</summary>
sealed class LessonSource
{
    const int MostUnits = 4096;

    public DataArgument Data { get; } = new($"With --model: {DataArgument.Files} It has the target's column too.");

    public DataOptions Reading { get; } = new();

    public NetworkOptions Network { get; } = new();

    public Option<string?> Model { get; } = Given.Text("--model", "MODEL",
        "Trace a row of DATA through a model that myelin train saved, or --input through a network that myelin import saved.");

    public Option<int?> Row { get; } = Given.Whole("--row", "N", "The row of DATA, 1 for the first. Default: 1.", 1);

    public Option<int?> Member { get; } = Given.Whole("--network", "K",
        "The network of the model that is traced, 1 for the first. Default: 1.", 1);

    /// <summary>The row of a model's table, or the sample that the options describe.</summary>
    public LessonSample Read(ParseResult line)
    {
        if (line.GetValue(Network.Layers) is { } layers && layers.Any(HasTooManyUnits))
            throw CommandException.WrongUse($"trace shows every number, so a layer has at most {MostUnits} units.");
        if (line.GetValue(Model) is { } path) return ReadModel(line, path);
        if (Data.Given(line) is { } data)
            throw CommandException.WrongUse($"{data} is read with --model MODEL only; without it x is given by --input.");
        if (line.GetValue(Row) is not null)
            throw CommandException.WrongUse("--row chooses a row of DATA, which is read with --model MODEL only.");
        if (line.GetValue(Member) is not null)
            throw CommandException.WrongUse("--network chooses a network of a model, which is given by --model only.");
        (Model<double> model, ILoss loss, Samples<double> samples) = Network.Read(line);
        return Sample(model, loss, samples);
    }

    static LessonSample Sample(Model<double> model, ILoss loss, Samples<double> samples)
    {
        if (samples.Rows == 1 && model.Network.ToString().Contains(nameof(BatchNorm), StringComparison.Ordinal))
            throw CommandException.WrongUse("batch-norm needs two rows at least, as one row has no variance. " +
                "Separate rows by semicolons: --input \"1 0 0 1; 0 1 1 0\", with as many of --target where it is given.");
        string rows = samples.Rows == 1 ? "1 row" : $"{samples.Rows} rows";
        return new(model, loss, samples, $"{rows} of {samples.InputColumns} inputs", null);
    }

    // those within a residual block and the like too
    static bool HasTooManyUnits(Layer layer) =>
        layer is Dense { Units: > MostUnits } || layer.Inner.Any(chain => chain.Any(HasTooManyUnits));

    LessonSample ReadModel(ParseResult line, string path)
    {
        FileCheck.Model(path);
        return FileCheck.HasTable(path) ? ReadRow(line, path) : ReadNetwork(line, path);
    }

    LessonSample ReadNetwork(ParseResult line, string path)
    {
        foreach (Option option in new Option[] { Network.Layers, Network.Seed, Row, Member })
            if (line.GetResult(option) is { Implicit: false })
                throw CommandException.WrongUse(
                    $"{path} is a network without a table, which {option.Name} does not go with. Leave it out.");
        if (Data.Given(line) is { } data)
            throw CommandException.WrongUse($"{path} is a network without a table, so {data} is not read. Give x by --input.");
        using Model<float> model = ModelFile.Load<float>(path);
        if (model.Network.Layers.Any(HasTooManyUnits))
            throw CommandException.BadInput($"{path}: has a layer of more than {MostUnits} units, too many to show every number.");
        ILoss loss = line.GetValue(Network.Loss) ?? LossOf(model);
        return Sample(InDouble(model), loss, Network.Read(line, model.Network, loss));
    }

    // of a network whose loss is not known, the usual one for what its outputs become
    static ILoss LossOf(Model<float> model) => model.Link switch
    {
        Softmax or LogSoftmax => new SoftmaxCrossEntropy(),
        Sigmoid => new SigmoidCrossEntropy(),
        _ => new HalfSquaredError(),
    };

    LessonSample ReadRow(ParseResult line, string path)
    {
        foreach (Option option in new Option[] { Network.Layers, Network.Input, Network.Target, Network.Seed })
            if (line.GetResult(option) is { Implicit: false })
                throw CommandException.WrongUse(
                    $"{option.Name} and --model do not go together: the model has its network, and DATA its rows.");
        if (Data.Given(line) is null) throw CommandException.WrongUse("--model needs DATA, the file whose row is traced.");
        DataSource data = Data.Of(line);
        using TabularModel model = TabularModel.Load(path);
        Table table = data.Read(model.Reading(Reading.Read(line), withTarget: true));
        int row = line.GetValue(Row) ?? 1;
        if (row > table.Rows) throw CommandException.BadInput($"{data.Name}: has {table.Rows} rows, so there is no row {row}.");
        int network = line.GetValue(Member) ?? 1;
        if (network > model.Members.Count)
            throw CommandException.WrongUse(
                $"{path} has {(model.Members.Count == 1 ? "1 network" : $"{model.Members.Count} networks")}, " +
                $"so there is no --network {network}.");
        Table one = table.Take([row - 1]);
        ILoss loss = line.GetValue(Network.Loss) ?? LossOf(model);
        Samples<float> sample = model.Encode(one, loss);
        return new(InDouble(model.Members[network - 1]), loss, InDouble(sample), $"row {row} of {data.Name}", new(model, one, network - 1));
    }

    // a model keeps its loss's link, not the loss: the first that ends in it
    static ILoss LossOf(TabularModel model)
    {
        bool isNumber = model.Target.Classes is null;
        ILoss[] others = isNumber
            ? [new PoissonNegativeLogLikelihood(), new HeteroscedasticNegativeLogLikelihood()]
            : [new NegativeLogLikelihood(), new SigmoidCrossEntropy(), new MultiMargin()];
        return others.Prepend(model.DefaultLoss).FirstOrDefault(loss => loss.Link.Equals(model.Model.Link) && Fits(loss))
            ?? model.DefaultLoss;

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
