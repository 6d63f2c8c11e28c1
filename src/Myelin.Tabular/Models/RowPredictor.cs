using Myelin.Basis;

namespace Myelin.Tabular;

/// <summary>
/// Predicts rows whose cells are given one by one. Numbers, missing cells, and words that were in training allocate nothing. A prediction
/// is the same bits as <see cref="TabularModel.Predict(Table)"/> gives.
/// </summary>
/// <remarks>Give every cell of rows 0 to n − 1, then <see cref="Predict"/> n rows. Not for two threads at a time.</remarks>
sealed class RowPredictor
{
    /// <summary>Rows that are predicted at a time, at most.</summary>
    public const int MostRows = 256;

    const string Name = "row";

    readonly TabularModel _model;
    readonly CellLayout[] _cells;
    readonly Table _table;
    readonly double[][] _numbers;
    readonly long[][] _dates;
    readonly int _width, _outputsOfARow;
    PredictionOptions _options = new();
    MeanAnswer _mean;
    float[] _inputs, _outputs, _probabilities;
    double[] _sums, _free;
    int[] _classes;
    double[] _values;
    RowFlags[] _flags;
    List<UnknownCell>?[]? _unknown;
    long _before;

    public RowPredictor(TabularModel model)
    {
        (_model, _cells, _width, _outputsOfARow) = (model, model.Cells, model.Encoder.Width, model.Network.Outputs);
        _mean = model.AnswerOf(_options);
        _numbers = [.. _cells.Select(_ => new double[1])];
        _dates = [.. _cells.Select(_ => new long[1])];
        // a column of one cell, which changes from row to row
        _table = new(Name, [.. _cells.Select((cell, i) => (Column)(cell.Encoder.Type == ColumnType.Date
            ? new DateColumn(cell.Encoder.Column, _dates[i])
            : new NumberColumn(cell.Encoder.Column, _numbers[i])))], RowPlaces.OfRows());
        (_inputs, _outputs, _probabilities, _sums, _free, _classes, _values, _flags) = ([], [], [], [], [], [], [], []);
    }

    /// <summary>Columns that each row has a cell of.</summary>
    public int Columns => _cells.Length;

    /// <summary>0 in regression.</summary>
    public int Classes => _model.Target.Classes?.Count ?? 0;

    /// <summary>Whether cells that are unlike the training rows' are kept for <see cref="UnknownCells"/>, which allocates.</summary>
    public bool KeepsUnknown { get; set; }

    /// <summary>How rows are predicted.</summary>
    public PredictionOptions Options
    {
        get => _options;
        set
        {
            if (ReferenceEquals(value, _options)) return;
            (_options, _mean) = (value, _model.AnswerOf(value));
        }
    }

