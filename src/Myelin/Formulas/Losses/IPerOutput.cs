namespace Myelin;

/// <summary>A <see cref="PerOutput{TLoss}"/>, whatever its losses are.</summary>
interface IPerOutput
{
    IEnumerable<ILoss> Losses { get; }

    EquatableArray<double>? Weights { get; }
}
