using System.Numerics;

namespace Myelin;

/// <summary>A target that is the index of a class: what the losses of classes have in common.</summary>
static class ClassTarget
{
    public static bool IsIgnored<T>(T target, int? ignored) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ignored is int index && target == T.CreateTruncating(index);

    /// <summary>The value of an ignored row, and its gradient.</summary>
    public static T Nothing<T>(Span<T> gradient) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gradient.Clear();
        return T.Zero;
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
