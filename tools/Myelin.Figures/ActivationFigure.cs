using System.Reflection;
using Myelin.Numerics;

namespace Myelin.Figures;

/// <summary>Value and slope of every activation that has a name.</summary>
public static class ActivationFigure
{
    const double From = -4, To = 4, Step = 1 / 32d;

    /// <summary>The name of each figure's file, and its text.</summary>
    public static IEnumerable<(string Name, string Svg)> All() =>
        ActivationNames.All.Select(name => (name, Draw(name, ActivationNames.Parse(name))));

    static string Draw(string name, IActivation activation)
    {
        string method = activation.GetType().GetInterfaces().Any(i => i.Name == "IRowActivation`1") ? nameof(Row) : nameof(Element);
        return (string)typeof(ActivationFigure).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(activation.GetType()).Invoke(null, [name, activation])!;
    }

    static string Element<TActivation>(string name, TActivation activation) where TActivation : struct, IActivation<TActivation>
    {
        (double X, double Y)[] value = Curve(z => activation.Value(new Scalar<double>(z)).Value);
        (double X, double Y)[] slope = Curve(z =>
        {
            var lane = new Scalar<double>(z);
            return activation.Slope(lane, activation.Value(lane)).Value;
        });
        return Chart.Draw(name, (From, To), new("value", value), new("slope", slope));
    }

    // a row of three, the first of which moves
    static string Row<TActivation>(string name, TActivation activation) where TActivation : struct, IRowActivation<TActivation>
    {
        Series Output(int i) => new($"a{"₁₂₃"[i]}", Curve(z =>
        {
            double[] a = new double[3];
            activation.Value<double>([z, 0, 1], a);
            return a[i];
        }));
        return Chart.Draw($"{name}(z, 0, 1)", (From, To), Output(0), Output(1), Output(2));
    }

    static (double X, double Y)[] Curve(Func<double, double> function) =>
        [.. Enumerable.Range(0, (int)((To - From) / Step) + 1).Select(i => From + i * Step).Select(x => (x, function(x)))];
}
