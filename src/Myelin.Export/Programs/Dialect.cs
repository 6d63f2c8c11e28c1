using System.Text;

namespace Myelin.Export;

/// <summary>In what a forward pass reads differently in two languages that share their loops and arithmetic.</summary>
abstract class Dialect
{
    /// <summary>x·y + z, rounded once, of floats.</summary>
    public abstract string MultiplyAdd { get; }

    /// <summary>A float to the nearest whole number, ties to even.</summary>
    public abstract string Round { get; }

    /// <summary>What begins a constant of a block: const.</summary>
    public abstract string Constant { get; }

    /// <summary>Part of an array, to be passed on.</summary>
    public abstract string Part(string array, int from, int count);

    public abstract string Copy(string from, string to, int count);

    /// <summary>How the weights of a product are written.</summary>
    public abstract TableShape Weights(int columns);

    /// <summary>A product of one part.</summary>
    public abstract void Product(StringBuilder body, ProductCall call);
}
