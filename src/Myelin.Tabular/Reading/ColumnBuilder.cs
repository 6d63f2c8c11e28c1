using System.Globalization;
using System.Runtime.InteropServices;

namespace Myelin.Tabular;

/// <summary>
/// Collects the cells of one column and finds out what they are. A column is kept both as numbers and as words until one of the two
/// is clear, so that most files are read once.
/// </summary>
/// <param name="asked">the type that the user or an earlier reading says</param>
/// <param name="canReread">whether the cells can be had again, if the wrong one of the two was kept</param>
/// <param name="form">how cells of text are written</param>
/// <param name="bound">how many words are kept; null for all</param>
/// <param name="clearly">cells of one kind that, being more than twice the other kind's, make the column's kind clear
/// enough to keep it alone</param>
sealed class ColumnBuilder(string name, ColumnType? asked, bool canReread, CellForm form, WordBound? bound = null,
    int clearly = ColumnBuilder.Clearly)
{
    const int Clearly = 1024, AllClearly = 2_000_000, LeastClearly = 16;

    /// <summary>Words that are no numbers of a column that is clearly numbers; they tell of a unit.</summary>
    const int MostOthers = 4096;

    List<double>? _numbers = asked is null or ColumnType.Number ? [] : null;
    List<int>? _codes = asked is ColumnType.Number ? null : [];
    List<long>? _ticks;
    readonly Dictionary<string, int> _known = [];
    readonly List<KnownWord> _words = [];
    readonly NumberDates _dates = new();
    readonly LostDigits _lost = new(form.DecimalSign, form.Thousands);
    readonly LeadingZeros _zeros = new();
    readonly DistinctCount _rest = bound is { } few ? new(Math.Clamp(few.Words, 16, 1024)) : new();
    CellForm? _found;
    int _numberCount, _otherCount, _mistakenCount, _noDateCount;
    long _characters;
    bool _numbersHadText, _hadCodes = asked is not ColumnType.Number, _hadNumbers = asked is null or ColumnType.Number;
    (int Row, string Content)? _firstNoDate;
    (int Row, string Content)? _firstOther, _firstMistaken;
    (ColumnType Type, CellForm Form)? _inferred;
    string? _missingWord;
    bool _isConverted, _isWritten;

    /// <summary>
    /// Fewer cells make kinds clear where there are very many columns: what is kept twice meanwhile would fill the memory.
    /// </summary>
    public static int ClearlyOf(int columns) => Math.Clamp(AllClearly / columns, LeastClearly, Clearly);

    public string Name => name;

    /// <summary>How cells of text are said to be written.</summary>
    public CellForm Given => form;

    /// <summary>Whether the type is the one that a model was trained with, which nobody can choose any more.</summary>
    public bool IsTrained { get; init; }
    // as given, or as found out by the words so far
    CellForm Written => _found ?? form;

    public int Present => _numberCount + _otherCount;

    /// <summary>The cells since <see cref="Clear"/> as numbers, as codes of words and as dates; empty where they are not kept so.</summary>
    public ReadOnlySpan<double> Numbers => CollectionsMarshal.AsSpan(_numbers);

    public ReadOnlySpan<int> Codes => CollectionsMarshal.AsSpan(_codes);

    public ReadOnlySpan<long> Ticks => CollectionsMarshal.AsSpan(_ticks);

    /// <summary>Different words, of which those beyond the bound are estimated.</summary>
    public int DifferentWords => _words.Count + _rest.Estimate;

    /// <summary>Forgets the cells, and keeps what they say of the column.</summary>
    public void Clear()
    {
        _numbers?.Clear();
        _codes?.Clear();
        _ticks?.Clear();
    }

    /// <summary>What may have to be said of the column; null where there is nothing.</summary>
    public ColumnRemarks? Remarks =>
        _missingWord is null && _lost.Integer is null && _lost.Merged is null ? null : new(_missingWord, _lost.Integer, _lost.Merged);

    /// <param name="word">that stands for it; empty where nothing does</param>
    public void AddMissing(ReadOnlySpan<char> word = default)
    {
        if (_missingWord is null && !word.IsEmpty) _missingWord = word.ToString();
        _numbers?.Add(double.NaN);
        _codes?.Add(CategoryColumn.MissingCode);
        _ticks?.Add(DateColumn.MissingTicks);
    }

    /// <summary>A cell that is a number by its nature, as a database has them.</summary>
    /// <param name="word">the number as text, where it has more digits than a double holds</param>
    public void AddNumber(double number, int row, string? word = null)
    {
        _numberCount++;
        _dates.AddOther();
        if (word is not null) _lost.Add(word, number);
        // words that were dropped were those of numbers that can be made again, unlike this one's
        if (_lost.Integer is not null && _codes is null && _ticks is null && !canReread && asked is null) WordsOfNumbers();
        _numbers?.Add(number);
        if (_codes is not null) AddCode(word ?? Digits(number), false, row);
        else if (_ticks is not null) AddDate(Digits(number), row);
        if (asked is null && _numberCount > clearly && _otherCount == 0 && !_numbersHadText && _lost.Integer is null) DropCodes();
    }

    /// <summary>The number of a cell of a database that has more digits than a double: what merges is said.</summary>
    public void Compare(string digits, double number) => _lost.Add(digits, number);

    /// <summary>A date that is one by its nature, as the column's dates are written where that says all of it.</summary>
    public string TextOf(DateTime date)
    {
        if (asked is not ColumnType.Date || form.Notation.DateFormat is null) return DateText.Format(date);
        string own = NotationText.Date(date, form.Notation);
        return form.TryDate(own, out DateTime read) && read == date ? own : DateText.Format(date);
    }

    /// <summary>A cell of text, which may be a number's.</summary>
    public void AddText(ReadOnlySpan<char> cell, int row)
    {
        double number = double.NaN;
        bool isNumber = (_numbers is not null || asked is null) && Written.TryNumber(cell, out number);
        if (isNumber && (cell.Length > LostDigits.Digits || Math.Abs(number) >= LostDigits.MostExact)) _lost.Add(cell, number);
        if (isNumber && LeadingZeros.Has(cell)) _zeros.Add(cell, number);
        if (_codes is null && _ticks is null && !canReread && asked is null) WordsOfNumbers();
        if (isNumber)
        {
            (_numberCount, _numbersHadText) = (_numberCount + 1, true);
            _dates.Add(cell);
        }
        else AddOther(cell, row);
        // it may have been the one that made the column numbers with a unit
        if (_isConverted && !isNumber) isNumber = Written.TryNumber(cell, out number);
        if (isNumber && !_isWritten && Written.HasWritten && Written.TryWritten(cell, out _)) _isWritten = true;
        _numbers?.Add(isNumber ? number : double.NaN);
        if (isNumber && _codes is not null) AddCode(cell, false, row);
        else if (isNumber && _ticks is not null) AddDate(cell, row);
        if (asked is null && canReread) KeepOne();
    }

    void AddOther(ReadOnlySpan<char> cell, int row)
    {
        _otherCount++;
        int code = CategoryColumn.UncountedCode;
        if (_codes is not null) code = AddCode(cell, true, row);
        else if (_ticks is not null) AddDate(cell, row);
        else if (asked is null && !_isConverted && _words.Count < MostOthers) AddWord(cell, true, row);
        bool mistaken = code >= 0 ? _words[code].Mistaken : NumberText.Mistaken(cell, form.DecimalSign) is not null;
        _firstOther ??= (row, cell.ToString());
        if (!mistaken) return;
        _mistakenCount++;
        _firstMistaken ??= (row, cell.ToString());
    }

    void WordsOfNumbers()
    {
        (_codes, _hadCodes) = ([], true);
        for (int row = 0; row < _numbers!.Count; row++)
            if (double.IsNaN(_numbers[row])) _codes.Add(CategoryColumn.MissingCode);
            else AddCode(Digits(_numbers[row]), false, row);
    }

    // whole numbers up to 2⁵³ as a file has them: 1e15 is 1000000000000000
    static string Digits(double number) => Math.Abs(number) is >= 1e15 and <= LostDigits.MostExact && number == Math.Truncate(number)
        ? ((long)number).ToString(CultureInfo.InvariantCulture) : NumberColumn.Format(number);

    /// <summary>Adds a word's cell and gives its code; below 0 where the bound is reached and the word is new.</summary>
    int AddCode(ReadOnlySpan<char> word, bool mayBeMistaken, int row)
    {
        if (!_known.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(word) &&
            bound is { } most && (_words.Count >= most.Words || _characters + word.Length > most.Characters)) return AddBeyond(word, row);
        int code = AddWord(word, mayBeMistaken, row);
        _codes!.Add(code);
        return code;
    }

    int AddWord(ReadOnlySpan<char> word, bool mayBeMistaken, int row)
    {
        if (!_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out int code))
        {
            string text = word.ToString();
            _known.Add(text, code = _words.Count);
            _characters += text.Length;
            _words.Add(new(text, mayBeMistaken && NumberText.Mistaken(word, form.DecimalSign) is not null, row, 0));
        }
        CollectionsMarshal.AsSpan(_words)[code].Count++;
        return code;
    }

    int AddBeyond(ReadOnlySpan<char> word, int row)
    {
        // as many different words as that are often moments, or numbers with a unit: their cells are kept as such
        bool isFirst = _ticks is null && _rest.Estimate == 0 && _words.Count > 0;
        if (isFirst && asked is null or ColumnType.Date && DatesOfAll() is { } dates)
        {
            _found = dates;
            long[] known = ColumnForm.TicksOf(Words(), dates);
            _ticks = [.. _codes!.Select(code => code < 0 ? DateColumn.MissingTicks : known[code])];
            _codes = null;
            AddDate(word, row);
        }
        else if (isFirst && asked is null && UnitColumnForm.OfAll(Look(Unseen)) is { } units && units.TryNumber(word, out _))
        {
            _found = units;
            double[] known = ColumnForm.NumbersOf(Words(), units);
            _numbers = [.. _codes!.Select(code => code < 0 ? double.NaN : known[code])];
            (_codes, _hadNumbers, _isConverted) = (null, true, true);
            (_numberCount, _otherCount, _mistakenCount, _firstOther, _firstMistaken) = (Present, 0, 0, null, null);
        }
        else
        {
            _rest.Add(word);
            _codes!.Add(CategoryColumn.UncountedCode);
        }
        return CategoryColumn.UncountedCode;
    }

    CellForm? DatesOfAll() =>
        asked is null ? DateColumnForm.OfAll(Look(Unseen)) : _words.TrueForAll(word => form.TryDate(word.Text, out _)) ? form : null;

    /// <summary>What of the column's numbers looks like dates; null where they do not.</summary>
    public (string Format, string First)? LikeDates => _dates.Format is { } like ? (like, _dates.First) : null;

    /// <summary>Those of the column's numbers that are written with leading zeros.</summary>
    public LeadingZeros Zeros => _zeros;

    /// <summary>The words so far.</summary>
    public WordColumn Seen => Look(Unseen);

    static Exception Unseen(int row, Advice problem) => new InvalidOperationException(problem.ToString());

    WordColumn Look(Func<int, Advice, Exception> invalid) => new(name, _words, Present, form, invalid);

    void AddDate(ReadOnlySpan<char> cell, int row)
    {
        if (Written.TryDate(cell, out DateTime date)) _rest.Add(date.Ticks);
        else
        {
            _noDateCount++;
            _firstNoDate ??= (row, cell.ToString());
        }
        _ticks!.Add(_firstNoDate is null ? date.Ticks : DateColumn.MissingTicks);
    }

    void DropCodes() => (_codes, _hadCodes) = (null, false);

    void KeepOne()
    {
        if (_codes is not null && _numberCount > clearly && _numberCount > 2 * _otherCount && _lost.Integer is null) DropCodes();
        else if (_numbers is not null && _otherCount > clearly && _otherCount > 2 * _numberCount) (_numbers, _hadNumbers) = (null, false);
    }

    /// <summary>
    /// What the column is if nobody says: numbers if all cells are; an error if half of them or more are or seem to be, and
    /// those that are not are few, as slips are; else words, as ticket numbers are of which some have letters. Integers that
    /// float64 cannot hold are words, too.
    /// </summary>
    /// <param name="invalid">makes the error of a row and what is wrong in it</param>
    public ColumnType Verdict(Func<int, Advice, Exception> invalid)
    {
        if (asked is { } type) return type;
        if (_otherCount == 0) return _lost.Integer is null ? ColumnType.Number : ColumnType.Text;
        if (2L * _numberCount < Present && Inferred(invalid) is { } found) return found.Type;
        if (WordColumn.AreSlips(_otherCount, Present)) throw NotANumber(_firstOther!.Value, invalid);
        if (_mistakenCount > 0 && 2L * (_numberCount + _mistakenCount) >= Present) throw NotANumber(_firstMistaken!.Value, invalid);
        if (_numberCount > 0 && _ticks is null) UnitColumnForm.Check(Look(invalid), _numberCount);
        return ColumnType.Text;
    }

    /// <summary>What the words are, where all are truth values, dates or numbers with a unit.</summary>
    (ColumnType Type, CellForm Form)? Inferred(Func<int, Advice, Exception> invalid)
    {
        if (_inferred is not null || !_hadCodes || _isConverted || Present == 0) return _inferred;
        if (_ticks is not null)
        {
            if (_noDateCount > 0 && WordColumn.AreSlips(_noDateCount, Present)) throw NoDate(_firstNoDate!.Value, invalid);
            return _inferred = _noDateCount == 0 ? (ColumnType.Date, Written) : null;
        }
        if (DifferentWords == _words.Count && _words.TrueForAll(word => BooleanColumn.Parse(word.Text) is not null))
            return _inferred = (ColumnType.Boolean, form);
        WordColumn words = Look(invalid);
        return _inferred = DateColumnForm.Of(words) is { } dates ? (ColumnType.Date, dates)
            : UnitColumnForm.Of(words) is { } units ? (ColumnType.Number, units) : null;
    }

    /// <summary>The column, or null if its cells must be read again with the verdict as the type asked for.</summary>
    public Column? Build(Func<int, Advice, Exception> invalid) => Form(invalid)?.Column(Numbers, Codes, Ticks);

    /// <summary>
    /// What the column is, and what its codes mean; null if its cells must be read again with the verdict as the type asked for.
    /// </summary>
    public ColumnForm? Form(Func<int, Advice, Exception> invalid)
    {
        ColumnType type = Verdict(invalid);
        if (asked is ColumnType.Number && _otherCount > 0) throw NotANumber(_firstOther!.Value, invalid);
        if (type == ColumnType.Number)
        {
            if (_inferred is { } found) return new(name, type, Words(), found.Form);
            bool isWritten = _isConverted || form.IsNamed || _isWritten;
            return _hadNumbers ? new(name, type, _isConverted ? Words() : [], isWritten ? Written : null) : null;
        }
        if (!_hadCodes || _isConverted) return null;
        if (asked is null or ColumnType.Text)
            type = _inferred?.Type ?? (2L * DifferentWords > Present && DifferentWords > 1 ? ColumnType.Text : ColumnType.Category);
        if (type == ColumnType.Date && _firstNoDate is { } no) throw NoDate(no, invalid);
        if (type != ColumnType.Date && _ticks is not null) return null;
        CellForm written = _inferred?.Form ?? Written;
        // asked for as dates, their order is still the column's to tell, unless a model has it
        if (asked is ColumnType.Date && _ticks is null && !form.IsNamed && form.Notation.DateFormat is null &&
            DateColumnForm.Of(Look(invalid)) is { } dates) written = dates;
        foreach (KnownWord word in _words)
            if (type == ColumnType.Boolean && BooleanColumn.CodeOf(word.Text) is null)
                throw invalid(word.Row, $"{Cell.Quote(word.Text)} is neither true nor false");
            else if (type == ColumnType.Date && !written.TryDate(word.Text, out _)) throw NoDate((word.Row, word.Text), invalid);
        if (type is ColumnType.Boolean or ColumnType.Date && _ticks is null && DifferentWords > _words.Count)
            throw invalid(_words[^1].Row,
                $"the column has more than {_words.Count} distinct words, and is no column of {type.ToString().ToLowerInvariant()}s");
        return new(name, type, Words(), type == ColumnType.Date ? written : null);
    }

    Exception NoDate((int Row, string Content) cell, Func<int, Advice, Exception> invalid) => invalid(cell.Row,
        new Advice($"{Cell.Quote(cell.Content)} is not a date as " +
            $"{(_inferred?.Form ?? Written).Notation.DateFormat ?? "2026-11-22 or 2026-11-22T18:30:00"}")
            .Or("fix the cell").Or("say how the dates are written", SettingNames.DateFormat, $"{name}=FORMAT"));

    string[] Words() => [.. _words.Select(word => word.Text)];

    Exception NotANumber((int Row, string Content) cell, Func<int, Advice, Exception> invalid)
    {
        bool pointed = (_numbers is not null && _numbers.Exists(number => number != Math.Truncate(number) && !double.IsNaN(number))) ||
            _words.Exists(word => word.Text.Contains(form.DecimalSign, StringComparison.Ordinal) &&
                NumberText.TryParse(word.Text, form.DecimalSign, out _));
        Advice? reason = NumberHint.Of(cell.Content, _words.Where(word => word.Mistaken).Select(word => word.Text), Written, pointed, name);
        string content = Cell.Quote(cell.Content), why = reason is null ? "" : $" ({reason.Found})";
        string others = asked is null && _numberCount > 0 ? $", but {_numberCount} of the column's {Present} cells are" : "";
        Advice advice = new Advice($"{content} is not a number{why}{others}").Or(reason?.Remedies ?? []).Or("fix the cell");
        if (!IsTrained) advice = advice.Or("read the column as text", SettingNames.Columns, $"{name}:text");
        return invalid(cell.Row, advice.OrAsMissing(cell.Content));
    }
}
