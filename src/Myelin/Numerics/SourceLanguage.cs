using System.Globalization;
using System.Text;

namespace Myelin.Numerics;

/// <summary>How single operations are written in a language, so that each gives the bits of <see cref="Scalar{T}"/>.</summary>
/// <param name="format">of the numbers</param>
abstract partial class SourceLanguage(SourceFormat format)
{
    public SourceFormat Format => format;

    /// <summary>What functions of any precision need, once a file.</summary>
    public abstract string Shared { get; }

    /// <summary>What the language has no operation for, or another.</summary>
    public abstract string Prelude { get; }

    public abstract string Number(double number);

    public abstract string Statement(string place, string computed);

    /// <param name="results">one without a name is given back</param>
    public abstract string Function(string name, IReadOnlyList<string> parameters, string body,
        IReadOnlyList<(string Name, string Place)> results);

    /// <summary>Sums and maxima of rows.</summary>
    public abstract string RowPrelude { get; }

    /// <summary>The place of a loop as a number.</summary>
    public abstract string Place { get; }

    /// <summary>Room for a row.</summary>
    public abstract string Array(string place, string length);

    /// <summary>A row of settings.</summary>
    public abstract string Settings(string place, IReadOnlyList<double> numbers);

    public abstract string Loop(string length, string body);

    /// <summary>Gives back what was computed.</summary>
    public abstract string Results(IReadOnlyList<(string Name, string Place, bool IsRow)> results);

    /// <param name="length">n, or 0 where it is passed in</param>
    /// <param name="results">which of them are rows</param>
    public abstract string RowFunction(string name, int length, IReadOnlyList<string> rows, IReadOnlyList<string> numbers, string body,
        IReadOnlyList<(string Name, bool IsRow)> results);

    protected abstract string Rounded(string computed);

    public string Operation(Operation operation, IReadOnlyList<string> x) => operation switch
    {
        Numerics.Operation.Add => Rounded($"{x[0]} + {x[1]}"),
        Numerics.Operation.Subtract => Rounded($"{x[0]} - {x[1]}"),
        Numerics.Operation.Multiply => Rounded($"{x[0]} * {x[1]}"),
        Numerics.Operation.Divide => Rounded($"{x[0]} / {x[1]}"),
        Numerics.Operation.Negate => $"-{x[0]}",
        Numerics.Operation.IfLess => $"{x[0]} < {x[1]} ? {x[2]} : {x[3]}",
        Numerics.Operation.IfAtMost => $"{x[0]} <= {x[1]} ? {x[2]} : {x[3]}",
        Numerics.Operation.IfEqual => $"{x[0]} == {x[1]} ? {x[2]} : {x[3]}",
        _ => $"{NameOf(operation)}({string.Join(", ", x)})",
    };

    /// <summary>f_multiply_add, d_sin_of_huge</summary>
    public string NameOf(Operation operation)
    {
        var name = new StringBuilder(format.F);
        foreach (char letter in operation.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 2) name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }
        return name.ToString();
    }

    static string Digits(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    static string Digits(float number) => number.ToString("R", CultureInfo.InvariantCulture);
}
