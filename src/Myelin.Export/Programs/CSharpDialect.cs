using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>Arrays as spans, and one method for all products.</summary>
sealed class CSharpDialect : Dialect
{
    public override string MultiplyAdd => "System.MathF.FusedMultiplyAdd";

    public override string Round => "System.MathF.Round";

    public override string Constant => "";

    public override string Part(string array, int from, int count) => FormattableString.Invariant($"{array}.Slice({from}, {count})");

    public override string Copy(string from, string to, int count) => FormattableString.Invariant($"{from}.CopyTo({to});");

    public override TableShape Weights(int columns) => TableShape.Plain(columns);

    public override void Product(StringBuilder body, ProductCall call) => body.Append(CultureInfo.InvariantCulture,
        $"    Product({call.X}, {call.W}, {(call.Bias.Length > 0 ? call.Bias : "default")}, {call.Z});\n");

    /// <summary>The method of products: vectors over outputs, eight inputs at a time, each output's sum in its order.</summary>
    public static string Products()
    {
        using Stream stream = typeof(CSharpDialect).Assembly.GetManifestResourceStream("ProductMethod.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
