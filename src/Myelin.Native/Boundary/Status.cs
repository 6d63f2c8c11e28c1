namespace Myelin.Native.Boundary;

/// <summary>What a function returns. <c>myelin_last_error</c> has the sentence.</summary>
public enum Status
{
    /// <summary>It did what it says.</summary>
    Ok = 0,

    /// <summary>An argument is NULL, negative, no UTF-8 or out of range.</summary>
    InvalidArgument = 1,

    /// <summary>The model was freed, or the pointer is no model.</summary>
    InvalidHandle = 2,

    /// <summary>There is no such file.</summary>
    NotFound = 3,

    /// <summary>The file is damaged, or is no tabular model.</summary>
    InvalidModel = 4,

    /// <summary>A row has no cell of a column, or a cell that the model cannot take.</summary>
    InvalidRow = 5,

    /// <summary>The file could not be read.</summary>
    InputOutput = 6,

    /// <summary>There is not enough memory.</summary>
    OutOfMemory = 7,

    /// <summary>An error of the library itself.</summary>
    Internal = 8,
}
