using Myelin.Numerics;

namespace Myelin.Schedules;

/// <summary>From start to end along half a wave of the cosine: end + (start − end)(1 + cos(π p))/2, p from 0 to 1.</summary>
static class HalfCosine
{
    public static double Between(double start, double end, double progress) =>
        end + (start - end) / 2 * (1 + Elementary.Cos(new Scalar<double>(Math.PI * progress)).Value);
}
