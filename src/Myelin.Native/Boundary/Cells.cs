using System.Runtime.InteropServices;

namespace Myelin.Native.Boundary;

/// <summary>The cells of one column, row after row: numbers or texts, and NULL for the other.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly unsafe struct Cells
{
    /// <summary>
    /// Numbers; NaN is a missing cell. A column of truth values takes 0 and 1, one of dates takes days since 1970-01-01.
    /// </summary>
    public readonly double* Numbers;

    /// <summary>Texts, UTF-8; NULL is a missing cell. Read as the cells of a CSV file are.</summary>
    public readonly byte** Texts;
}
