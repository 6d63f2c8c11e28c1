using Myelin.Numerics;
using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>
/// How far a model's prediction in float32 is from its prediction in double precision: what any order of sums, and the last bits of e^x and
/// cos x, may move it by. Where large numbers cancel that is more than a millionth.
/// </summary>
static class RoundingError
{
    const int Trials = 16;

    // so that each trial rounds in another way
    const float LastBits = 1f / (1 << 22);

    /// <summary>The largest of each row and of a few rows that differ from it in the last bits.</summary>
    public static double[] Of(TabularModel model, Table rows)
    {
        float[] encoded = model.Encoder.Apply(rows);
        var largest = new double[rows.Rows];
        List<Model<double>> exact = [];
        try
        {
            exact.AddRange(model.Members.Select(Wide));
            Measure(model, encoded, exact, largest);
        }
        finally
        {
            foreach (Model<double> wide in exact) wide.Dispose();
        }
        return largest;
    }

    static void Measure(TabularModel model, float[] encoded, List<Model<double>> exact, double[] largest)
    {
        for (int trial = 0; trial < Trials; trial++)
        {
            var random = new RandomStream((ulong)trial, RandomPurpose.Other);
            float[] nudged = trial == 0 ? encoded
                : Array.ConvertAll(encoded, number => number * (random.NextInt32(2) == 0 ? 1 - LastBits : 1 + LastBits));
            IReadOnlyList<Prediction> single =
                EncodedPredictions.Of(model, nudged, (i, outputs) => model.Members[i].Predict(nudged, outputs));
            double[] inputs = Array.ConvertAll(nudged, number => (double)number);
            IReadOnlyList<Prediction> twice = EncodedPredictions.Of(model, nudged, (i, outputs) =>
            {
                var wide = new double[outputs.Length];
                exact[i].Predict(inputs, wide);
                for (int o = 0; o < wide.Length; o++) outputs[o] = (float)wide[o];
            });
            for (int row = 0; row < largest.Length; row++)
                largest[row] = Math.Max(largest[row], GivenAnswers.Difference(model, single[row], twice[row]));
        }
    }

    /// <summary>The same model in double precision.</summary>
    public static Model<double> Wide(Model<float> model)
    {
        Parameters<double> parameters = model.Network.Parameters<double>();
        for (int b = 0; b < parameters.Blocks.Count; b++)
        {
            var values = new float[parameters.Blocks[b].Count];
            model.Parameters.Read(b, values);
            parameters.Write(b, Array.ConvertAll(values, value => (double)value));
        }
        return new(model.Network, parameters) { Link = model.Link };
    }
}
