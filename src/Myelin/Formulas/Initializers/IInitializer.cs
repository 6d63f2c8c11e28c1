using Myelin.Numerics;

namespace Myelin;

/// <summary>How a block of parameters begins.</summary>
public interface IInitializer
{
    /// <summary>Fills a matrix [rows × columns], row-major; rows are the inputs of a weight matrix (fan-in), columns its outputs.</summary>
    /// <param name="random">the block's own stream: a function of seed and block, so that the order of filling does not matter</param>
    void Fill(Span<double> values, int rows, int columns, ref RandomStream random);
}
