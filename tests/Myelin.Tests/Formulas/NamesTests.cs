using CsCheck;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Tests.Formulas;

public class NamesTests
{
    [Fact]
    public void ActivationsComeBackEqual() =>
        Assert.All(Catalogue.Activations, a => Assert.Equal(a, ActivationNames.Parse(ActivationNames.Format(a))));

    [Fact]
    public void LossesComeBackEqual() => Assert.All(Catalogue.Losses, c => Assert.All(Enum.GetValues<Reduction>(), reduction =>
        Assert.Equal(c.Loss(reduction), LossNames.Parse(LossNames.Format(c.Loss(reduction))))));

    [Fact]
    public void EveryNumberComesBackAsItself() => Gen.Double.Where(double.IsFinite).Sample(slope =>
        Assert.Equal(new LeakyRelu(slope), ActivationNames.Parse(ActivationNames.Format(new LeakyRelu(slope)))));

    [Theory]
    [InlineData("relu")]
    [InlineData("leaky-relu")]
    [InlineData("leaky-relu(negative-slope=0.2)")]
    [InlineData("hard-tanh(low=-2)")]
    public void TheShortestActivationIsWritten(string text) => Assert.Equal(text, ActivationNames.Format(ActivationNames.Parse(text)));

    [Theory]
    [InlineData("half-squared-error")]
    [InlineData("half-squared-error(reduction=sum)")]
    [InlineData("softmax-cross-entropy(class-weights=[1, 2.5], label-smoothing=0.1, ignored-class=-100, reduction=row-mean)")]
    [InlineData("per-output(losses=[quantile(level=0.1), quantile], weights=[1, 2])")]
    public void TheShortestLossIsWritten(string text) => Assert.Equal(text, LossNames.Format(LossNames.Parse(text)));

    [Theory]
    [InlineData("LeakyReLU", "leaky-relu")]
    [InlineData("leaky_relu( 0.2 )", "leaky-relu(negative-slope=0.2)")]
    [InlineData("leakyRelu(negativeSlope=0.2)", "leaky-relu(negative-slope=0.2)")]
    [InlineData(" hard-tanh(-2, high=3) ", "hard-tanh(low=-2, high=3)")]
    [InlineData("elu()", "elu")]
    [InlineData("swish", "silu")]
    public void OtherSpellingsAreRead(string text, string written) =>
        Assert.Equal(written, ActivationNames.Format(ActivationNames.Parse(text)));

    [Theory]
    [InlineData("mse", "mean-squared-error")]
    [InlineData("huber(2, sum)", "huber(delta=2, reduction=sum)")]
    [InlineData("CrossEntropy(label_smoothing=1e-1)", "softmax-cross-entropy(label-smoothing=0.1)")]
    [InlineData("per-output([quantile(0.1), quantile(0.9)])", "per-output(losses=[quantile(level=0.1), quantile(level=0.9)])")]
    public void OtherSpellingsOfLossesAreRead(string text, string written) =>
        Assert.Equal(written, LossNames.Format(LossNames.Parse(text)));

    [Theory]
    [InlineData("rellu", "There is no activation 'rellu'. Did you mean relu? Known are celu, elu, ")]
    [InlineData("quux", "There is no activation 'quux'. Known are celu, elu, ")]
    [InlineData("", "'' is not a name with settings: write name or name(key=value, …).")]
    [InlineData("re lu", "'re lu' is not a name with settings: write name or name(key=value, …).")]
    [InlineData("elu(1", "'elu(1' does not end with the ) of its settings.")]
    [InlineData("elu(1))", "The brackets of 'elu(1))' do not match.")]
    [InlineData("elu(,1)", "'elu(,1)' has nothing between two commas.")]
    [InlineData("elu(1, 2)", "elu takes 1 settings, but '2' is one more. It takes alpha.")]
    [InlineData("relu(1)", "relu takes 0 settings, but '1' is one more. It takes no settings.")]
    [InlineData("elu(beta=2)", "elu has no setting 'beta'. It takes alpha.")]
    [InlineData("elu(1, alpha=2)", "elu is given 'alpha' twice.")]
    [InlineData("elu(alpha=x)", "elu: 'alpha' is 'x', but must be a finite number.")]
    [InlineData("elu(alpha=1e999)", "elu: 'alpha' is '1e999', but must be a finite number.")]
    [InlineData("elu(alpha=NaN)", "elu: 'alpha' is 'NaN', but must be a finite number.")]
    [InlineData("elu(alpha=1\0)", "elu: 'alpha' is '1\0', but must be a finite number.")]
    [InlineData("elu(alpha=-1)", "elu: Alpha of an ELU must be greater than 0, but -1 was given.")]
    [InlineData("hard-tanh(2, 1)", "hard-tanh: The low bound of a hard tanh must be below 1, but 2 was given.")]
    public void WrongActivationsAreExplained(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => ActivationNames.Parse(text)).Message);

    [Theory]
    [InlineData("cross-entropie", "There is no loss 'cross-entropie'. ")]
    [InlineData("mse(reduction=half)", "mean-squared-error: 'reduction' is 'half', but must be mean, row-mean, sum, none.")]
    [InlineData("poisson-nll(full=yes)", "poisson-negative-log-likelihood: 'full' is 'yes', but must be true or false.")]
    [InlineData("nll(ignored-class=1.5)", "negative-log-likelihood: 'ignored-class' is '1.5', but must be a whole number.")]
    [InlineData("nll(class-weights=3)", "'3' is not a list: write [a, b].")]
    [InlineData("nll(class-weights=[1, -3])", "negative-log-likelihood: A class weight must be at least 0, but -3 was given.")]
    [InlineData("per-output", "per-output takes losses=[…], one for each output.")]
    [InlineData("per-output([mse, mae])", "per-output takes losses of one kind, each of single outputs.")]
    [InlineData("per-output([cross-entropy])", "per-output takes losses of one kind, each of single outputs.")]
    public void WrongLossesAreExplained(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => LossNames.Parse(text)).Message);

    readonly record struct Cube(double Scale) : IActivation<Cube>
    {
        public Cube() : this(1) { }

        public bool NeedsInput => true;

        public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> => TLane.Of(Scale) * z * z * z;

        public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> => TLane.Of(3 * Scale) * z * z;
    }

    readonly record struct Unnamed : IActivation<Unnamed>
    {
        public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> => z;

        public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> => TLane.Of(1);
    }

    [Fact]
    public void OnesOwnActivationCanBeNamed()
    {
        ActivationNames.Register<Cube>("test-cube", ["scale"], numbers => new(numbers[0]), cube => [cube.Scale]);
        Assert.Equal(new Cube(2), ActivationNames.Parse("test-cube(2)"));
        Assert.Equal("test-cube(scale=2)", ActivationNames.Format(new Cube(2)));
        Assert.Equal("test-cube", ActivationNames.Format(new Cube()));
        Assert.Contains("choose a name other than",
            Assert.Throws<ArgumentException>(() => ActivationNames.Register<Unnamed>("ReLU")).Message);
        Assert.EndsWith("has no name among the activations. Register it before it is written.",
            Assert.Throws<NotSupportedException>(() => ActivationNames.Format(new Unnamed())).Message);
    }
}
