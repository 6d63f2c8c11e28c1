using System.Globalization;
using Myelin.Explain;
using Myelin.Numerics;
using Myelin.Tests.Numerics;

namespace Myelin.Tests.Explain;

/// <summary>The C program of a step ends in the weights of the training itself, to the bit.</summary>
public class StepInCTests
{
    public static TheoryData<string, string, string, int> Cases()
    {
        var cases = new TheoryData<string, string, string, int>();
        foreach (string activation in ActivationNames.All) cases.Add(activation, "mean-squared-error", "sgd(0.1)", 1);
        foreach (string loss in LossNames.All.Where(name => name != "per-output")) cases.Add("tanh", loss, "adam", 5);
        foreach (string settings in (string[])["class-weights=[1, 0.3]", "label-smoothing=0.1", "ignored-class=1",
            "class-weights=[2, 0.7], label-smoothing=0.2, ignored-class=0"])
            cases.Add("softmax", $"softmax-cross-entropy({settings})", "adam", 9);
        cases.Add("log-softmax", "per-output(losses=[quantile(0.1), quantile(0.9)], weights=[1, 0.5])", "sgd(0.1)", 6);
        cases.Add("tanh", "negative-log-likelihood(class-weights=[0.4, 3], reduction=sum)", "sgd(0.01)", 6);
        cases.Add("tanh", "multi-margin(power=2, margin=0.3, class-weights=[0.4, 3])", "adam", 6);
        cases.Add("tanh", "heteroscedastic-negative-log-likelihood(full=true, reduction=row-mean)", "adam", 6);
        foreach (string optimizer in OptimizerNames.All.Where(name => name != "lbfgs")) cases.Add("gelu", "huber", optimizer, 7);
        cases.Add("sine", "log-cosh", "adamw(0.01, weight-decay=0.1)", 3);
        cases.Add("relu", "sigmoid-cross-entropy", "sgd(0.1, momentum=0.9, nesterov=true, l2=0.01, l1=0.001)", 20);
        cases.Add("mish", "half-squared-error", "rmsprop(centered=true, momentum=0.9)", 33);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void ItsWeightsAreThoseOfTheTraining(string activation, string loss, string optimizer, int rows)
    {
        const int steps = 3, inputs = 5, outputs = 2;
        IActivation function = ActivationNames.Parse(activation);
        ILoss found = LossNames.Parse(loss);
        IActivation last = found is BinaryCrossEntropy or MeanSquaredLogarithmicError ? new Sigmoid() : new Identity();
        var network = new Network(inputs, new Dense(19, function), new Activation(new LeakyRelu()),
            new Dense(7, new Myelin.Tanh(), Bias: false), new Dense(outputs, last));
        using Model<float> model = Model.Create<float>(network, seed: 5);
        var random = new RandomStream(3, RandomPurpose.Other);
        float[] x = [.. Enumerable.Range(0, rows * inputs).Select(_ => (float)random.Normal())];
        int columns =
            found is SoftmaxCrossEntropy or NegativeLogLikelihood or MultiMargin or HeteroscedasticNegativeLogLikelihood ? 1 : outputs;
        bool isSign = found.Objection(0, outputs, columns) is not null,
            isClass = columns == 1 && found.Objection(0.25, outputs, 1) is not null;
        float[] y = [.. Enumerable.Range(0, rows * columns).Select(_ => isSign ? random.NextDouble() < 0.5 ? -1 : 1
            : isClass ? random.NextInt32(outputs) : found.Objection(0.25, outputs, columns) is null ? (float)random.NextDouble() : 1)];
        using Model<double> wide = Model.Create<double>(network, seed: 5);
        for (int block = 0; block < model.Parameters.Blocks.Count; block++)
            wide.Parameters.Write(block, [.. model.Parameters.Get(block).Cast<float>().Select(number => (double)number)]);
        Optimizer rule = OptimizerNames.Parse(optimizer);
        string program = StepInC.Of(wide,
            found, rule, new Samples<double>(Array.ConvertAll(x, number => (double)number), inputs,
                Array.ConvertAll(y, number => (double)number), columns), steps);

        using var trainer = new Trainer<float>(model, found, rule, new() { BatchSize = rows });
        for (int step = 0; step < steps; step++) trainer.Step(new Samples<float>(x, inputs, y, columns));

        string[] lines = [.. Compiled.Run(program).Split('\n').Where(line => line.Length > 0 && line[0] is 'W' or 'b')];
        Assert.Equal(model.Parameters.Blocks.Count, lines.Length);
        for (int block = 0; block < lines.Length; block++)
        {
            float[] inC = [.. lines[block].Split(' ').Skip(1).Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
            Assert.Equal(model.Parameters.Get(block).Cast<float>().Select(BitConverter.SingleToInt32Bits),
                inC.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void WhatIsNotWrittenInCIsNamed()
    {
        Assert.Equal("Layer 1, Dropout 0.5, is not written in C: dense layers and activations are.",
            Refused(new Network(2, new Dropout(0.5), new Dense(1)), new HalfSquaredError(), new Sgd()));
        Assert.StartsWith("Lbfgs is not written in C", Refused(new Network(2, new Dense(1)), new HalfSquaredError(), new Lbfgs()),
            StringComparison.Ordinal);

        using Model<double> one = Model.Create<double>(new Network(1, new Dense(1)), seed: 1);
        Assert.Contains("is beyond float32",
            Assert.Throws<ArgumentException>(() => StepInC.Of(one, new HalfSquaredError(), new Sgd(),
                new Samples<double>(new[,] { { 1e39 } }, new double[1, 1]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => StepInC.Of(one, new HalfSquaredError(), new Sgd(), new Samples<double>(new double[1, 1], new double[1, 1]), steps: 101));
        Assert.ThrowsAny<ArgumentException>(
            () => StepInC.Of(one, new HalfSquaredError(), new Sgd(), new Samples<double>(new double[1, 2], new double[1, 1])));

        static string Refused(Network network, ILoss loss, Optimizer optimizer)
        {
            using Model<double> model = Model.Create<double>(network, seed: 1);
            return Assert.Throws<ArgumentException>(
                () => StepInC.Of(model, loss, optimizer, new Samples<double>(new double[1, 2], new double[1, 1]))).Message;
        }
    }
}
