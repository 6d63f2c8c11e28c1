namespace Myelin.Export;

/// <summary>Instructions of single values, by their bytes in the binary format.</summary>
enum Wasm : byte
{
    Block = 0x02, Loop = 0x03, If = 0x04, Else = 0x05, End = 0x0B, Branch = 0x0C, BranchIf = 0x0D, Call = 0x10, Select = 0x1B,
    Get = 0x20, Set = 0x21, Tee = 0x22,
    F32Load = 0x2A, F32Store = 0x38,
    I32Const = 0x41, I32EqualZero = 0x45, I32Equal = 0x46, I32NotEqual = 0x47, I32Less = 0x48, I32LessUnsigned = 0x49,
    F32Equal = 0x5B, F32NotEqual = 0x5C,
    I32Add = 0x6A, I32Subtract = 0x6B, I32Multiply = 0x6C, I32And = 0x71, I32Or = 0x72, I32ShiftLeft = 0x74,
    F32Nearest = 0x90, F32Add = 0x92, F32Max = 0x97,

    /// <summary>What begins the instructions of <see cref="Simd"/>, and those of memory and of saturating conversions.</summary>
    SimdPrefix = 0xFD, MemoryPrefix = 0xFC,
}
