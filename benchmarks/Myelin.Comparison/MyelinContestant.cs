using System.Runtime.Intrinsics;
using Myelin.Comparison.Protocol;

namespace Myelin.Comparison;

/// <summary>Myelin as its users run it: Fit over the rows, epoch after epoch, and Predict.</summary>
public sealed class MyelinContestant(string folder, int threads) : Contestant
{
    public override string Description =>
        $"Myelin {typeof(Network).Assembly.GetName().Version!.ToString(3)}, .NET {Environment.Version}; {Instructions} vectors";

    static string Instructions =>
        Vector512.IsHardwareAccelerated ? "512-bit" :
        Vector256.IsHardwareAccelerated ? "256-bit" :
        Vector128.IsHardwareAccelerated ? "128-bit" : "no";

    public override Course Training(Problem problem, int batch)
    {
        Samples<float> samples = Samples(problem);
        var trainer = Trainer(problem, batch);
        // every call of Fit looks through its rows, so one call makes all the epochs
        int rows = samples.Rows / batch * batch;
        Samples<float> whole = Part(samples, 0, rows);
        return new(rows, turns => trainer.Fit(whole, epochs: turns), steps =>
        {
            using Model<float> model = Model(problem);
            using var fresh = Trainer(problem, batch, model);
            fresh.Fit(Part(samples, 0, steps * batch), epochs: 1);
            return [(float)fresh.Evaluate(Part(samples, steps * batch, batch))];
        });
    }

    public override Course Prediction(Problem problem, int batch)
    {
        Model<float> model = Model(problem);
        model.Link = Loss(problem).Link;
        float[] inputs = problem.ReadInputs(folder), outputs = new float[batch * problem.Outputs];
        int batches = problem.Rows / batch;
        return new(batch, turns =>
        {
            for (int turn = 0; turn < turns; turn++) Predict(turn % batches);
        }, _ =>
        {
            Predict(0);
            return outputs[^problem.Outputs..];
        });

        void Predict(int which)
        {
            if (batch == 1 || threads == 1) Rows(which * batch, 0, batch);
            // a model predicts on as many threads as call it
            else Parallel.For(0, threads, part => Rows(which * batch, batch * part / threads, batch * (part + 1) / threads));
        }

        void Rows(int first, int from, int to) => model.Predict(
            inputs.AsSpan((first + from) * problem.Inputs, (to - from) * problem.Inputs),
            outputs.AsSpan(from * problem.Outputs, (to - from) * problem.Outputs));
    }

    Samples<float> Samples(Problem problem) => new(problem.ReadInputs(folder), problem.Inputs, problem.ReadTargets(folder), 1);

    static Samples<float> Part(Samples<float> samples, int from, int rows) => new(
        samples.Inputs.Slice(from * samples.InputColumns, rows * samples.InputColumns), samples.InputColumns,
        samples.Targets.Slice(from, rows), 1);

    Trainer<float> Trainer(Problem problem, int batch, Model<float>? model = null) => new(
        model ?? Model(problem),
        Loss(problem),
        problem.IsSigmoid ? new Sgd(0.1) : new Adam(0.001, EpsilonHat: problem.EpsilonHat),
        new() { BatchSize = batch, Shuffle = false, Threads = threads });

    static ILoss Loss(Problem problem) => problem.IsClassification ? new SoftmaxCrossEntropy() : new HalfSquaredError();

    Model<float> Model(Problem problem)
    {
        int last = problem.Widths.Length - 1;
        var layers = problem.Widths.Skip(1).Select((width, l) => (Layer)new Dense(width, Activation(problem, l + 1 == last))).ToArray();
        var network = new Network(problem.Inputs, layers);
        var parameters = network.Parameters<float>();
        ReadOnlySpan<float> numbers = problem.ReadWeights(folder);
        for (int block = 0; block < parameters.Blocks.Count; block++)
        {
            int count = parameters.Blocks[block].Count;
            parameters.Write(block, numbers[..count]);
            numbers = numbers[count..];
        }
        return new(network, parameters);
    }

    static IActivation Activation(Problem problem, bool last) => problem switch
    {
        { Name: "a" } => new Sigmoid(),
        _ when last => new Identity(),
        { IsSigmoid: true } => new Sigmoid(),
        _ => new Relu(),
    };
}
