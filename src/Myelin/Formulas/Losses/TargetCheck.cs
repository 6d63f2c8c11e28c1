using System.Globalization;
using System.Numerics;

namespace Myelin;

/// <summary>Looks at every target once, before training, so that no kernel needs to.</summary>
internal static class TargetCheck
{
    /// <param name="targets">y [N × <paramref name="columns"/>], row-major</param>
    /// <param name="outputs">how many outputs the network has</param>
    /// <exception cref="ArgumentException">names the first target that the loss cannot use</exception>
    public static void CheckTargets<T>(this ILoss loss, ReadOnlySpan<T> targets, int columns, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        for (int i = 0; i < targets.Length; i++)
        {
            if (loss.Objection(double.CreateTruncating(targets[i]), outputs, columns) is not string expected) continue;
            string found = targets[i].ToString(null, CultureInfo.InvariantCulture), name = LossGuard.NameOf(loss);
            Throw.Argument($"Target row {i / columns}, column {i % columns} (from 0) is {found}, but {name} takes {expected}.",
                nameof(targets));
        }
    }
}
