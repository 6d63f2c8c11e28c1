using System.Numerics;
using Myelin.Kernels;

namespace Myelin.Explain;

/// <summary>
/// An activation that is the straight line of its own slope for those units that stand at a corner, and itself for all others: a loss
/// through it can be differentiated by differences.
/// </summary>
sealed class StraightActivation(IActivation function) : IOwnPass
{
    /// <summary>Slopes of one unit that differ by more than this are those of a corner.</summary>
    const double LeastBend = 1e-3;

    /// <summary>Differences at a corner: short, so that the curve beside it does not count, and long against rounding.</summary>
    const double Near = 1e-7;

    /// <summary>A slope beyond this is that of a jump.</summary>
    const double Steep = 1e3;

    double[]? _seen;
    UnitCorner?[] _corners = [];

    public bool NeedsInput => true;

    /// <summary>Whether any unit stands at a corner.</summary>
    public bool HasCorners { get; private set; }

    /// <summary>Corners of the units that were seen in the last pass, as far as differences reach.</summary>
    public void FindCorners(double reach)
    {
        double[] z = _seen ?? [];
        _corners = new UnitCorner?[z.Length];
        if (z.Length == 0 || function.IsOfRows) return;
        (double[] value, double[] slope) = ActivationProbe.At(function, z);
        double[] below = Slopes(-reach), above = Slopes(reach), left = Slopes(-Near), right = Slopes(Near);
        for (int i = 0; i < z.Length; i++)
        {
            double scale = Math.Max(1, Math.Abs(slope[i]));
            if (!(Math.Abs(above[i] - below[i]) > LeastBend * scale) || !Holds(slope[i], left[i], right[i])) continue;
            (_corners[i], HasCorners) = (new(z[i], value[i], slope[i]), true);
        }

        double[] Slopes(double h) =>
            [.. ActivationProbe.At(function, [.. z.Select(x => x + h)]).Values
                .Select((moved, i) => Differences.OneSided(moved, value[i], h))];
    }

    // one of both, or between them; at a jump one side has no slope
    static bool Holds(double slope, double left, double right)
    {
        double tolerance = 1e-5 * Math.Max(1, Math.Abs(slope));
        bool isOne = Math.Abs(slope - left) <= tolerance || Math.Abs(slope - right) <= tolerance;
        bool isBetween = slope >= Math.Min(left, right) && slope <= Math.Max(left, right);
        return isOne || isBetween && Math.Abs(right - left) < Steep;
    }

    /// <summary>The line's value for a unit at a corner, else what the function gave.</summary>
    public double Straighten(int unit, double z, double value)
    {
        if (_seen is null || unit >= _corners.Length) return value;
        return _corners[unit] is { } corner ? corner.Line(z) : value;
    }

    void See(int unit, int units, double z)
    {
        if (_seen?.Length != units) _seen = new double[units];
        _seen[unit] = z;
    }

    bool IsLooking => _corners.Length == 0;

    public bool IsOfRows => function.IsOfRows;

    TResult IActivation.Choose<TResult>(IActivationChoice<TResult> choice) => function.Choose(choice);

    ActivationPass<T> IOwnPass.Bind<T, TLane>() => new Pass<T>(ActivationPass<T>.Of<TLane>(function), this);

    BlendPass<T>? IOwnPass.BindBlend<T, TLane>() => BlendPass<T>.Of<TLane>(function) is { } blend ? new Blend<T>(blend, this) : null;

    sealed class Pass<T>(ActivationPass<T> pass, StraightActivation mine) : ActivationPass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override void Forward(Panels<T> z, Panels<T> a, int first, int last)
        {
            var before = new double[(last - first) * z.Columns];
            for (int i = 0; i < before.Length; i++) before[i] = double.CreateTruncating(z[first + i / z.Columns, i % z.Columns]);
            pass.Forward(z, a, first, last);
            for (int i = 0; i < before.Length; i++)
            {
                (int n, int c) = (first + i / z.Columns, i % z.Columns);
                if (mine.IsLooking) mine.See(i, before.Length, before[i]);
                else a[n, c] = T.CreateTruncating(mine.Straighten(i, before[i], double.CreateTruncating(a[n, c])));
            }
        }

        public override void Backward(Panels<T> z, Panels<T> a, Panels<T> delta, int first, int last) =>
            pass.Backward(z, a, delta, first, last);
    }

    sealed class Blend<T>(BlendPass<T> pass, StraightActivation mine) : BlendPass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override void Forward(Panels<T> x, Panels<T> s, Panels<T> value, Panels<T> a, int first, int last)
        {
            pass.Forward(x, s, value, a, first, last);
            int units = (last - first) * x.Columns;
            for (int i = 0; i < units; i++)
            {
                (int n, int c) = (first + i / x.Columns, i % x.Columns);
                double input = double.CreateTruncating(x[n, c]), share = double.CreateTruncating(s[0, c]);
                if (mine.IsLooking) mine.See(i, units, input);
                else
                    a[n, c] = T.CreateTruncating(input + share * (mine.Straighten(i, input, double.CreateTruncating(value[n, c])) - input));
            }
        }

        public override void Backward(Panels<T> x, Panels<T> s, Panels<T> value, Panels<T> delta, Panels<T> dx, int first, int last) =>
            pass.Backward(x, s, value, delta, dx, first, last);

        public override void Gradient(Panels<T> x, Panels<T> value, Panels<T> delta, int rows, Panels<T> ds, Worker worker, bool add) =>
            pass.Gradient(x, value, delta, rows, ds, worker, add);
    }
}
