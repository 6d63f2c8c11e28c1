using Myelin;
using Myelin.Numerics;

/// <summary>
/// A layer of your own: a = (x·U) ⊙ (x·V), each output a product of two sums (Shazeer 2020, arXiv 2002.05202, without its sigmoid).
/// </summary>
sealed record BilinearGate(int Units) : RowLayer
{
    /// <summary>How files name it, and how it is made from what they say.</summary>
    public static readonly LayerKind OfFiles = new("bilinear-gate", ["units"], settings => new BilinearGate(settings.Whole("units")));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to) => to.Whole("units", Units);

    public override int Outputs(int inputs) => Units;

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
        [new("u", inputs, Units, ParameterRole.Weight, new HeNormal()), new("v", inputs, Units, ParameterRole.Weight, new HeNormal())];

    public override void Forward<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, Span<TLane> a)
    {
        for (int o = 0; o < Units; o++) a[o] = Sum(x, theta, 0, o) * Sum(x, theta, 1, o);
    }

    // ∂L/∂xᵢ = Σₒ ∂L/∂aₒ (uᵢₒ (x·V)ₒ + vᵢₒ (x·U)ₒ)
    public override void Backward<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, Span<TLane> dx)
    {
        dx.Fill(TLane.Of(0));
        for (int o = 0; o < Units; o++)
        {
            TLane u = Sum(x, theta, 0, o), v = Sum(x, theta, 1, o);
            for (int i = 0; i < x.Length; i++) dx[i] += da[o] * (theta[0, i, o] * v + theta[1, i, o] * u);
        }
    }

    // ∂L/∂uᵢₒ = ∂L/∂aₒ (x·V)ₒ xᵢ, ∂L/∂vᵢₒ = ∂L/∂aₒ (x·U)ₒ xᵢ
    public override void AddGradient<TLane>(
        ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, ReadOnlySpan<TLane> da, LayerNumbers<TLane> gradient)
    {
        for (int o = 0; o < Units; o++)
        {
            TLane u = Sum(x, theta, 0, o), v = Sum(x, theta, 1, o);
            for (int i = 0; i < x.Length; i++)
            {
                gradient[0, i, o] += da[o] * v * x[i];
                gradient[1, i, o] += da[o] * u * x[i];
            }
        }
    }

    static TLane Sum<TLane>(ReadOnlySpan<TLane> x, LayerNumbers<TLane> theta, int block, int column) where TLane : struct, ILane<TLane>
    {
        TLane sum = x[0] * theta[block, 0, column];
        for (int i = 1; i < x.Length; i++) sum += x[i] * theta[block, i, column];
        return sum;
    }
}
