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

    /// <summary>Adds what each network says.</summary>
    /// <returns>the first row of which one says a number that is not finite; −1 for none</returns>
    public int Add(TabularModel model, MeanAnswer mean, double temperature)
    {
        int width = model.Network.Outputs, answers = mean.Width, rows = Sums.Length / answers;
        Sums.Clear();
        Free.Clear();
        for (int i = 0; i < model.Members.Count && rows > 0; i++)
        {
            double weight = model.Weights[i];
            model.Members[i].Predict(Inputs, Outputs);
            for (int n = 0; n < Outputs.Length; n++)
                if (!float.IsFinite(Outputs[n])) return n / width;
            for (int row = 0; row < rows; row++)
            {
                mean.Add(Sums.Slice(row * answers, answers), Outputs.Slice(row * width, width), temperature, weight);
                if (!Free.IsEmpty) Free[row] += weight * model.Target.Scaling!.Invert(Outputs[row * width]);
            }
        }
        return -1;
    }
}
