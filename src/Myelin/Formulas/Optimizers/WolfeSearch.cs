namespace Myelin;

/// <summary>
/// A step α along a descent direction that meets the strong Wolfe conditions (Nocedal, Wright 2006, algorithms 3.5 and 3.6).
/// </summary>
/// <param name="phi">φ(α) and φ′(α)</param>
/// <param name="start">φ(0)</param>
/// <param name="slope">φ′(0) &lt; 0</param>
sealed class WolfeSearch(Lbfgs settings, Func<double, (double Value, double Slope)> phi, double start, double slope)
{
    readonly record struct Point(double Step, double Value, double Slope);

    int _evaluations;

    /// <summary>The step, or the best that was found with a sufficient decrease; 0 if there is none.</summary>
    /// <param name="first">the first step tried</param>
    public double Find(double first)
    {
        var previous = new Point(0, start, slope);
        for (double step = first; _evaluations < settings.MaximumEvaluations; step *= 2)
        {
            Point point = Evaluate(step);
            if (TooHigh(point) || previous.Step > 0 && point.Value >= previous.Value) return Zoom(previous, point);
            if (IsFlat(point)) return step;
            if (point.Slope >= 0) return Zoom(point, previous);
            previous = point;
        }
        return previous.Step;
    }

    // low has the smallest value so far and a sufficient decrease, and its slope points to high: steps that meet both conditions are
    // between the two
    double Zoom(Point low, Point high)
    {
        while (_evaluations < settings.MaximumEvaluations)
        {
            double step = Between(low, high);
            if (step == low.Step || step == high.Step) break;
            Point point = Evaluate(step);
            if (TooHigh(point) || point.Value >= low.Value)
            {
                high = point;
                continue;
            }
            if (IsFlat(point)) return step;
            if (point.Slope * (high.Step - low.Step) >= 0) high = low;
            low = point;
        }
        return low.Step;
    }

    Point Evaluate(double step)
    {
        _evaluations++;
        (double value, double slopeThere) = phi(step);
        return new(step, value, slopeThere);
    }

    // a loss that is no number is too high as well
    bool TooHigh(Point point) => !(point.Value <= start + settings.SufficientDecrease * point.Step * slope);

    bool IsFlat(Point point) => Math.Abs(point.Slope) <= -settings.Curvature * slope;

    // the minimum of the cubic through both values and slopes (eq. 3.59), kept off the ends by a tenth of the interval
    static double Between(Point a, Point b)
    {
        double width = b.Step - a.Step, d1 = a.Slope + b.Slope - 3 * (a.Value - b.Value) / (a.Step - b.Step);
        double d2 = Math.CopySign(Math.Sqrt(d1 * d1 - a.Slope * b.Slope), width);
        double share = 1 - (b.Slope + d2 - d1) / (b.Slope - a.Slope + 2 * d2);
        return a.Step + width * (double.IsFinite(share) ? Math.Clamp(share, 0.1, 0.9) : 0.5);
    }
}
