namespace Myelin.Export;

/// <summary>Instructions of vectors of 128 bits, by their numbers behind the prefix 0xFD.</summary>
enum Simd
{
    Load = 0, LoadSplat = 9, Store = 11, Const = 12, Shuffle = 13, F32Splat = 19, F32Extract = 31,
    F32Equal = 65, F32Less = 67, F64Greater = 74,
    And = 78, Or = 80, Xor = 81, BitSelect = 82, AnyTrue = 83,
    LoadFirst32 = 92, LoadFirst64 = 93, Demote = 94, Promote = 95,
    F32Nearest = 106,
    I32Equal = 55, I32Less = 57, I32ShiftLeft = 171, I32ShiftRight = 173, I32Add = 174, I32Subtract = 177, I64Add = 206, I64Equal = 214,
    F32Abs = 224, F32Negate = 225, F32Sqrt = 227, F32Add = 228, F32Subtract = 229, F32Multiply = 230, F32Divide = 231, F32Min = 232,
    F32Max = 233,
    F64Abs = 236, F64Add = 240, F64Subtract = 241, F64Multiply = 242, F32OfI32 = 250,

    /// <summary>x·y + z, rounded once or twice: of the proposal for relaxed vectors, finished in 2024.</summary>
    F32RelaxedMultiplyAdd = 261,
}
