using Myelin.Tabular;

namespace Myelin.Native.Boundary;

/// <summary>One call of <c>myelin_predict_columns</c>: rows of arrays of the caller, predicted block by block into others.</summary>
readonly unsafe ref struct ColumnCall(ModelHandle model, Options options, Cells* columns, Outputs outputs)
{
    /// <summary>Longer texts take memory.</summary>
    const int Buffer = 1024;

    readonly Options _options = options;

    /// <exception cref="ArgumentException">An argument is none that the model takes.</exception>
    /// <exception cref="FormatException">A cell is none that the model takes.</exception>
    public void Run(long columnCount, long rows)
    {
        TabularModel trained = model.Model;
        int count = trained.Encoder.Columns.Count;
        if (columnCount != count)
            throw new ArgumentException($"The model takes {count} columns, but column_count is {columnCount}.");
        for (int i = 0; i < count && rows > 0; i++)
            if ((columns[i].Numbers is null) == (columns[i].Texts is null))
                throw new ArgumentException(
                    $"Column {trained.Encoder.Columns[i].Column} (columns[{i}]) must have either numbers or texts; the other is NULL.");
        double coverage = _options.CheckedCoverage();
        PredictionIntervals? intervals = outputs.Low is null && outputs.High is null ? null
            : coverage > 0 ? PredictionJson.Intervals(trained)
            : throw new ArgumentException("Intervals need a coverage between 0 and 1 in the options, such as 0.9.");
        RowPredictor predictor = model.Rent();
        predictor.Options = _options.Of();
        predictor.KeepsUnknown = false;
        for (long first = 0; first < rows; first += RowPredictor.MostRows)
        {
            int block = (int)Math.Min(RowPredictor.MostRows, rows - first);
            predictor.Begin(block, first);
            for (int i = 0; i < count; i++) Give(predictor, i, first, block);
            predictor.Predict(block);
            for (int row = 0; row < block; row++) Take(predictor, row, first + row, intervals, coverage);
        }
        // after an error it is not used again
        model.Return(predictor);
    }

    void Give(RowPredictor predictor, int column, long first, int rows)
    {
        Cells cells = columns[column];
        if (cells.Numbers is not null)
        {
            for (int row = 0; row < rows; row++) predictor.Set(row, column, cells.Numbers[first + row]);
            return;
        }
        Span<char> buffer = stackalloc char[Buffer];
        for (int row = 0; row < rows; row++)
        {
            byte* text = cells.Texts[first + row];
            if (text is null) predictor.SetMissing(row, column);
            else predictor.Set(row, column, Text.Read(text, buffer));
        }
    }

    void Take(RowPredictor predictor, int row, long to, PredictionIntervals? intervals, double coverage)
    {
        if (outputs.Values is not null) outputs.Values[to] = predictor.Value(row);
        if (outputs.Classes is not null) outputs.Classes[to] = predictor.Class(row);
        if (outputs.Flags is not null) outputs.Flags[to] = (int)predictor.Flags(row);
        if (outputs.Probabilities is not null)
        {
            ReadOnlySpan<float> probabilities = predictor.Probabilities(row);
            probabilities.CopyTo(new(outputs.Probabilities + to * probabilities.Length, probabilities.Length));
        }
        if (intervals is null) return;
        Interval between = intervals.Of(predictor.Value(row), coverage);
        if (outputs.Low is not null) outputs.Low[to] = between.Low;
        if (outputs.High is not null) outputs.High[to] = between.High;
    }
}
