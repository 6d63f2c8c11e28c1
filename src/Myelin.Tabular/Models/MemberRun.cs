namespace Myelin.Tabular;

/// <summary>Encoded rows, and where the answers of a model's networks to them are added up.</summary>
/// <param name="inputs">[rows × width]</param>
/// <param name="outputs">[rows × outputs], of one network after the other</param>
/// <param name="sums">[rows × answers]</param>
/// <param name="free">[rows], sums of numbers without bounds; empty where there are none</param>
readonly ref struct MemberRun(ReadOnlySpan<float> inputs, Span<float> outputs, Span<double> sums, Span<double> free)
{
    public ReadOnlySpan<float> Inputs { get; } = inputs;

    public Span<float> Outputs { get; } = outputs;

    public Span<double> Sums { get; } = sums;

    public Span<double> Free { get; } = free;
}
