using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>What a layer's numbers were like in the last batch that was trained on.</summary>
/// <param name="Layer">as the network has it</param>
/// <param name="Outputs">of a [N × O]</param>
/// <param name="Gradients">
/// of ∂L/∂z [N × O] where the layer has an activation, else of ∂L/∂a; null where the layer's members have a loss each
/// </param>
public sealed record LayerSnapshot(Layer Layer, LayerSnapshot.Numbers Outputs, LayerSnapshot.Numbers? Gradients)
{
    /// <param name="Deviation">of all numbers, with N in the denominator</param>
    /// <param name="Zeros">share of the numbers that are 0</param>
    public sealed record Numbers(double Mean, double Deviation, double Smallest, double Largest, double Zeros);

    internal static LayerSnapshot Of<T>(Layer layer, LayerPass<T> pass, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(
            layer, Describe(pass.Output, rows),
            pass is IMemberOutputs<T> { LossByMember: true } ? null : Describe(pass.OutputGradient, rows));

    static Numbers Describe<T>(Panels<T> matrix, int rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new double[rows * matrix.Columns];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = double.CreateTruncating(matrix[i / matrix.Columns, i % matrix.Columns]);
        return new(Statistics.Mean(numbers), Statistics.PopulationDeviation(numbers), numbers.Min(), numbers.Max(),
            numbers.Count(number => number == 0) / (double)numbers.Length);
    }
}
