using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// In each row one number of another initializer for all columns that come from one feature (Gorishniy,
/// Kotelnikov, Babenko 2025, section 3)
/// </summary>
/// <param name="Of">draws the numbers [rows × features]</param>
/// <param name="Features">the feature of each column, 0, 1, …; none gives each column a number of its own</param>
internal sealed record Repeated(IInitializer Of, EquatableArray<int> Features) : IInitializer
{
    public EquatableArray<int> Features { get; } = Features.All(feature => feature >= 0)
        ? Features
        : Throw.OutOfRange<EquatableArray<int>>("The features of a repeated initializer are numbered from 0.", nameof(Features));

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random)
    {
        if (Features.Count == 0)
        {
            Of.Fill(values, rows, columns, ref random);
            return;
        }
        if (Features.Count != columns)
            Throw.Argument($"A repeated initializer names the features of {Features.Count} columns, but there are {columns}.");
        int features = Features.Max() + 1;
        var drawn = new double[rows * features];
        Of.Fill(drawn, rows, features, ref random);
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++) values[r * columns + c] = drawn[r * features + Features[c]];
    }
}
