using System.Runtime.InteropServices;

namespace Myelin.Tabular.Reading;

/// <summary>
/// Collects the cells of one column and finds out what they are. A column is kept both as numbers and as words until one of the two
/// is clear, so that most files are read once.
/// </summary>
/// <param name="asked">the type that the user or an earlier reading says</param>
/// <param name="canReread">whether the cells can be had again, if the wrong one of the two was kept</param>
/// <param name="decimalSign">the sign of numbers in cells of text</param>
/// <param name="bound">how many words are kept; null for all</param>
/// <param name="clearly">cells of one kind that, being more than twice the other kind's, make the column's kind clear enough to keep it alone</param>
sealed class ColumnBuilder(string name, ColumnType? asked, bool canReread, char decimalSign, WordBound? bound = null, int clearly = ColumnBuilder.Clearly)
{
    const int Clearly = 1024, AllClearly = 2_000_000, LeastClearly = 16;

    /// <summary>Cells among numbers that are slips, and make the column an error, unless they are so many and a tenth of all besides.</summary>
    const int FewSlips = 10;

    List<double>? _numbers = asked is null or ColumnType.Number ? [] : null;
    List<int>? _codes = asked is ColumnType.Number ? null : [];
    List<long>? _ticks;
    readonly Dictionary<string, int> _known = [];
    readonly List<(string Word, bool Mistaken, int Row)> _words = [];
    readonly DistinctCount _rest = bound is { } few ? new(Math.Clamp(few.Words, 16, 1024)) : new();
    int _numberCount, _otherCount, _mistakenCount;
    long _characters;
    bool _numbersHadText, _hadCodes = asked is not ColumnType.Number, _hadNumbers = asked is null or ColumnType.Number;
    (int Row, string Content)? _firstNoDate;
    (int Row, string Content)? _firstOther, _firstMistaken;

    /// <summary>Fewer cells make kinds clear where there are very many columns: what is kept twice meanwhile would fill the memory.</summary>
    public static int ClearlyOf(int columns) => Math.Clamp(AllClearly / columns, LeastClearly, Clearly);

    public string Name => name;

    /// <summary>Whether the type is the one that a model was trained with, which nobody can choose any more.</summary>
    public bool IsTrained { get; init; }

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

    public void AddMissing()
    {
        _numbers?.Add(double.NaN);
        _codes?.Add(CategoryColumn.MissingCode);
        _ticks?.Add(DateColumn.MissingTicks);
    }

    /// <summary>A cell that is a number by its nature, as a database has them.</summary>
    /// <param name="word">the number as text, where it has more digits than a double holds</param>
    public void AddNumber(double number, int row, string? word = null)
    {
        _numberCount++;
        _numbers?.Add(number);
        if (_codes is not null) AddCode(word ?? NumberColumn.Format(number), false, row);
        else if (_ticks is not null) AddDate(NumberColumn.Format(number), row);
        // words of such numbers can be made again from the numbers
        if (asked is null && _numberCount > clearly && _otherCount == 0 && !_numbersHadText) DropCodes();
    }

    /// <summary>A cell of text, which may be a number's.</summary>
    public void AddText(ReadOnlySpan<char> cell, int row)
    {
        double number = double.NaN;
        bool isNumber = (_numbers is not null || asked is null) && NumberText.TryParse(cell, decimalSign, out number);
        if (_codes is null && _ticks is null && !canReread && asked is null) WordsOfNumbers();
        if (isNumber) (_numberCount, _numbersHadText) = (_numberCount + 1, true);
        else AddOther(cell, row);
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
        bool mistaken = code >= 0 ? _words[code].Mistaken : NumberText.Mistaken(cell, decimalSign) is not null;
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
            else AddCode(NumberColumn.Format(_numbers[row]), false, row);
    }

