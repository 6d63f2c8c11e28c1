namespace Myelin;

/// <summary>The types of a tensor's elements that the safetensors format knows; Myelin computes with F32 and F64.</summary>
internal enum ElementType
{
    Bool, U8, I8, I16, U16, I32, U32, I64, U64,
    F16, BF16, F32, F64, C64,
    F4, F6E2M3, F6E3M2, F8E4M3, F8E5M2, F8E8M0, F8E4M3Fnuz, F8E5M2Fnuz,
}

static class ElementTypes
{
    static readonly (ElementType Type, string Name, int Bits)[] Table =
    [
        (ElementType.Bool, "BOOL", 8),
        (ElementType.U8, "U8", 8),
        (ElementType.I8, "I8", 8),
        (ElementType.I16, "I16", 16),
        (ElementType.U16, "U16", 16),
        (ElementType.I32, "I32", 32),
        (ElementType.U32, "U32", 32),
        (ElementType.I64, "I64", 64),
        (ElementType.U64, "U64", 64),
        (ElementType.F16, "F16", 16),
        (ElementType.BF16, "BF16", 16),
        (ElementType.F32, "F32", 32),
        (ElementType.F64, "F64", 64),
        (ElementType.C64, "C64", 64),
        (ElementType.F4, "F4", 4),
        (ElementType.F6E2M3, "F6_E2M3", 6),
        (ElementType.F6E3M2, "F6_E3M2", 6),
        (ElementType.F8E4M3, "F8_E4M3", 8),
        (ElementType.F8E5M2, "F8_E5M2", 8),
        (ElementType.F8E8M0, "F8_E8M0", 8),
        (ElementType.F8E4M3Fnuz, "F8_E4M3FNUZ", 8),
        (ElementType.F8E5M2Fnuz, "F8_E5M2FNUZ", 8),
    ];

    public static string Name(this ElementType type) => Table[(int)type].Name;

    public static int Bits(this ElementType type) => Table[(int)type].Bits;

    public static bool TryParse(string name, out ElementType type)
    {
        foreach ((ElementType found, string text, _) in Table)
            if (text == name)
            {
                type = found;
                return true;
            }
        type = default;
        return false;
    }

    /// <summary>The type of a tensor of <typeparamref name="T"/>, float or double.</summary>
    public static ElementType Of<T>() =>
        typeof(T) == typeof(float) ? ElementType.F32
        : typeof(T) == typeof(double) ? ElementType.F64
        : throw new NotSupportedException($"Tensors are written from float and double, not from {typeof(T).Name}");
}
