using System.Globalization;
using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>Compares what a file gave with what the model predicts, row by row.</summary>
/// <param name="rows">what the rows are, in messages: made rows</param>
sealed class ParityCheck(string rows)
{
    (double Difference, int Row, string Output) _worst = (0, 0, "");
    double _furthest;
    int _rows, _unsteady, _labels, _firstLabel;

    /// <summary>What was found.</summary>
    public OnnxParity Parity => new(_rows, Math.Max(_worst.Difference, _furthest), _labels) { UnsteadyRows = _unsteady };

    /// <param name="outputs">of the file for the rows of the table, by name</param>
    public void Add(TabularModel model, Table table, IReadOnlyDictionary<string, OnnxTensor> outputs, double coverage)
    {
        var answers = new GivenAnswers(model, outputs, coverage, table.Rows);
        IReadOnlyList<Prediction> predictions = model.Predict(table);
        (double Difference, string Output)[] found = [.. predictions.Select((prediction, row) => answers.Difference(row, prediction))];
        int[] far = [.. Enumerable.Range(0, found.Length).Where(row => found[row].Difference > OnnxParity.Most)];
        Dictionary<int, double> errors = far.Length == 0 ? [] : RoundingError.Of(model, table.Take(far)).Index()
            .ToDictionary(one => far[one.Index], one => one.Item);
        for (int row = 0; row < found.Length; row++)
        {
            // both file and model may be that far from what both compute
            double tolerance = OnnxParity.Most;
            if (errors.TryGetValue(row, out double error) && double.IsFinite(error) && found[row].Difference <= 2 * error)
            {
                _unsteady++;
                _furthest = Math.Max(_furthest, found[row].Difference);
                tolerance = 2 * error;
            }
            else Add(found[row].Difference, _rows + row, found[row].Output);
            if (answers.HasOtherClass(row, predictions[row], tolerance) && _labels++ == 0) _firstLabel = _rows + row;
        }
        _rows += found.Length;
    }

    /// <param name="predictions">[rows × width]</param>
    /// <param name="output">of the file</param>
    public void Add(ReadOnlySpan<float> predictions, int width, OnnxTensor output)
    {
        float[] given = GivenAnswers.Values<float>(output, OnnxNames.Output, predictions.Length / width, width);
        for (int i = 0; i < predictions.Length; i++)
            Add(GivenAnswers.Difference(given[i], predictions[i], 1), _rows + i / width, OnnxNames.Output);
        _rows += predictions.Length / width;
    }

    /// <exception cref="NotSupportedException">The file differs from the model by more than <see cref="OnnxParity.Most"/>.</exception>
    public OnnxParity Demand()
    {
        if (_worst.Difference > OnnxParity.Most)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"the ONNX file would not predict as the model does: row {_worst.Row + 1} of {rows}: {_worst.Output} differs by " +
                $"{_worst.Difference:G2}, more than {OnnxParity.Most:G2}. Nothing is written"));
        if (_labels > 0)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"the ONNX file would not predict as the model does: row {_firstLabel + 1} of {rows}: {OnnxNames.Class} is another, " +
                $"as in {_labels} of {_rows} rows. Nothing is written"));
        return Parity;
    }

    void Add(double difference, int row, string output)
    {
        if (difference > _worst.Difference) _worst = (difference, row, output);
    }
}
