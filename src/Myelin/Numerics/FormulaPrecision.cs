namespace Myelin.Numerics;

/// <summary>The numbers that a formula computes with in another language.</summary>
public enum FormulaPrecision
{
    /// <summary>float, the bits of <see cref="Scalar{T}"/> of float</summary>
    Single,

    /// <summary>double, the bits of <see cref="Scalar{T}"/> of double</summary>
    Double,
}
