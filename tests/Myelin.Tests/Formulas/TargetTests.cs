using Myelin.Basis;

namespace Myelin.Tests.Formulas;

public class TargetTests
{
    static string Refused(ILoss loss, double[] predictions, double[] targets, int rows) =>
        Throw.Text(Assert.Throws<ArgumentException>(() => LossValues.Reduced<double>(loss, predictions, targets, rows)));

    [Fact]
    public void TargetsThatDoNotFitAreNamed()
    {
        Assert.Equal("Target row 1, column 0 (from 0) is 3, but SoftmaxCrossEntropy takes a class index, a whole number from 0 to 2.",
            Refused(new SoftmaxCrossEntropy(), [1, 2, 3, 4, 5, 6], [0, 3], 2));
        Assert.Equal("Target row 0, column 0 (from 0) is 0.5, but NegativeLogLikelihood takes a class index, a whole number from 0 to 1, " +
            "or the ignored -1.",
            Refused(new NegativeLogLikelihood(IgnoredClass: -1), [1, 2], [0.5], 1));
        Assert.Equal("Target row 0, column 1 (from 0) is NaN, but MeanSquaredError takes a finite number.",
            Refused(new MeanSquaredError(), [1, 2], [0, double.NaN], 1));
        Assert.Equal("Target row 0, column 0 (from 0) is 0, but Hinge takes -1 or 1.", Refused(new Hinge(), [1], [0], 1));
        Assert.Equal("Target row 0, column 0 (from 0) is 2, but SigmoidCrossEntropy takes a probability from 0 to 1.",
            Refused(new SigmoidCrossEntropy(), [1], [2], 1));
        Assert.Equal("Target row 0, column 0 (from 0) is -1, but PoissonNegativeLogLikelihood takes a count, 0 or more.",
            Refused(new PoissonNegativeLogLikelihood(), [1], [-1], 1));
        Assert.Equal("Target row 0, column 0 (from 0) is -1, but MeanSquaredLogarithmicError takes a number above -1.",
            Refused(new MeanSquaredLogarithmicError(), [1], [-1], 1));
    }

    [Fact]
    public void CountsThatDoNotFitAreNamed()
    {
        Assert.Equal("MeanSquaredError compares 2 outputs with 1 target columns. Give the last layer 1 outputs, or the targets 2 columns.",
            Refused(new MeanSquaredError(), [1, 2], [1], 1));
        Assert.Equal(
            "SoftmaxCrossEntropy with 3 classes takes class indices in 1 target column, or probabilities in 3; the targets have 2.",
            Refused(new SoftmaxCrossEntropy(), [1, 2, 3], [1, 0], 1));
        Assert.Equal("SoftmaxCrossEntropy has 2 class weights, but the network has 3 outputs. Give each output one.",
            Refused(new SoftmaxCrossEntropy([1, 2]), [1, 2, 3], [1], 1));
        Assert.Equal("NegativeLogLikelihood takes one target column of class indices, but the targets have 2 columns.",
            Refused(new NegativeLogLikelihood(), [1, 2], [1, 0], 1));
        Assert.Equal("PerOutput has 3 losses, but the network has 2 outputs. Give each output one.",
            Refused(Quantile.PerOutput([0.1, 0.5, 0.9]), [1, 2], [1], 1));
        Assert.Equal(
            "HeteroscedasticNegativeLogLikelihood takes a mean and a logarithm of the variance for each target: 2 target columns need 4 " +
            "outputs, but the network has 3.", Refused(new HeteroscedasticNegativeLogLikelihood(), [1, 2, 3], [1, 0], 1));
        Assert.Equal("3 predictions and 2 targets do not make 2 rows.", Refused(new MeanSquaredError(), [1, 2, 3], [1, 2], 2));
        Assert.Equal("There are 1 sample weights for 2 rows. Give each row one.",
            Throw.Text(Assert.Throws<ArgumentException>(() => LossValues.Reduced<double>(new MeanSquaredError(), [1, 2], [1, 2], 2, [1]))));
    }

    [Fact]
    public void TargetsThatFitAreTaken()
    {
        new SoftmaxCrossEntropy(IgnoredClass: -100).CheckTargets<float>([0, 2, -100, 1], 1, 3);
        new SoftmaxCrossEntropy().CheckTargets<float>([0.25f, 0.75f, 1, 0], 2, 2);
        new KullbackLeiblerDivergence(true).CheckTargets<double>([double.NegativeInfinity, 0], 2, 2);
    }

    [Fact]
    public void SettingsThatMakeNoSenseAreRefused()
    {
        Refuses("Delta of a Huber loss must be greater than 0, but 0 was given.", () => new Huber(0));
        Refuses("A class weight must be at least 0, but -1 was given.", () => new SoftmaxCrossEntropy([1, -1]));
        Refuses("Label smoothing must be from 0 to 1, but 2 was given.", () => new SoftmaxCrossEntropy(LabelSmoothing: 2));
        Refuses("The power of a multi-margin loss must be 1 or 2, but 3 was given.", () => new MultiMargin(3));
        Refuses("The level of a quantile must be below 1, but 1 was given.", () => new Quantile(1));
        Assert.Throws<ArgumentException>(() => new PerOutput<Hinge>([]));
        Assert.Throws<ArgumentException>(() => new PerOutput<Hinge>([new(Reduction.Sum), new(Reduction.Mean)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNegativeLogLikelihood(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SigmoidCrossEntropy(double.PositiveInfinity));

        static void Refuses(string message, Func<object> make) =>
            Assert.Equal(message, Throw.Text(Assert.ThrowsAny<ArgumentException>(make)));
    }
}
