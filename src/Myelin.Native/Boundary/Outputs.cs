using System.Runtime.InteropServices;

namespace Myelin.Native.Boundary;

/// <summary>Arrays of the caller that take predictions. NULL for what is not wanted.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct Outputs
{
    /// <summary>[rows] The predicted number; of classes the probability of the predicted class.</summary>
    public double* Values;

    /// <summary>[rows] The predicted class, from 0; -1 in a regression.</summary>
    public int* Classes;

    /// <summary>[rows x classes] The probability of each class, row after row.</summary>
    public float* Probabilities;

    /// <summary>[rows] The lower ends of the intervals; needs a coverage.</summary>
    public double* Low;

    /// <summary>[rows] The upper ends of the intervals; needs a coverage.</summary>
    public double* High;

    /// <summary>[rows] Sums of flags.</summary>
    public int* Flags;
}
