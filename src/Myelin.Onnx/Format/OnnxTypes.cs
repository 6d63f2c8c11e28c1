namespace Myelin.Onnx;

/// <summary>Names and sizes of element types.</summary>
static class OnnxTypes
{
    /// <summary>As ONNX writes it: float, int64.</summary>
    public static string Name(this OnnxType type) => Enum.IsDefined(type) ? type.ToString().ToLowerInvariant() : $"type {(int)type}";

    /// <summary>Bytes of an element in raw data; 0 for strings and unknown types.</summary>
    public static int Size(this OnnxType type) => type switch
    {
        OnnxType.Bool or OnnxType.Int8 or OnnxType.UInt8 => 1,
        OnnxType.Float16 or OnnxType.BFloat16 or OnnxType.Int16 or OnnxType.UInt16 => 2,
        OnnxType.Float or OnnxType.Int32 or OnnxType.UInt32 => 4,
        OnnxType.Double or OnnxType.Int64 or OnnxType.UInt64 => 8,
        _ => 0,
    };

    /// <summary>The type whose elements are held in arrays of <typeparamref name="T"/>.</summary>
    public static OnnxType Of<T>() => Of(typeof(T));

    /// <inheritdoc cref="Of{T}"/>
    public static OnnxType Of(Type type) =>
        type == typeof(float) ? OnnxType.Float
        : type == typeof(double) ? OnnxType.Double
        : type == typeof(Half) ? OnnxType.Float16
        : type == typeof(long) ? OnnxType.Int64
        : type == typeof(int) ? OnnxType.Int32
        : type == typeof(short) ? OnnxType.Int16
        : type == typeof(sbyte) ? OnnxType.Int8
        : type == typeof(byte) ? OnnxType.UInt8
        : type == typeof(ushort) ? OnnxType.UInt16
        : type == typeof(uint) ? OnnxType.UInt32
        : type == typeof(ulong) ? OnnxType.UInt64
        : type == typeof(bool) ? OnnxType.Bool
        : type == typeof(string) ? OnnxType.String
        : OnnxType.Undefined;
}
