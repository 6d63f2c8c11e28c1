using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Blocks of parameters, gradients or moments as tensors of a file, row by row: the same on every machine.</summary>
static class ParameterTensors
{
    /// <param name="check">is shown the numbers of each block before they are written</param>
    public static IEnumerable<NamedTensor> Of<T>(Parameters<T> parameters, string prefix, Action<ParameterBlock, T[]>? check = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Enumerable.Range(0, parameters.Blocks.Count).Select(b =>
        {
            ParameterBlock block = parameters.Blocks[b];
            return NamedTensor.Of<T>(prefix + block.Name, ShapeOf(block).AsSpan(), () =>
            {
                var values = new T[block.Count];
                parameters.Read(b, values);
                check?.Invoke(block, values);
                return values;
            });
        });

    /// <param name="check">is shown the numbers of each block before any is taken</param>
    /// <exception cref="InvalidFileException">A tensor is not there, or of another shape or type.</exception>
    public static void Read<T>(SafetensorsFile file, Parameters<T> parameters, string prefix, Action<ParameterBlock, T[]>? check = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // all is read before anything is taken, so that a refused file leaves the parameters as they were
        var blocks = new T[parameters.Blocks.Count][];
        for (int b = 0; b < blocks.Length; b++)
        {
            ParameterBlock block = parameters.Blocks[b];
            if (!file.TryFind(prefix + block.Name, out TensorInfo? tensor))
                throw new InvalidFileException(file.Path, $"has no tensor {prefix}{block.Name}, which a training's state needs");
            if (tensor!.Elements != block.Count)
                throw new InvalidFileException(file.Path, $"tensor {tensor} has {tensor.Elements} numbers, but {block.Count} are needed");
            file.Read(tensor, blocks[b] = new T[tensor.Elements]);
            check?.Invoke(block, blocks[b]);
        }
        for (int b = 0; b < blocks.Length; b++) parameters.Write(b, blocks[b]);
    }

    /// <summary>Matrices are matrices in the file, and rows vectors, as other libraries have them.</summary>
    public static EquatableArray<long> ShapeOf(ParameterBlock block) =>
        block.Rows == 1 && block.Role is not (ParameterRole.Weight or ParameterRole.Embedding)
            ? [block.Columns]
            : [block.Rows, block.Columns];
}
