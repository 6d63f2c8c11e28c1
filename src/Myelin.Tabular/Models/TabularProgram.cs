namespace Myelin.Tabular;

/// <summary>
/// A model as a program that any language can carry out: cells become the networks' input row by <see cref="Rules"/>, each of
/// <see cref="Members"/> makes an output row of it, and their weighted mean is the answer.
/// </summary>
/// <remarks>
/// <para>Of classes, pᵢ is member i's output where its link is softmax; else the output without what is below 0, divided (in float) by its
/// sum in double precision, or 1 at the first largest where the sum is 0. With a <see cref="MemberTemperature"/> each pᵢ is tempered. The
/// probability of class k is float(Σᵢ wᵢ·pᵢₖ / Σᵢ wᵢ), summed in double precision, member after member; then a
/// <see cref="MeanTemperature"/> tempers once more, and it is rounded to float again. The class is the first of the most probable ones
/// before <see cref="MeanTemperature"/>, or with a threshold t the second if its probability in double precision is at least t, else
/// the first.</para>
/// <para>Of numbers, yᵢ = <see cref="Myelin.Tabular.Scaling.Invert"/>(output), between <see cref="TabularModel.Bounds"/> where there are
/// any, and the prediction is Σᵢ wᵢ·yᵢ / Σᵢ wᵢ; <see cref="PredictionIntervals.Of"/> gives its interval.</para>
/// <para>Tempering p with T, in double precision: qₖ = ln max(pₖ, 2⁻¹⁴⁹) / T, then softmax of q.</para>
/// </remarks>
sealed class TabularProgram
{
    TabularProgram(TabularModel model)
    {
        (Model, Rules) = (model, model.Encoder.Rules());
        Members = [.. model.Members.Select(member => ForwardGraph.Of(member.Network, member.Parameters, member.Link))];
    }

    /// <exception cref="NotSupportedException">A column is encoded by your own code, or a function of your own has no formula.</exception>
    public static TabularProgram Of(TabularModel model) => new(model);

    public TabularModel Model { get; }

    /// <summary>Column after column.</summary>
    public IReadOnlyList<CellRule> Rules { get; }

    public IReadOnlyList<ForwardGraph> Members { get; }

    /// <summary>Of each member's probabilities; null for none.</summary>
    public double? MemberTemperature =>
        Model.Target.Classes is not null && Model.Calibration is { OfMembers: true, Temperature: var temperature } && temperature != 1
            ? temperature : null;

    /// <summary>Of the mean's probabilities; null for none. With a threshold it may be 1, which still rounds them.</summary>
    public double? MeanTemperature =>
        Model.Target.Classes is not null && Model.Calibration is { OfMembers: false } calibration &&
        (calibration.Temperature != 1 || calibration.Threshold is not null)
            ? calibration.Temperature : null;
}
