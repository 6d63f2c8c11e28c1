using System.Diagnostics.CodeAnalysis;

namespace Myelin.Onnx;

/// <summary>Elements of one type in row-major order. Whoever holds it does not change it.</summary>
sealed class OnnxTensor
{
    OnnxTensor(int[] shape, Array data, OnnxType type) => (Dimensions, Data, Type) = (shape, data, type);

    public OnnxType Type { get; }

    /// <summary>The length of each axis; none for a single number.</summary>
    public ReadOnlySpan<int> Shape => Dimensions;

    /// <summary>The same as an array, not to be changed.</summary>
    internal int[] Dimensions { get; }

    /// <summary>float[], double[], Half[], long[], int[], bool[], string[] …, as <see cref="Type"/> says.</summary>
    public Array Data { get; }

    public int Rank => Dimensions.Length;

    public int Count => Data.Length;

    /// <summary>A tensor of an array, which is kept.</summary>
    /// <exception cref="ArgumentException">The shape has another number of elements, or no tensor has this type.</exception>
    public static OnnxTensor Of<T>(ReadOnlySpan<int> shape, T[] data)
    {
        OnnxType type = OnnxTypes.Of<T>();
        if (type == OnnxType.Undefined) Throw.Argument($"No tensor has elements of type {typeof(T).Name}.", nameof(data));
        if (shape.ContainsAnyInRange(int.MinValue, -1) || CountOf(shape) != data.Length)
            Throw.Argument($"A tensor {Text(shape)} does not have {data.Length} elements.", nameof(data));
        return new(shape.ToArray(), data, type);
    }

    /// <summary>A single element, of no axes.</summary>
    public static OnnxTensor Scalar<T>(T value) => Of([], [value]);

    /// <summary>A list of elements along one axis.</summary>
    public static OnnxTensor List<T>(params T[] data) => Of([data.Length], data);

    /// <summary>The elements, which are of type <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidCastException">They are of another.</exception>
    public T[] Values<T>() => Is(out T[]? values) ? values
        : throw new InvalidCastException($"{this} does not hold {OnnxTypes.Of<T>().Name()}.");

    // the runtime takes an int[] for a uint[]; the types tell them apart
    public bool Is<T>([NotNullWhen(true)] out T[]? values) =>
        (values = Type == OnnxTypes.Of<T>() ? (T[])Data : null) is not null;

    /// <summary>The same elements in another shape.</summary>
    public OnnxTensor WithShape(params ReadOnlySpan<int> shape) => CountOf(shape) == Count
        ? new(shape.ToArray(), Data, Type)
        : throw new ArgumentException($"A tensor {Text(shape)} does not have the {Count} elements of {this}.", nameof(shape));

    /// <summary>The product of a shape's lengths.</summary>
    public static long CountOf(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int length in shape) count = checked(count * length);
        return count;
    }

    /// <summary>float [2, 3]</summary>
    public override string ToString() => $"{Type.Name()} {Text(Shape)}";

    internal static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
