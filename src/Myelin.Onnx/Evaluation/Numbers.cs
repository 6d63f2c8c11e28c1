namespace Myelin.Onnx;

/// <summary>
/// Elements of any numeric type as doubles or as whole numbers, and back. A result of one operation in double that is rounded to float is
/// the result in float, correctly rounded.
/// </summary>
static class Numbers
{
    public static bool IsReal(this OnnxTensor tensor) => tensor.Type is OnnxType.Float or OnnxType.Double or OnnxType.Float16;

    public static bool IsWhole(this OnnxTensor tensor) => tensor.Type is OnnxType.Int64 or OnnxType.Int32 or OnnxType.Int16 or OnnxType.Int8
        or OnnxType.UInt8 or OnnxType.UInt16 or OnnxType.UInt32;

    /// <summary>The elements as doubles; booleans are 0 and 1.</summary>
    /// <exception cref="NotSupportedException">They are strings.</exception>
    public static double[] Reals(OnnxTensor tensor) => tensor.Data switch
    {
        double[] values => values,
        float[] values => Array.ConvertAll(values, value => (double)value),
        Half[] values => Array.ConvertAll(values, value => (double)value),
        _ => Array.ConvertAll(Wholes(tensor), value => (double)value),
    };

    /// <summary>The elements as whole numbers; those of real types are cut toward 0.</summary>
    /// <exception cref="NotSupportedException">They are strings or of type uint64.</exception>
    public static long[] Wholes(OnnxTensor tensor) => tensor.Type switch
    {
        OnnxType.Int64 => tensor.Values<long>(),
        OnnxType.Int32 => Array.ConvertAll(tensor.Values<int>(), value => (long)value),
        OnnxType.Int16 => Array.ConvertAll(tensor.Values<short>(), value => (long)value),
        OnnxType.Int8 => Array.ConvertAll(tensor.Values<sbyte>(), value => (long)value),
        OnnxType.UInt8 => Array.ConvertAll(tensor.Values<byte>(), value => (long)value),
        OnnxType.UInt16 => Array.ConvertAll(tensor.Values<ushort>(), value => (long)value),
        OnnxType.UInt32 => Array.ConvertAll(tensor.Values<uint>(), value => (long)value),
        OnnxType.Bool => Array.ConvertAll(tensor.Values<bool>(), value => value ? 1L : 0L),
        OnnxType.Float or OnnxType.Double or OnnxType.Float16 => Array.ConvertAll(Reals(tensor), value => (long)value),
        _ => throw new NotSupportedException($"{tensor} does not hold numbers that are computed with"),
    };

    /// <summary>A tensor of a real type.</summary>
    public static OnnxTensor Of(OnnxType type, ReadOnlySpan<int> shape, double[] values) => type switch
    {
        OnnxType.Double => OnnxTensor.Of(shape, values),
        OnnxType.Float => OnnxTensor.Of(shape, Array.ConvertAll(values, value => (float)value)),
        OnnxType.Float16 => OnnxTensor.Of(shape, Array.ConvertAll(values, value => (Half)value)),
        _ => throw new NotSupportedException($"{type.Name()} is not a type of real numbers"),
    };

    /// <summary>A tensor of a whole type; numbers beyond it wrap.</summary>
    public static OnnxTensor Of(OnnxType type, ReadOnlySpan<int> shape, long[] values) => type switch
    {
        OnnxType.Int64 => OnnxTensor.Of(shape, values),
        OnnxType.Int32 => OnnxTensor.Of(shape, Array.ConvertAll(values, value => (int)value)),
        OnnxType.Int16 => OnnxTensor.Of(shape, Array.ConvertAll(values, value => (short)value)),
        OnnxType.Int8 => OnnxTensor.Of(shape, Array.ConvertAll(values, value => (sbyte)value)),
        OnnxType.UInt8 => OnnxTensor.Of(shape, Array.ConvertAll(values, value => (byte)value)),
        OnnxType.UInt16 => OnnxTensor.Of(shape, Array.ConvertAll(values, value => (ushort)value)),
        OnnxType.UInt32 => OnnxTensor.Of(shape, Array.ConvertAll(values, value => (uint)value)),
        OnnxType.Bool => OnnxTensor.Of(shape, Array.ConvertAll(values, value => value != 0)),
        _ => throw new NotSupportedException($"{type.Name()} is not a type of whole numbers"),
    };

    /// <summary>A function of each element, of real numbers or of whole ones as the tensor holds them.</summary>
    public static OnnxTensor Map(OnnxTensor x, Func<double, double> real, Func<long, long>? whole = null) => x.IsReal()
        ? Of(x.Type, x.Shape, Array.ConvertAll(Reals(x), value => real(value)))
        : whole is not null && x.IsWhole() ? Of(x.Type, x.Shape, Array.ConvertAll(Wholes(x), value => whole(value)))
        : throw new NotSupportedException($"is not computed of {x}");
}
