using Myelin.Numerics;

namespace Myelin.Tests.Formulas;

/// <summary>A loss with random numbers that suit it; three rows, always the same.</summary>
sealed record LossCase(
    Func<Reduction, ILoss> Loss, int Outputs, LossCase.Next Prediction, LossCase.Next Target, int Columns = 0)
{
    public const int Rows = 3;

    public delegate double Next(ref RandomStream random);

    public string Name => LossNames.Format(Loss(Reduction.Mean));

    public double[] Predictions => Draw(Prediction, Rows * Outputs, 1);

    public double[] Targets => Draw(Target, Rows * (Columns == 0 ? Outputs : Columns), 2);

    public static double Number(ref RandomStream random) => random.Uniform(-2, 2);

    public static double Probability(ref RandomStream random) => random.Uniform(0.05, 0.95);

    public static double LogProbability(ref RandomStream random) => random.Uniform(-3, -0.1);

    public static double Count(ref RandomStream random) => random.NextInt32(6);

    public static double ClassIndex(ref RandomStream random) => random.NextInt32(3);

    public static double Sign(ref RandomStream random) => 2 * random.NextInt32(2) - 1;

    static double[] Draw(Next next, int count, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Other);
        var numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = next(ref random);
        return numbers;
    }
}
