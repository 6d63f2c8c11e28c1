using System.Numerics;
using Myelin.Numerics;

namespace Myelin.Tests.Formulas;

/// <summary>An activation of one number as plain functions, in double and in float, called as the engine calls it.</summary>
sealed record ElementFormula(
    IActivation Activation, Func<double, double> Value, Func<double, double> Slope, Func<float, float> Value32, Func<float, float> Slope32)
{
    // the engine keeps no z for a slope that does not ask for it
    public static ElementFormula Of<TActivation>(TActivation activation) where TActivation : struct, IActivation<TActivation>
    {
        return new(activation, Value, Slope, Value, Slope);

        T Value<T>(T z) where T : unmanaged, IBinaryFloatingPointIeee754<T> => activation.Value(new Scalar<T>(z)).Value;
        T Slope<T>(T z) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            activation.Slope(new Scalar<T>(activation.NeedsInput ? z : T.NaN), new Scalar<T>(Value(z))).Value;
    }

    public string Name => Myelin.ActivationNames.Format(Activation);
}
