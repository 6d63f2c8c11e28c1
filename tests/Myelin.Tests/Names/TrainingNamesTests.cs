using Myelin.Tests.Optimizers;

namespace Myelin.Tests.Names;

/// <summary>Optimizers, schedules and initializers as text.</summary>
public class TrainingNamesTests
{
    public static TheoryData<Optimizer> Optimizers => [.. Descent.All, new Lbfgs(), new Lbfgs(0.5, 20, 1e-3, 0.5, 1e-9, 0, 50),
        new Sgd(0.1) { L1 = 1e-5, L2 = 1e-4, WeightDecay = 0.1, DecaysAll = true }, new AdamW(0.3, 0.5, 0.6, 1e-3, 0.05, true, true),
        new NAdam(0.1, 0.2, 0.3, 0.4, 0.5), new RAdam(0.1, 0.2, 0.3, 0.4), new Rprop(0.1, 0.2, 1.3, 0.4, 5), new Lion(1, 0.2, 0.3),
        new Adadelta(1, 0.2, 0.3), new Adamax(1, 0.2, 0.3, 0.4), new RmsProp(1, 0.2, 0.3, 0.4, true)];

    public static TheoryData<Schedule> Schedules =>
    [
        new ConstantRate(), new ConstantRate(0.5, 3), new StepDecay(3), new StepDecay(3, 0.5) { Unit = ScheduleUnit.Epoch },
        new MultiStepDecay([3, 6]), new MultiStepDecay([3, 6], 0.5), new ExponentialDecay(0.9), new LinearRate(), new LinearRate(0.1, 1, 5),
        new PolynomialDecay(), new PolynomialDecay(2, 0.1, 5), new CosineDecay(), new CosineDecay(0.1, 5), new CosineRestarts(4, 2, 0.1),
        new OneCycle(), new OneCycle(2, 0.4, 10, 100, true, true, 50), new Cyclic(), new Cyclic(0.2, 2, 3, 4, 0.5, 0.9), new WarmUp(5),
        new WarmUp(5, new CosineDecay(0.1), 0.2), new WarmUp(5, new WarmUp(2, new StepDecay(2))) { Unit = ScheduleUnit.Epoch },
    ];

    public static TheoryData<IInitializer> Initializers =>
    [
        new Constant(0), new Constant(0.5), new Uniform(), new Uniform(-1, 2), new Normal(), new Normal(2, 1), new TruncatedNormal(),
        new TruncatedNormal(1, 2, 3), new GlorotUniform(), new GlorotNormal(2), new HeUniform(),
        new HeUniform(0.2, Fan.Out), new HeNormal(0.1),
        new LeCunUniform(2), new LeCunNormal(1, Fan.Mean), new Orthogonal(), new Orthogonal(2),
    ];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void OptimizersReadBack(Optimizer optimizer) =>
        Assert.Equal(optimizer, OptimizerNames.Parse(OptimizerNames.Format(optimizer)));

    [Theory]
    [MemberData(nameof(Schedules))]
    public void SchedulesReadBack(Schedule schedule) => Assert.Equal(schedule, ScheduleNames.Parse(ScheduleNames.Format(schedule)));

    [Theory]
    [MemberData(nameof(Initializers))]
    public void InitializersReadBack(IInitializer initializer) =>
        Assert.Equal(initializer, InitializerNames.Parse(InitializerNames.Format(initializer)));

    // every optimizer, schedule and initializer of the library has a name
    [Fact]
    public void NoneIsForgotten()
    {
        Type[] types = typeof(Optimizer).Assembly.GetTypes();
        Assert.Equal(types.Count(type => !type.IsAbstract && type.IsAssignableTo(typeof(Optimizer))), OptimizerNames.All.Count);
        Assert.Equal(types.Count(type => !type.IsAbstract && type.IsAssignableTo(typeof(Schedule))), ScheduleNames.All.Count);
        Assert.Equal(types.Count(type => !type.IsAbstract && type.IsAssignableTo(typeof(IInitializer))), InitializerNames.All.Count);
        Assert.All(OptimizerNames.All, name => Assert.Equal(name, OptimizerNames.Format(OptimizerNames.Parse(name))));
        Assert.All(InitializerNames.All, name => Assert.Equal(name, InitializerNames.Format(InitializerNames.Parse(name))));
    }

    [Theory]
    [InlineData("adam", "adam")]
    [InlineData("Adam(0.001)", "adam")]
    [InlineData("adam(beta2=0.99)", "adam(beta2=0.99)")]
    [InlineData("Adam( 0.01 , Beta2 = 0.99, AmsGrad = true )", "adam(learning-rate=0.01, beta2=0.99, ams-grad=true)")]
    [InlineData("adamw(weight-decay=0)", "adamw(weight-decay=0)")]
    [InlineData("sgd(0.1, 0.9, nesterov=true, l2=1e-4)", "sgd(learning-rate=0.1, momentum=0.9, nesterov=true, l2=0.0001)")]
    [InlineData("RMSprop", "rmsprop")]
    public void OptimizersAreWrittenOneWay(string text, string written) =>
        Assert.Equal(written, OptimizerNames.Format(OptimizerNames.Parse(text)));

    [Theory]
    [InlineData("step(30, unit=epoch)", "step-decay(length=30, gamma=0.1, unit=epoch)")]
    [InlineData("warmup(10, then=cosine(floor=0.1))", "warm-up(length=10, then=cosine-decay(floor=0.1), start=0.1)")]
    [InlineData("MultiStep([3, 6])", "multi-step-decay(milestones=[3, 6], gamma=0.1)")]
    public void SchedulesAreWrittenOneWay(string text, string written) =>
        Assert.Equal(written, ScheduleNames.Format(ScheduleNames.Parse(text)));

    [Theory]
    [InlineData("adma", "There is no optimizer 'adma'. Did you mean adam? Known are ")]
    [InlineData("adam(beta1=1)", "adam: Beta1 of Adam must be at least 0 and below 1, but 1 was given.")]
    [InlineData("adam(beta3=1)", "adam has no setting 'beta3'. It takes learning-rate, beta1, ")]
    [InlineData("sgd(0.1, momentum=x)", "sgd: 'momentum' is 'x', but must be a finite number.")]
    [InlineData("sgd(learning-rate=-1)", "sgd: The learning rate must be at least 0, but -1 was given.")]
    public void OptimizerErrors(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => OptimizerNames.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("step", "step-decay: length is needed.")]
    [InlineData("multi-step([1.5])", "multi-step-decay: a milestone must be a whole number, but 1.5 was given.")]
    [InlineData("multi-step", "multi-step-decay: A multi-step decay needs at least one milestone, for example [30, 60].")]
    [InlineData("cosine(unit=week)", "cosine-decay: 'unit' is 'week', but must be step, epoch.")]
    [InlineData("warm-up(5, then=cosin)", "There is no schedule 'cosin'.")]
    public void ScheduleErrors(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<FormatException>(() => ScheduleNames.Parse(text)).Message, StringComparison.Ordinal);
}