    /// <summary>Adds a word's cell and gives its code; below 0 where the bound is reached and the word is new.</summary>
    int AddCode(ReadOnlySpan<char> word, bool mayBeMistaken, int row)
    {
        if (!_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out int code))
        {
            if (bound is { } most && (_words.Count >= most.Words || _characters + word.Length > most.Characters)) return AddBeyond(word, row);
            string text = word.ToString();
            _known.Add(text, code = _words.Count);
            _characters += text.Length;
            _words.Add((text, mayBeMistaken && NumberText.Mistaken(word, decimalSign) is not null, row));
        }
        _codes!.Add(code);
        return code;
    }

    int AddBeyond(ReadOnlySpan<char> word, int row)
    {
        // as many different words as that are often moments: their cells are kept as such
        if (_ticks is null && _rest.Estimate == 0 && asked is null or ColumnType.Date && _words.TrueForAll(known => DateText.TryParse(known.Word, out _)) && _words.Count > 0)
        {
            long[] known = ColumnForm.TicksOf(Words());
            _ticks = [.. _codes!.Select(code => code < 0 ? DateColumn.MissingTicks : known[code])];
            _codes = null;
            AddDate(word, row);
        }
        else
        {
            _rest.Add(word);
            _codes!.Add(CategoryColumn.UncountedCode);
        }
        return CategoryColumn.UncountedCode;
    }

    void AddDate(ReadOnlySpan<char> cell, int row)
    {
        if (!DateText.TryParse(cell, out DateTime date)) _firstNoDate ??= (row, cell.ToString());
        else _rest.Add(date.Ticks);
        _ticks!.Add(_firstNoDate is null ? date.Ticks : DateColumn.MissingTicks);
    }

    void DropCodes() => (_codes, _hadCodes) = (null, false);

    void KeepOne()
    {
        if (_codes is not null && _numberCount > clearly && _numberCount > 2 * _otherCount) DropCodes();
        else if (_numbers is not null && _otherCount > clearly && _otherCount > 2 * _numberCount) (_numbers, _hadNumbers) = (null, false);
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
    public Column? Build(Func<int, string, Exception> invalid) => Form(invalid)?.Column(Numbers, Codes, Ticks);

    /// <summary>What the column is, and what its codes mean; null if its cells must be read again with the verdict as the type asked for.</summary>
    public ColumnForm? Form(Func<int, string, Exception> invalid)
    {
        ColumnType type = Verdict(invalid);
        if (type == ColumnType.Number)
        {
            if (asked is ColumnType.Number && _otherCount > 0) throw NotANumber(_firstOther!.Value, invalid);
            return _hadNumbers ? new(name, type, []) : null;
        }
        if (!_hadCodes) return null;
        if (asked is null or ColumnType.Text) type = TypeOfWords(asked is ColumnType.Text);
        if (type == ColumnType.Date && _firstNoDate is { } no) throw NoDate(no, invalid);
        if (type != ColumnType.Date && _ticks is not null) return null;
        foreach ((string word, _, int row) in _words)
            if (type == ColumnType.Boolean && BooleanColumn.CodeOf(word) is null) throw invalid(row, $"{Cell.Quote(word)} is neither true nor false");
            else if (type == ColumnType.Date && !DateText.TryParse(word, out _)) throw NoDate((row, word), invalid);
        if (type is ColumnType.Boolean or ColumnType.Date && _ticks is null && DifferentWords > _words.Count)
            throw invalid(_words[^1].Row, $"the column has more than {_words.Count} different words, and is no column of {type.ToString().ToLowerInvariant()}s");
        return new(name, type, Words());
    }

    static Exception NoDate((int Row, string Content) cell, Func<int, string, Exception> invalid) =>
        invalid(cell.Row, $"{Cell.Quote(cell.Content)} is not a date as 2026-11-22 or 2026-11-22T18:30:00");

    ColumnType TypeOfWords(bool nothingElse)
    {
        if (!nothingElse && Present > 0 && (_ticks is not null || DifferentWords == _words.Count))
        {
            if (_ticks is null && _words.TrueForAll(word => BooleanColumn.Parse(word.Word) is not null)) return ColumnType.Boolean;
            if (_firstNoDate is null && _words.TrueForAll(word => DateText.TryParse(word.Word, out _))) return ColumnType.Date;
        }
        return 2L * DifferentWords > Present ? ColumnType.Text : ColumnType.Category;
    }

    string[] Words() => [.. _words.Select(word => word.Word)];

    Exception NotANumber((int Row, string Content) cell, Func<int, string, Exception> invalid)
    {
        string content = Cell.Quote(cell.Content), why = NumberText.Mistaken(cell.Content, decimalSign) is string reason ? $" ({reason})" : "";
        string others = asked is null && _numberCount > 0 ? $", but {_numberCount} of the column's {Present} cells are" : "";
        string asText = IsTrained ? "" : $", or read the column as text (--column {name}:text)";
        return invalid(cell.Row, $"{content} is not a number{why}{others}. Fix the cell{asText}, or take such cells as missing (--missing '{(cell.Content.Length > 40 ? "…" : cell.Content)}')");
    }
}
