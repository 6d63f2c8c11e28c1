namespace Myelin.Optimizers;

/// <summary>xᵗ by repeated squaring: the same bits everywhere, where Math.Pow is the C library's and differs between systems.</summary>
static class Power
{
    public static double Of(double x, long t)
    {
        double power = 1;
        for (double square = x; t > 0; t >>= 1, square *= square)
            if ((t & 1) == 1) power *= square;
        return power;
    }
}
