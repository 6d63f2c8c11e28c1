using System.Reflection;

namespace Myelin.Tests.Engine;

/// <summary>Every argument that is refused is named, and what is out of range is said to be.</summary>
public class RefusedArgumentsTests
{
    /// <summary>
    /// Numbers that formulas and layers are made of, such as a rate: of every description, each number of its constructors.
    /// </summary>
    [Fact]
    public void EveryNumberOfADescriptionIsRefusedByItsName()
    {
        int refused = 0;
        foreach (Type type in typeof(Network).Assembly.GetExportedTypes())
        {
            if (type.IsAbstract || type.IsGenericTypeDefinition || type.GetMethod("<Clone>$") is null && !type.IsValueType) continue;
            foreach (ConstructorInfo constructor in type.GetConstructors())
            {
                ParameterInfo[] parameters = constructor.GetParameters();
                object?[] fitting = Array.ConvertAll(parameters, Fitting);
                if (Refusal(() => constructor.Invoke(fitting)) is not null) continue;
                for (int i = 0; i < parameters.Length; i++)
                    foreach (object wrong in Wrong(parameters[i].ParameterType))
                    {
                        object?[] arguments = [.. fitting];
                        arguments[i] = wrong;
                        if (Refusal(() => constructor.Invoke(arguments)) is not { } error) continue;
                        // units of a shorter constructor are the property Units
                        Assert.True(error is ArgumentOutOfRangeException { ParamName: { } name } &&
                            parameters.Any(parameter => name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)),
                            $"{type.Name}({parameters[i].Name}: {wrong}): {error.GetType().Name} of {error.ParamName}: {error.Message}");
                        refused++;
                    }
            }
        }
        Assert.InRange(refused, 150, int.MaxValue);

        static object[] Wrong(Type type)
        {
            Type of = Nullable.GetUnderlyingType(type) ?? type;
            return of == typeof(double) ? [double.NaN, -1e300, 1e300]
                : of == typeof(int) ? [int.MinValue, int.MaxValue]
                : of == typeof(long) ? [long.MinValue]
                : [];
        }

        static object? Fitting(ParameterInfo parameter) =>
            parameter.HasDefaultValue && parameter.DefaultValue is not null ? parameter.DefaultValue
            : parameter.ParameterType == typeof(double) ? 0.5
            : parameter.ParameterType == typeof(int) ? 2
            : parameter.ParameterType == typeof(long) ? 2L
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
            : null;
    }

    public static TheoryData<string, Action> OutOfRange => new()
    {
        { "L1", () => _ = new Sgd(0.1) { L1 = -1 } },
        { "L2", () => _ = new Sgd(0.1) { L2 = double.NaN } },
        { "WeightDecay", () => _ = new Adam() { WeightDecay = -1 } },
        { "LearningRate", () => _ = new Adam() with { LearningRate = -1 } },
        { "BiasRateFactor", () => _ = new Dense(1) { BiasRateFactor = -1 } },
        { "EveryEpochs", () => _ = new Checkpoints("a") { EveryEpochs = -1 } },
        { "Every", () => _ = new Checkpoints("a") { Every = TimeSpan.Zero } },
        { "ClassWeights", () => _ = new SoftmaxCrossEntropy([1, -1]) },
        { "Weights", () => _ = new PerOutput<Hinge>([new()], [-1]) },
        { "Milestones", () => _ = new MultiStepDecay([-1]) },
        { "DecayFactor", () => _ = new Scale(DecayFactor: -1) },
        { "Gamma", () => _ = new ReduceOnPlateau(Gamma: 1) },
        { "Shrink", () => _ = new Rprop(Shrink: 1) },
        { "Level", () => _ = new Quantile(1) },
        { "bins", () => CalibrationError.Bins([true], [0.5], 0) },
        { "coverage", () => SplitConformal.Quantile([1, 2], 1) },
        { "label", () => new ConfusionMatrix([0], [0], 1).Support(1) },
        { "prediction", () => new ConfusionMatrix([0], [0], 1).Predicted(-1) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void WhatIsOutOfRangeIsNamed(string parameter, Action call) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(call).ParamName);

    public static TheoryData<string, Action> Unfit => new()
    {
        { "Nesterov", () => _ = new Sgd(0.1, Nesterov: true) },
        { "Milestones", () => _ = new MultiStepDecay([]) },
        { "Losses", () => _ = new PerOutput<Hinge>([]) },
        { "Folder", () => _ = new Checkpoints(" ") },
        { "layers", () => _ = new Network(2) },
        { "inputs", () => _ = new Samples<float>(new float[3], 2, new float[1], 1) },
        { "targets", () => _ = new Samples<float>(new float[2], 2, new float[2], 1) },
        { "weights", () => _ = new Samples<float>(new float[2], 2, new float[1], 1, new float[] { -1 }) },
        { "prediction", () => RegressionErrors.MeanAbsoluteError([1, 2], [1]) },
        { "weights", () => RegressionErrors.MeanAbsoluteError([1], [1], [-1]) },
        { "labels", () => ProbabilityScores.LogLoss([2], [0.5, 0.5], 2) },
        { "probabilities", () => ProbabilityScores.LogLoss([0], [0.5], 2) },
        { "targets", () => LossValues.Reduced<double>(new SoftmaxCrossEntropy(), [1, 2], [7], 1) },
        { "name", () => Model.Create(new Network(1, new Dense(1))).Parameters.Get("none") },
        { "batch", () => Training().Step(Rows(3)) },
        { "samples", () => Training().Evaluate(Rows(3)) },
        { "training", () => Training().Fit(Rows(3)) },
        { "validation", () => Training().Fit(Rows(2), Rows(3)) },
        { "BatchSize",
            () => _ = new Trainer(Model.Create(new(2, new BatchNorm())), new MeanSquaredError(), new Sgd(1), new() { BatchSize = 1 }) },
        { "ClipNorm",
            () => _ = new Trainer(Model.Create(new(2, new Dense(1))), new MeanSquaredError(), new Lbfgs(), new() { ClipNorm = 1 }) },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void WhatDoesNotFitIsNamed(string parameter, Action call) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);

    static Trainer<float> Training() => new(Model.Create(new Network(2, new Dense(1))), new MeanSquaredError(), new Sgd(0.1));

    static Samples<float> Rows(int columns) => new(new float[4 * columns], columns, new float[4], 1);

    static ArgumentException? Refusal(Func<object?> call)
    {
        try
        {
            call();
            return null;
        }
        catch (TargetInvocationException error) when (error.InnerException is ArgumentException refused)
        {
            return refused;
        }
        catch (TargetInvocationException)
        {
            return new ArgumentException("another exception");
        }
    }
}
