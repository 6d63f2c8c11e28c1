using System.Numerics;
using Myelin.Explain;

namespace Myelin.Oracle.Onnx;

/// <summary>Rows through a network with given parameters, in the element type of the tensor that they come from.</summary>
static class Networks
{
    public static double[][] Predict(string type, Network network, double[][] rows, params (string Block, double[] Values)[] parameters) =>
        type == "DOUBLE" ? Predict<double>(network, rows, parameters) : Predict<float>(network, rows, parameters);

    static double[][] Predict<T>(Network network, double[][] rows, (string Block, double[] Values)[] parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Model<T> model = Model<T>(network, parameters);
        var outputs = new T[rows.Length * network.Outputs];
        model.Predict(rows.Flat<T>(), outputs);
        return Rows(outputs, network.Outputs);
    }

    /// <summary>The outputs as they are in training, and the parameters after it: at a rate of 0 only statistics move.</summary>
    public static (double[][] Outputs, Func<string, double[]> Block) Train(
        string type, Network network, double[][] rows, params (string Block, double[] Values)[] parameters) =>
        type == "DOUBLE" ? Train<double>(network, rows, parameters) : Train<float>(network, rows, parameters);

    static (double[][] Outputs, Func<string, double[]> Block) Train<T>(
        Network network, double[][] rows, (string Block, double[] Values)[] parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Model<T> model = Model<T>(network, parameters);
        var loss = new MeanSquaredError();
        Samples<T> samples = Nets.Samples<T>(rows, [.. rows.Select(_ => new double[network.Outputs])]);
        double[][] outputs = Rows([.. Trace<T>.Of(model, loss, samples).Layers[^1].Output.Cast<T>()], network.Outputs);
        using var trainer = new Trainer<T>(model, loss, new Sgd(0), new() { BatchSize = rows.Length });
        trainer.Step(samples);
        Dictionary<string, double[]> blocks = model.Parameters.Blocks.ToDictionary(
            block => block.Name, block => model.Parameters.Get(block.Name).Cast<T>().Select(double.CreateTruncating).ToArray());
        return (outputs, name => blocks[name]);
    }

    static Model<T> Model<T>(Network network, (string Block, double[] Values)[] parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = Myelin.Model.Create<T>(network);
        foreach ((string block, double[] values) in parameters) model.Parameters.Write(block, Array.ConvertAll(values, T.CreateTruncating));
        return model;
    }

    static double[][] Rows<T>(T[] numbers, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. numbers.Select(double.CreateTruncating).Chunk(columns)];
}
