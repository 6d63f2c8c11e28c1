namespace Myelin.Tabular.Reading;

/// <summary>
/// Collects the cells of one column and finds out what they are. A column is kept both as numbers and as words until one of the two
/// is clear, so that most files are read once.
/// </summary>
/// <param name="asked">the type that the user or an earlier reading says</param>
/// <param name="canReread">whether the cells can be had again, if the wrong one of the two was kept</param>
/// <param name="decimalSign">the sign of numbers in cells of text</param>
sealed class ColumnBuilder(string name, ColumnType? asked, bool canReread, char decimalSign)
{
    /// <summary>Cells of one kind that, being more than twice the other kind's, make the column's kind clear enough to keep it alone.</summary>
    const int Clear = 1024;

    /// <summary>Cells among numbers that are slips, and make the column an error, unless they are so many and a tenth of all besides.</summary>
    const int FewSlips = 10;

    List<double>? _numbers = asked is null or ColumnType.Number ? [] : null;
    List<int>? _codes = asked is ColumnType.Number ? null : [];
    readonly Dictionary<string, int> _known = [];
    readonly List<(string Word, bool Mistaken)> _words = [];
    int _numberCount, _otherCount, _mistakenCount;
    bool _numbersHadText;
    (int Row, string Content)? _firstOther, _firstMistaken;

    public string Name => name;

    public int Present => _numberCount + _otherCount;

    public void AddMissing()
    {
        _numbers?.Add(double.NaN);
        _codes?.Add(CategoryColumn.MissingCode);
    }

    /// <summary>A cell that is a number by its nature, as a database has them.</summary>
    /// <param name="word">the number as text, where it has more digits than a double holds</param>
    public void AddNumber(double number, string? word = null)
    {
        _numberCount++;
        _numbers?.Add(number);
        _codes?.Add(Code(word ?? NumberColumn.Format(number), false));
        // words of such numbers can be made again from the numbers
        if (asked is null && _numberCount > Clear && _otherCount == 0 && !_numbersHadText) _codes = null;
    }

    /// <summary>A cell of text, which may be a number's.</summary>
    public void AddText(ReadOnlySpan<char> cell, int row)
    {
        double number = double.NaN;
        bool isNumber = (_numbers is not null || asked is null) && NumberText.TryParse(cell, decimalSign, out number);
        if (_codes is null && !canReread && asked is null) WordsOfNumbers();
        if (isNumber) (_numberCount, _numbersHadText) = (_numberCount + 1, true);
        else AddOther(cell, row);
        _numbers?.Add(isNumber ? number : double.NaN);
        if (_codes is not null && isNumber) _codes.Add(Code(cell, false));
        if (asked is null && canReread) KeepOne();
    }

    void AddOther(ReadOnlySpan<char> cell, int row)
    {
        _otherCount++;
        bool mistaken;
        if (_codes is not null)
        {
            int code = Code(cell, true);
            _codes.Add(code);
            mistaken = _words[code].Mistaken;
        }
        else
        {
            mistaken = NumberText.Mistaken(cell, decimalSign) is not null;
        }
        _firstOther ??= (row, cell.ToString());
        if (!mistaken) return;
        _mistakenCount++;
        _firstMistaken ??= (row, cell.ToString());
    }

    void WordsOfNumbers()
    {
        _codes = [];
        foreach (double number in _numbers!)
            _codes.Add(double.IsNaN(number) ? CategoryColumn.MissingCode : Code(NumberColumn.Format(number), false));
    }

