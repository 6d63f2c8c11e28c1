using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>sin 2πx and cos 2πx of a share x of a circle, in double precision.</summary>
static class CircleFormulas
{
    static Expression Angle => 2 * Math.PI * Expression.Letter("x");

    public static Expression Sine => Expression.Sin(Angle);

    public static Expression Cosine => Expression.Cos(Angle);
}
