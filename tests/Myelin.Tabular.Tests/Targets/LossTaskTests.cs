using System.Globalization;
using System.Text;

namespace Myelin.Tabular.Tests.Targets;

/// <summary>
/// A loss of one task decides the task; what contradicts it, or what it does not take, is refused before anything is trained.
/// </summary>
public class LossTaskTests
{
    static Table Read(string cells) => Table.Read(new MemoryStream(Encoding.UTF8.GetBytes("x,y\n" + cells)), "data.csv");

    // counts 0 to 7, which without a loss are codes of classes
    static readonly Table s_counts = Read(
        string.Concat(Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{i},{i * i % 8}\n"))) +
        "1,2\n2,3\n3,5\n4,6\n5,7\n");
    static readonly Table s_words =
        Read(string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i},{(i % 2 == 0 ? "yes" : "no")}\n"))));

    public static TheoryData<string, TabularTask> Losses => new()
    {
        { "poisson-nll", TabularTask.Regression }, { "quantile(0.9)", TabularTask.Regression }, { "huber", TabularTask.Regression },
        { "mse", TabularTask.Regression },
        { "half-squared-error", TabularTask.Regression }, { "mae", TabularTask.Regression }, { "smooth-l1", TabularTask.Regression },
        { "log-cosh", TabularTask.Regression },
        { "msle", TabularTask.Regression }, { "gaussian-nll", TabularTask.Regression }, { "heteroscedastic-nll", TabularTask.Regression },
        { "per-output(losses=[quantile(0.1), quantile(0.9)])", TabularTask.Regression },
        { "cross-entropy", TabularTask.Classification }, { "multi-margin", TabularTask.Classification }, { "hinge",
            TabularTask.Classification },
        { "squared-hinge", TabularTask.Classification }, { "soft-margin", TabularTask.Classification }, { "nll",
            TabularTask.Classification },
        { "bce-with-logits", TabularTask.Classification },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void TheLossDecidesTheTask(string name, TabularTask task)
    {
        ILoss loss = LossNames.Parse(name);
        var target = Target.Of(s_counts, "y", loss: loss);
        Assert.Equal(task, target.Task);
        if (task == TabularTask.Regression) Assert.StartsWith("as the loss ", target.Reason, StringComparison.Ordinal);
        Assert.Equal(task, new TabularTraining(s_counts, "y", new() { Loss = loss }).Target.Task);
        TabularTask other = task == TabularTask.Regression ? TabularTask.Classification : TabularTask.Regression;
        // errors of numbers can be those of probabilities, too, where that is asked for
        if (name is "huber" or "mse" or "half-squared-error" or "smooth-l1" or "log-cosh" or "bce-with-logits") return;
        Assert.Contains(" is for", Assert.Throws<ArgumentException>(() => Target.Of(s_counts, "y", other, loss: loss)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("poisson-nll")]
    [InlineData("quantile(0.9)")]
    [InlineData("heteroscedastic-nll")]
    [InlineData("msle")]
    [InlineData("mae")]
    public void WordsAreNoNumbers(string name)
    {
        string message =
            Assert.Throws<InvalidFileException>(() => new TabularTraining(s_words, "y", new() { Loss = LossNames.Parse(name) })).Message;
        Assert.StartsWith("data.csv: line 2, column y: \"yes\" is not a number, but the loss ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("poisson-nll", -1, "a count, 0 or more")]
    [InlineData("poisson-nll", -0.04, "a count, 0 or more")]
    [InlineData("msle", -1.5, "a number above -1")]
    public void ATargetOutsideTheLossesDomainIsRefusedWithItsPlace(string name, double bad, string expected)
    {
        string rows = string.Concat(
            Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{(i == 57 ? bad : i % 9 + 0.5)}\n")));
        string message =
            Assert.Throws<InvalidFileException>(() => new TabularTraining(Read(rows), "y", new() { Loss = LossNames.Parse(name) })).Message;
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"data.csv: line 59, column y: {bad} is a target that the loss "),
            message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStreamsRowsThatAreNotInMemoryAreCheckedToo()
    {
        string rows =
            string.Concat(Enumerable.Range(0, 3000).Select(i => FormattableString.Invariant($"{i},{(i == 2041 ? -3 : i % 9)}\n")));
        using var stream = TableStream.Read(new MemoryStream(Encoding.UTF8.GetBytes("x,y\n" + rows)), "s.csv", null,
            new() { SampleRows = 200 }, cancellation: TestContext.Current.CancellationToken);
        var error = Assert.Throws<InvalidFileException>(
            () => new TabularTraining(stream.Draw("y"), new() { Loss = new PoissonNegativeLogLikelihood() }));
        Assert.StartsWith("s.csv: line 2043, column y: -3 is a target that the loss poisson-negative-log-likelihood does not take",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SharesAreNumbersForALossOfProbabilities()
    {
        string rows = string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"{i},{i / 200.0}\n")));
        var training = new TabularTraining(Read(rows), "y", new() { Loss = new SigmoidCrossEntropy() });
        Assert.Equal(TabularTask.Regression, training.Target.Task);
        Assert.Equal(new NoScaling(), training.Target.Scaling);
    }
}
