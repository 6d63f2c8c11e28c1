using Myelin.Tests.Reference;

namespace Myelin.Tests.Optimizers;

/// <summary>Twenty steps of every optimizer against PyTorch 1.13, on every lane.</summary>
public class TrajectoryTests
{
    static IEnumerable<string> Cases(string pattern) =>
        Directory.GetFiles(TestData.Path("golden_open"), pattern).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;

    public static TheoryData<string> Doubles => [.. Cases("opt_*.json"), .. Cases("clip_*.json"), .. Cases("minibatch_*.json")];

    public static TheoryData<string> Floats => [.. Cases("f32_*.json")];

    [Theory]
    [MemberData(nameof(Doubles))]
    public void FollowsPyTorch(string name)
    {
        Trajectory trajectory = Trajectory.Read(name);
        foreach (int bits in new[] { 0, 128, 256, 512 }) trajectory.Check<double>(trajectory.Optimizer(), bits);
    }

    [Theory]
    [MemberData(nameof(Floats))]
    public void FollowsPyTorchInFloat(string name)
    {
        Trajectory trajectory = Trajectory.Read(name);
        foreach (int bits in new[] { 0, 128, 256, 512 }) trajectory.Check<float>(trajectory.Optimizer(), bits);
    }

    [Fact]
    public void EveryCaseIsThere() => Assert.Equal((58, 6, 7, 7), (Cases("opt_*.json").Count(), Cases("clip_*.json").Count(),
        Cases("minibatch_*.json").Count(), Cases("f32_*.json").Count()));
}
