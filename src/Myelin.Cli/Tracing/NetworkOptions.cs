using System.CommandLine;
using Myelin.Explain;

namespace Myelin.Cli.Tracing;

/// <summary>The options that describe a network and numbers for it, for the commands that look into one.</summary>
sealed class NetworkOptions
{
    public Option<IReadOnlyList<Layer>?> Layers { get; } = Given.Value<IReadOnlyList<Layer>>("--layers", "LIST",
        $"The layers: {LayerList.Syntax}. Default: 4:sigmoid,1:sigmoid, the network of the notes.", LayerList.Parse);

    public Option<ILoss?> Loss { get; } = Given.Value("--loss", "NAME",
        "The loss, such as half-squared-error (the default), softmax-cross-entropy, huber(delta=2).", LossNames.Parse);

    public Option<double[,]?> Input { get; } = Given.Value("--input", "NUMBERS",
        "x: numbers separated by spaces or commas, rows by semicolons. Default: 1 0 0 1, repeated to the width of the network.",
        Numbers.Matrix);

    public Option<double[,]?> Target { get; } = Given.Value("--target", "NUMBERS",
        "y: as many rows as x; a class is its number, 0 for the first. Default: 0 for one output, else 1 for the first of them.",
        Numbers.Matrix);

    public Option<ulong?> Seed { get; } = Given.Seed("--seed", "Chooses the initial weights. Default: 1.");

    public (Model<double> Model, ILoss Loss, Samples<double> Samples) Read(ParseResult line, int defaultInputs = 4)
    {
        IReadOnlyList<Layer> layers = line.GetValue(Layers) ?? [new Dense(4, new Sigmoid()), new Dense(1, new Sigmoid())];
        double[,]? input = line.GetValue(Input);
        var network = new Network(input?.GetLength(1) ?? defaultInputs, layers);
        ILoss loss = line.GetValue(Loss) ?? new HalfSquaredError();
        return (Model.Create<double>(network, line.GetValue(Seed) ?? 1), loss, Read(line, network, loss));
    }

    /// <summary>Numbers for a network, from the options or by default.</summary>
    public Samples<double> Read(ParseResult line, Network network, ILoss loss)
    {
        RefuseTwice(network, loss);
        RefuseOneClass(network, loss);
        double[,] input = line.GetValue(Input) ?? DefaultInput(network.Inputs);
        return Sample(network, loss, input, line.GetValue(Target) ?? DefaultTarget(loss, input.GetLength(0), network.Outputs));
    }

    public static Samples<double> Sample(Network network, ILoss loss, double[,] input, double[,] target)
    {
        if (input.GetLength(1) != network.Inputs)
            throw CommandException.WrongUse($"--input has {input.GetLength(1)} columns, but the network takes {network.Inputs}.");
        if (target.GetLength(0) != input.GetLength(0))
            throw CommandException.WrongUse($"--target has {target.GetLength(0)} rows, but --input has {input.GetLength(0)}.");
        loss.Check(network.Outputs, target.GetLength(1));
        foreach (double y in target)
            if (loss.Objection(y, network.Outputs, target.GetLength(1)) is { } expected)
                throw CommandException.WrongUse(
                    FormattableString.Invariant($"--target has {y}, but {LossText.NameOf(loss)} takes {expected}."));
        return new(input, target);
    }

    /// <summary>A loss that applies softmax or sigmoid itself must not be fed by the same function.</summary>
    public static void RefuseTwice(Network network, ILoss loss)
    {
        IActivation? last = network.Layers[^1] switch
        {
            Dense dense => dense.Activation,
            Activation activation => activation.Function,
            _ => null,
        };
        if (last is null or Identity || !last.Equals(loss.Link)) return;
        string name = ActivationNames.Format(last);
        throw CommandException.WrongUse(
            $"{LossText.NameOf(loss)} applies {name} itself, so the last layer must not: " +
            $"write {network.Outputs} instead of {network.Outputs}:{name}.");
    }

    /// <summary>A softmax of one number is always 1: two classes with one output are a question of yes or no.</summary>
    public static void RefuseOneClass(Network network, ILoss loss)
    {
        if (network.Outputs > 1 || loss is not (SoftmaxCrossEntropy or NegativeLogLikelihood or MultiMargin)) return;
        IActivation? last = network.Layers[^1] switch
        {
            Dense dense => dense.Activation,
            Activation activation => activation.Function,
            _ => null,
        };
        string remedy = last is Sigmoid ? "binary-cross-entropy" : "sigmoid-cross-entropy";
        throw CommandException.WrongUse($"{LossText.NameOf(loss)} compares classes, one output for each, but the network has 1 output. " +
            $"For a question of yes or no write --loss {remedy}, else end --layers with the number of classes.");
    }

    static double[,] DefaultInput(int columns)
    {
        var input = new double[1, columns];
        for (int i = 0; i < columns; i++) input[0, i] = i % 4 is 0 or 3 ? 1 : 0;
        return input;
    }

    static double[,] DefaultTarget(ILoss loss, int rows, int outputs)
    {
        bool takesIndex = !Fits(loss, outputs, outputs) || outputs > 1 && !Fits(loss, outputs, outputs, 0.5);
        int columns = Fits(loss, outputs, outputs) ? outputs : Fits(loss, outputs, 1) ? 1 : outputs / 2;
        var target = new double[rows, columns];
        double least = loss.Objection(0, outputs, columns) is null ? 0 : -1;
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++) target[r, c] = columns > 1 && c == 0 && !takesIndex ? 1 : least;
        return target;
    }

    static bool Fits(ILoss loss, int outputs, int columns, double value = double.NaN)
    {
        try
        {
            loss.Check(outputs, columns);
            return double.IsNaN(value) || loss.Objection(value, outputs, columns) is null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
