using System.Globalization;
using System.Text.Json;

namespace Myelin.Tests.Formulas;

/// <summary>
/// Values and slopes against tests/data/reference/activations.json (mpmath, 60 digits): the relative error is a few units in the last
/// place, with what such an error of z itself would carry into f. Below the normal numbers a factor e⁻ᶻ may be rounded to 0.
/// </summary>
public class ReferenceTests
{
    const double Units = 8;

    // their slopes are taken from a, as a (1 − a) and 1 − a²: right to a unit of 1 rather than to a unit of their own
    static readonly string[] s_slopeFromOutput = ["sigmoid", "tanh"];

    static readonly JsonElement s_table = TestData.Json("reference/activations.json");

    public static TheoryData<string> Names => [.. s_table.GetProperty("double").EnumerateObject().Select(entry => entry.Name)];

    [Theory, MemberData(nameof(Names))]
    public void AgreesInDouble(string name)
    {
        ElementFormula f = Catalogue.Element(name);
        Check(name, "double", f.Value, f.Slope, Math.ScaleB(1, -53), Math.ScaleB(1, -1022));
    }

    [Theory, MemberData(nameof(Names))]
    public void AgreesInFloat(string name)
    {
        ElementFormula f = Catalogue.Element(name);
        Check(name, "float", z => f.Value32((float)z), z => f.Slope32((float)z), Math.ScaleB(1, -24), Math.ScaleB(1, -126));
    }

    static void Check(string name, string kind, Func<double, double> value, Func<double, double> slope, double unit, double normal)
    {
        var wrong = new List<string>();
        double smallest = kind == "float" ? float.Epsilon : double.Epsilon;
        foreach (JsonElement row in s_table.GetProperty(kind).GetProperty(name).EnumerateArray())
        {
            double[] number = [.. row.EnumerateArray().Select(Number)];
            double z = number[0];
            double underflow = Math.Abs(z) < 10 ? 0 : normal * 2 * Math.Abs(z);
            Compare(value(z), number[1], number[3], underflow, $"{name}({z:R})");
            Compare(slope(z), number[2], number[4], underflow + (s_slopeFromOutput.Contains(name) ? unit : 0), $"{name}'({z:R})");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void Compare(double found, double expected, double carried, double absolute, string where)
        {
            double bound = Units * (unit * (Math.Abs(expected) + carried) + absolute + smallest);
            if (!(Math.Abs(found - expected) <= bound))
                wrong.Add($"{where} is {found:R}, not {expected:R}: {Math.Abs(found - expected) / bound * Units:0.#} units");
        }
    }

    static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture)
        : element.GetDouble();
}
