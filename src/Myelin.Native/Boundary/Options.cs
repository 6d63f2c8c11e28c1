using System.Runtime.InteropServices;
using Myelin.Tabular;

namespace Myelin.Native.Boundary;

/// <summary>How rows are predicted. All zeros are the defaults, and NULL is too.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Options
{
    /// <summary>Coverage of the prediction intervals of a regression, such as 0.9; 0 for none.</summary>
    public readonly double Coverage;

    /// <summary>Not 0: a cell that is unlike the training rows' is an error.</summary>
    public readonly int Strict;

    /// <summary>Not 0: predicted numbers are not limited to the range of the training targets.</summary>
    public readonly int Unclamped;

    static readonly PredictionOptions[] s_options =
        [new(), new() { Strict = true }, new() { Clamp = false }, new() { Strict = true, Clamp = false }];

    internal PredictionOptions Of() => s_options[(Strict != 0 ? 1 : 0) + (Unclamped != 0 ? 2 : 0)];

    /// <exception cref="ArgumentException">It is no share.</exception>
    internal double CheckedCoverage() => Coverage is >= 0 and < 1 ? Coverage
        : throw new ArgumentException("The coverage must be between 0 and 1, such as 0.9, or 0 for no intervals.");
}