    int Code(ReadOnlySpan<char> word, bool mayBeMistaken)
    {
        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out int code)) return code;
        string text = word.ToString();
        _known.Add(text, code = _words.Count);
        _words.Add((text, mayBeMistaken && NumberText.Mistaken(word, decimalSign) is not null));
        return code;
    }

    void KeepOne()
    {
        if (_codes is not null && _numberCount > Clear && _numberCount > 2 * _otherCount) _codes = null;
        else if (_numbers is not null && _otherCount > Clear && _otherCount > 2 * _numberCount) _numbers = null;
    }

    /// <summary>
    /// What the column is if nobody says: numbers if all cells are; an error if half of them or more are or seem to be, and those that are not
    /// are few, as slips are; else words, as ticket numbers are of which some have letters.
    /// </summary>
    /// <param name="invalid">makes the error of a row and what is wrong in it</param>
    public ColumnType Verdict(Func<int, string, Exception> invalid)
    {
        if (asked is { } type) return type;
        if (_otherCount == 0) return ColumnType.Number;
        if (2L * _numberCount >= Present && (_otherCount < FewSlips || 10L * _otherCount < Present)) throw NotANumber(_firstOther!.Value, invalid);
        if (_mistakenCount > 0 && 2L * (_numberCount + _mistakenCount) >= Present) throw NotANumber(_firstMistaken!.Value, invalid);
        return ColumnType.Text;
    }

    /// <summary>The column, or null if its cells must be read again with the verdict as the type asked for.</summary>
    public Column? Build(Func<int, string, Exception> invalid) => Verdict(invalid) switch
    {
        ColumnType.Number when asked is ColumnType.Number && _otherCount > 0 => throw NotANumber(_firstOther!.Value, invalid),
        ColumnType.Number => _numbers is null ? null : new NumberColumn(name, [.. _numbers]),
        _ when _codes is null => null,
        ColumnType.Category => new CategoryColumn(name, ColumnType.Category, [.. _codes!], Words()),
        ColumnType.Boolean => Booleans(invalid),
        ColumnType.Date => Dates(invalid),
        _ => Words(asked is ColumnType.Text),
    };

    Column Words(bool nothingElse)
    {
        if (!nothingElse && Present > 0)
        {
            if (_words.TrueForAll(word => BooleanColumn.Parse(word.Word) is not null)) return Booleans(null);
            if (_words.TrueForAll(word => DateText.TryParse(word.Word, out _))) return Dates(null);
        }
        bool free = 2L * _words.Count > _codes!.Count(code => code >= 0);
        return new CategoryColumn(name, free ? ColumnType.Text : ColumnType.Category, [.. _codes!], Words());
    }

    BooleanColumn Booleans(Func<int, string, Exception>? invalid)
    {
        var values = new sbyte[_words.Count];
        for (int code = 0; code < values.Length; code++)
            values[code] = BooleanColumn.Code((BooleanColumn.Parse(_words[code].Word) ?? BooleanOfDigit(_words[code].Word)) ??
                throw invalid!(RowOf(code), $"{Cell.Quote(_words[code].Word)} is neither true nor false"));
        return new(name, [.. _codes!.Select(code => code < 0 ? BooleanColumn.Code(null) : values[code])]);
    }

    static bool? BooleanOfDigit(string word) => word switch { "1" => true, "0" => false, _ => null };

    DateColumn Dates(Func<int, string, Exception>? invalid)
    {
        var ticks = new long[_words.Count];
        for (int code = 0; code < ticks.Length; code++)
            ticks[code] = DateText.TryParse(_words[code].Word, out DateTime date) ? date.Ticks
                : throw invalid!(RowOf(code), $"{Cell.Quote(_words[code].Word)} is not a date as 2026-11-22 or 2026-11-22T18:30:00");
        return new(name, [.. _codes!.Select(code => code < 0 ? DateColumn.MissingTicks : ticks[code])]);
    }

    int RowOf(int code) => _codes!.IndexOf(code);

    string[] Words() => [.. _words.Select(word => word.Word)];

    Exception NotANumber((int Row, string Content) cell, Func<int, string, Exception> invalid)
    {
        string content = Cell.Quote(cell.Content), why = NumberText.Mistaken(cell.Content, decimalSign) is string reason ? $" ({reason})" : "";
        string others = asked is null && _numberCount > 0 ? $", but {_numberCount} of the column's {Present} cells are" : "";
        return invalid(cell.Row, $"{content} is not a number{why}{others}. Fix the cell, or read the column as text " +
            $"(--column {name}:text), or take such cells as missing (--missing '{(cell.Content.Length > 40 ? "…" : cell.Content)}')");
    }
}
