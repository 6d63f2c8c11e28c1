using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>The settings that are searched, each with its values.</summary>
public sealed record SearchSpace(params EquatableArray<Setting> Settings)
{
    public EquatableArray<Setting> Settings { get; init => field = Refusal.IfNull(value, nameof(Settings)); } = Refusal.IfNull(Settings,
        nameof(Settings));

    public override string ToString() => string.Join("; ", Settings);
}