    /// <summary>Begins rows whose cells follow.</summary>
    /// <param name="before">rows before these, so that errors count on</param>
    public void Begin(int rows, long before = 0)
    {
        _before = before;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MostRows);
        if (_flags.Length < rows) Grow(rows == 1 ? 1 : MostRows);
        Array.Clear(_flags, 0, rows);
        if (_unknown is not null) Array.Clear(_unknown);
    }

    /// <summary>A number: of a column of truth values 0 or 1, of dates days since 1970-01-01; NaN is a missing cell.</summary>
    /// <exception cref="InvalidFileException">The value is not what was trained on.</exception>
    public void Set(int row, int column, double number)
    {
        CellLayout cell = _cells[column];
        if (cell.IsMissing(number)) SetMissing(row, column);
        else if (cell.Encoder.Type == ColumnType.Number && double.IsFinite(number) && cell.Encoder.Categories is null)
            SetNumber(row, column, number);
        else if (cell.Encoder.Type == ColumnType.Date)
        {
            double ticks = DateTime.UnixEpoch.Ticks + Math.Round(number * TimeSpan.TicksPerDay);
            if (!(ticks >= 0 && ticks < DateTime.MaxValue.Ticks)) throw Invalid(row, cell.Encoder, "the value is no day of the calendar");
            SetDate(row, column, new((long)ticks));
        }
        else if (cell.Encoder.Type == ColumnType.Boolean && number is 0 or 1) Set(row, column, number == 1);
        else SetAny(row, column, number);
    }

    /// <summary>A truth value.</summary>
    /// <inheritdoc cref="Set(int, int, double)" path="/exception"/>
    public void Set(int row, int column, bool truth)
    {
        int place = _cells[column].Encoder.Type == ColumnType.Boolean ? _cells[column].PlaceOf(truth ? "true" : "false") : -1;
        if (place < 0) SetAny(row, column, truth);
        else SetWord(row, column, place, []);
    }

    /// <summary>A text: of a column of words one of them, of others what a CSV file would have.</summary>
    /// <inheritdoc cref="Set(int, int, double)" path="/exception"/>
    public void Set(int row, int column, ReadOnlySpan<char> text)
    {
        int place = _cells[column].PlaceOf(text);
        if (place < 0) SetAny(row, column, text.ToString());
        else SetWord(row, column, place, text);
    }

    public void SetMissing(int row, int column)
    {
        CellLayout cell = _cells[column];
        if (cell.IsComplete) Add(row, column, UnknownKind.Missing, "", false);
        if (cell.KeepsWords) cell.Write(cell.MissingPlace, Row(row));
        else
        {
            (_numbers[column][0], _dates[column][0]) = (double.NaN, DateColumn.MissingTicks);
            cell.Write(_table, _table.Columns[column], Row(row));
        }
    }

    /// <summary>A value as programs have them: a number, a text, a truth value, a date; null for a missing cell.</summary>
    /// <inheritdoc cref="Set(int, int, double)" path="/exception"/>
    public void Set(int row, int column, object? value)
    {
        switch (PlainValue.Of(value))
        {
            case null: SetMissing(row, column); break;
            case double number when _cells[column].Encoder.Type == ColumnType.Number: Set(row, column, number); break;
            case int number when _cells[column].Encoder.Type == ColumnType.Number: Set(row, column, number); break;
            case bool truth: Set(row, column, truth); break;
            case string text: Set(row, column, text.AsSpan()); break;
            case var other: SetAny(row, column, other); break;
        }
    }

    /// <summary>Predicts the rows 0 to n − 1.</summary>
    /// <exception cref="InvalidFileException">A prediction is not finite, or, where the options are strict, a cell
    /// is unlike the training rows'.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    public void Predict(int rows)
    {
        using LastUser.Stay stay = _model.Use();
        MeanAnswer mean = _mean;
        int width = _outputsOfARow, answers = mean.Width;
        ModelCalibration calibration = _model.Calibration;
        Span<double> sums = _sums.AsSpan(0, rows * answers), free = _free.AsSpan(0, mean.Bounds is null ? 0 : rows);
        var run = new MemberRun(_inputs.AsSpan(0, rows * _width), _outputs.AsSpan(0, rows * width), sums, free);
        int bad = run.Add(_model, mean, calibration.OfMembers ? calibration.Temperature : 1);
        if (bad >= 0) throw NotFinite(bad);
        double weights = _model.TotalWeight;
        for (int row = 0; row < rows; row++)
        {
            if (mean.IsClamped(free, row, weights)) _flags[row] |= RowFlags.Clamped;
            if (Classes == 0) (_classes[row], _values[row]) = (-1, sums[row] / weights);
            else
            {
                Span<float> probabilities = _probabilities.AsSpan(row * answers, answers);
                MeanAnswer.Mean(sums.Slice(row * answers, answers), weights, probabilities);
                int said = _classes[row] = calibration.Decide(probabilities);
                _values[row] = probabilities[said];
            }
        }
    }

    /// <summary>Of classes the probability of the predicted one.</summary>
    public double Value(int row) => _values[row];

    /// <summary>−1 in regression.</summary>
    public int Class(int row) => _classes[row];

    public ReadOnlySpan<float> Probabilities(int row) => _probabilities.AsSpan(row * Classes, Classes);

    public RowFlags Flags(int row) => _flags[row];

    public IReadOnlyList<UnknownCell> UnknownCells(int row) => _unknown?[row] ?? (IReadOnlyList<UnknownCell>)[];

    /// <summary>The prediction as a value.</summary>
    public Prediction Prediction(int row) => new(
        Classes == 0 ? null : _model.Target.Classes![_classes[row]], Probabilities(row).ToArray(), _values[row])
    {
        UnknownCells = UnknownCells(row),
        IsClamped = (_flags[row] & RowFlags.Clamped) != 0,
    };

    Span<float> Row(int row) => _inputs.AsSpan(row * _width, _width);

    void SetNumber(int row, int column, double number)
    {
        CellLayout cell = _cells[column];
        _numbers[column][0] = number;
        Compare(row, column, number);
        cell.Write(_table, _table.Columns[column], Row(row));
    }

    void SetDate(int row, int column, DateTime date)
    {
        _dates[column][0] = date.Ticks;
        Compare(row, column, DateColumn.Days(date.Ticks));
        _cells[column].Write(_table, _table.Columns[column], Row(row));
    }

    void SetWord(int row, int column, int place, ReadOnlySpan<char> text)
    {
        CellLayout cell = _cells[column];
        if (place == cell.MissingPlace && cell.IsComplete) Add(row, column, UnknownKind.Missing, "", false);
        else if (place == cell.UnseenPlace) Add(row, column, UnknownKind.Unseen, KeepsUnknown ? text.Trim(" \t").ToString() : "", false);
        cell.Write(place, Row(row));
    }

    /// <summary>A value that has to be read as the cells of the training table were.</summary>
    void SetAny(int row, int column, object value)
    {
        CellLayout cell = _cells[column];
        try
        {
            Column read = SingleRow.ColumnOf(cell.Encoder, value, _model);
            if (read.IsMissing(0))
            {
                SetMissing(row, column);
                return;
            }
            var table = new Table(Name, [read], RowPlaces.OfRows());
            foreach (UnknownCell unlike in Myelin.Tabular.UnknownCells.OfCell(table, cell.Encoder))
                Add(row, column, unlike.Kind, unlike.Text, unlike.IsFar);
            cell.Write(table, read, Row(row));
        }
        // of a table of one row, which the caller does not know
        catch (InvalidFileException e) when (e.Path == Name)
        {
            string place = $"column {cell.Encoder.Column}: ";
            throw Invalid(row, cell.Encoder, e.Problem[(e.Problem.IndexOf(place, StringComparison.Ordinal) + place.Length)..]);
        }
    }

    InvalidFileException Invalid(int row, ColumnEncoder encoder, string problem) =>
        new(FormattableString.Invariant($"{Name} {_before + row + 1}, column {encoder.Column}"), problem);

    void Compare(int row, int column, double value)
    {
        if (_cells[column].Encoder.Range is not { } range || !(value < range.Low || value > range.High)) return;
        UnknownKind kind = value < range.Low ? UnknownKind.BelowRange : UnknownKind.AboveRange;
        Add(row, column, kind, KeepsUnknown ? _table.Columns[column].Text(0)! : "", range.IsFar(value));
    }

    void Add(int row, int column, UnknownKind kind, string text, bool isFar)
    {
        ColumnEncoder encoder = _cells[column].Encoder;
        if (Options.Strict)
            throw Invalid(row, encoder, kind == UnknownKind.Missing
                ? "the value is missing, and training had no missing value in this column"
                : encoder.Categories is null ? $"the value is outside the training range {encoder.Range?.Text(encoder.Type)}"
                : "the value is a category that was not in training");
        _flags[row] |= isFar ? RowFlags.Unknown | RowFlags.Far : RowFlags.Unknown;
        if (!KeepsUnknown) return;
        _unknown ??= new List<UnknownCell>?[MostRows];
        (_unknown[row] ??= []).Add(new(encoder.Column, kind, text, isFar));
    }

    InvalidFileException NotFinite(int row) =>
        new(FormattableString.Invariant($"{Name} {_before + row + 1}"),
            "the prediction is not a finite number. Is a cell far beyond those that were trained on?");

    void Grow(int rows)
    {
        int answers = Math.Max(1, Classes);
        (_inputs, _outputs) = (new float[rows * _width], new float[rows * _outputsOfARow]);
        (_probabilities, _sums, _free) = (new float[rows * Classes], new double[rows * answers], new double[rows]);
        (_classes, _values, _flags) = (new int[rows], new double[rows], new RowFlags[rows]);
    }
}
