namespace Myelin.Explain;

/// <summary>Slopes by differences.</summary>
static class Differences
{
    /// <summary>(f(x + h) − f(x − h)) / 2h</summary>
    public static double Central(double above, double below, double h) => (above - below) / (2 * h);

    /// <summary>(f(x + h) − f(x)) / h to one side of a point, (f(x) − f(x − h)) / h to the other.</summary>
    public static double OneSided(double above, double below, double h) => (above - below) / h;
}
