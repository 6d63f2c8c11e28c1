using System.Numerics;
using Myelin.Numerics;

namespace Myelin.Tests.Engine;

/// <summary>Rows drawn by a seed: inputs, and targets that fit a kind of loss.</summary>
static class Drawn
{
    public static T[] Numbers<T>(int count, ulong seed, double low = -1, double high = 1) where T : IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed, RandomPurpose.Other);
        var numbers = new T[count];
        for (int i = 0; i < count; i++) numbers[i] = T.CreateTruncating(random.Uniform(low, high));
        return numbers;
    }

    public static T[] Classes<T>(int count, int classes, ulong seed) where T : IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed, RandomPurpose.Other, 1);
        var numbers = new T[count];
        for (int i = 0; i < count; i++) numbers[i] = T.CreateTruncating(random.NextInt32(classes));
        return numbers;
    }

    /// <summary>Inputs and targets from −1 to 1.</summary>
    public static Samples<T> Regression<T>(int rows, int inputs, int targets, ulong seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Numbers<T>(rows * inputs, seed), inputs, Numbers<T>(rows * targets, seed + 1000), targets);

    /// <summary>Inputs from −1 to 1 and an index of a class for each row.</summary>
    public static Samples<T> Classification<T>(int rows, int inputs, int classes, ulong seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Numbers<T>(rows * inputs, seed), inputs, Classes<T>(rows, classes, seed), 1);
}
