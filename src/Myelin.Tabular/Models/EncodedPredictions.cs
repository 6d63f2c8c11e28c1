namespace Myelin.Tabular;

/// <summary>Predictions for rows that are encoded already.</summary>
static class EncodedPredictions
{
    /// <param name="rows">as <see cref="TableEncoder.Apply"/> gives them, one after the other</param>
    /// <param name="run">writes a network's outputs for these rows, after its link</param>
    public static IReadOnlyList<Prediction> Of(TabularModel model, float[] rows, Action<int, float[]> run)
    {
        using Basis.LastUser.Stay stay = model.Use();
        MeanAnswer mean = model.Answer;
        int width = model.Network.Outputs, answers = mean.Width, count = rows.Length / model.Encoder.Width;
        (float[] outputs, double[] sums) = (new float[count * width], new double[count * answers]);
        ModelCalibration calibration = model.Calibration;
        for (int i = 0; i < model.Members.Count; i++)
        {
            run(i, outputs);
            for (int row = 0; row < count; row++)
                mean.Add(sums.AsSpan(row * answers, answers), outputs.AsSpan(row * width, width),
                    calibration.OfMembers ? calibration.Temperature : 1, model.Weights[i]);
        }
        double weights = model.TotalWeight;
        return calibration.Apply(
            [.. Enumerable.Range(0, count).Select(row => mean.Of(sums.AsSpan(row * answers, answers), weights))], model.Target);
    }
}
