using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>A target that is the index of a class: what the losses of classes have in common.</summary>
static class ClassTarget
{
    public static bool IsIgnored<T>(T target, int? ignored) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ignored is int index && target == T.CreateTruncating(index);

    /// <summary>w_y, 1 without weights</summary>
    public static TLane Weight<TLane>(TLane target, EquatableArray<double>? weights) where TLane : struct, IRowLane<TLane> =>
        weights is null ? TLane.Of(1) : TLane.At("w", weights, target);

    /// <summary>qₖ = wₖ ((1 − ε) tₖ + ε/K), with t 1 at the class of an index and 0 elsewhere</summary>
    public static TLane Weighted<TLane>(TLane target, TLane prediction, double smoothing, EquatableArray<double>? weights)
        where TLane : struct, IRowLane<TLane>
    {
        TLane t = TLane.IsRow(target) ? target : TLane.IfEqual(TLane.Places(prediction), target, TLane.Of(1), TLane.Of(0));
        if (smoothing > 0) t = TLane.Of("1 − ε", 1 - smoothing) * t + TLane.Of("ε/K", smoothing / TLane.Count(prediction));
        return weights is null ? t : TLane.Of("w", weights) * t;
    }

    /// <summary>The value, and the gradient with it: 0 where the row is ignored.</summary>
    public static TLane Counted<TLane>(TLane target, int? ignored, TLane value, ref TLane gradient) where TLane : struct, IRowLane<TLane>
    {
        if (ignored is not int index || TLane.IsRow(target)) return value;
        gradient = TLane.IfEqual(target, TLane.Of(index), TLane.Of(0), gradient);
        return TLane.IfEqual(target, TLane.Of(index), TLane.Of(0), value);
    }

    /// <summary>What the row counts for in the mean: its class's weight, 0 where it is ignored.</summary>
    public static T Weight<T>(T target, EquatableArray<double>? weights, int? ignored)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        IsIgnored(target, ignored) ? T.Zero : weights is null ? T.One : T.CreateTruncating(weights[int.CreateTruncating(target)]);

    /// <summary>What a target must be, if this one is not; null where it fits.</summary>
    public static string? Objection(double target, int classes, int columns, int? ignored)
    {
        if (columns > 1) return target is >= 0 and <= 1 ? null : "a probability from 0 to 1";
        if (ignored is int index && target == index || target >= 0 && target < classes && target == Math.Floor(target)) return null;
        string range = $"a class index, a whole number from 0 to {classes - 1}";
        return ignored is int other ? $"{range}, or the ignored {other}" : range;
    }
}
