using System.Globalization;
using System.Text.RegularExpressions;
using Myelin.Cli.Training;
using Myelin.Tabular;

namespace Myelin.Cli.Tests;

/// <summary>The time that a training still takes, as it is shown while it runs.</summary>
public sealed class TimeLeftTests(IrisModel iris) : IClassFixture<IrisModel>
{
    static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    // the first epoch of 640 takes 0.7 s, as its code is compiled: by it alone the rest would take 7 minutes
    [Fact]
    public void ItBeginsWithThePlansEstimate() =>
        Assert.InRange(new TimeLeft(9 * s_second, null).After(After(0.7, 1 / 640.0)).TotalSeconds, 8.9, 9);

    [Fact]
    public void ItNeverIsLongerThanTheLimitLeaves()
    {
        var left = new TimeLeft(60 * s_second, 10 * s_second);
        Assert.Equal(9.5, left.After(After(0.5, 0.01)).TotalSeconds, 1e-6);
        Assert.Equal(1, left.After(After(9, 0.2)).TotalSeconds, 1e-6);
        Assert.Equal(TimeSpan.Zero, left.After(After(10.5, 0.21)));
    }

    [Fact]
    public void ItEndsWithWhatEpochsTake()
    {
        // a second by the plan, and 100 in truth
        var left = new TimeLeft(s_second, null);
        double[] told = [.. Enumerable.Range(1, 100).Select(percent => left.After(After(percent, percent / 100.0)).TotalSeconds)];
        Assert.InRange(told[0], 0, 1);
        Assert.InRange(told[49], 40, 50);
        Assert.InRange(told[89], 9, 10);
        Assert.Equal(0, told[99]);
    }

    [Fact]
    public void WithoutAPlanTheFirstEpochIsAllThereIs()
    {
        Assert.Equal(99, new TimeLeft(null, null).After(After(1, 0.01)).TotalSeconds, 1e-6);
        // one that goes on in the middle
        Assert.Equal(49, new TimeLeft(null, null).After(After(1, 0.51) with { Before = 0.5 }).TotalSeconds, 1e-6);
    }

    [Fact]
    public void ATrainingWithALimitNeverSaysMore()
    {
        string output = iris.Succeeds("train", "iris.csv", "-t", "species", "--quality", "best", "--time-limit", "5",
            "-o", "limited.safetensors");
        string[] left =
            [.. Regex.Matches(output, @"^ +\d+ % .* {2}(\S+(?: s)?)$", RegexOptions.Multiline).Select(line => line.Groups[1].Value)];
        Assert.NotEmpty(left);
        Assert.All(left, time =>
        {
            Assert.EndsWith(" s", time, StringComparison.Ordinal);
            Assert.InRange(double.Parse(time[..^2], CultureInfo.InvariantCulture), 0, 5);
        });
    }

    static TabularProgress After(double seconds, double done) =>
        new(new TrainingProgress(1, 640, 1, 0.5, null, 0.1, seconds * s_second) { IsBest = true }, null)
        {
            Members = 10,
            Done = done,
            Elapsed = seconds * s_second,
        };
}
