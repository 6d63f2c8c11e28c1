namespace Myelin.Tabular;

/// <summary>Gathers how each column turned out to be written, for whoever reads later files alike.</summary>
sealed class ColumnsRead
{
    readonly Dictionary<string, Notation> _notations = [];
    readonly Dictionary<string, ColumnRemarks> _remarks = [];
    readonly List<ReadingNote> _notes = [];

    /// <param name="isAsked">whether somebody chose the column's type, or a model has it</param>
    /// <param name="place">where a row stands, such as line 7</param>
    public void Add(ColumnForm form, ColumnBuilder builder, bool isAsked, Func<int, string> place)
    {
        ColumnRemarks? remarks = builder.Remarks;
        if (form.Written?.ToRemember is { } notation) _notations.Add(form.Name, notation);
        if (remarks is not null) _remarks.Add(form.Name, remarks);
        _notes.AddRange(CellNotes.Of(form, remarks, builder.Given).Select(note => new ReadingNote(form.Name, note)));
        if (!isAsked && form.Type == ColumnType.Number && builder.LikeDates is { } like)
            _notes.Add(new(form.Name, CellNotes.LikeDates(form.Name, like.Format, like.First)));
        else if (!isAsked && form.Type == ColumnType.Number && CellNotes.Zeros(form.Name, builder.Zeros) is { } zeros)
            _notes.Add(new(form.Name, zeros));
        if (isAsked || form.Type is not (ColumnType.Category or ColumnType.Text)) return;
        Advice? note = CellNotes.Period(form) ?? MixedCells.Note(form.Type, builder.Seen, place);
        if (note is not null) _notes.Add(new(form.Name, note));
    }

    /// <summary>What has to be said of the columns.</summary>
    public IReadOnlyList<ReadingNote> Notes => _notes;

    /// <summary>The options with what was found out.</summary>
    /// <param name="source">what messages call it</param>
    /// <exception cref="InvalidFileException">A notation was given for whichever columns fit, and none does.</exception>
    public TableOptions In(TableOptions options, string source)
    {
        Notation given = options.Notation;
        if (given.DateFormat is { } format && !_notations.Values.Any(notation => notation.DateFormat is not null))
            throw new InvalidFileException(source, new Advice($"has no column of dates written as {format}")
                .Or("leave the format out").Or("name the column", SettingNames.DateFormat, $"NAME={format}"));
        if (given.Unit is { } unit && !_notations.Values.Any(notation => notation.Unit is not null))
            throw new InvalidFileException(source, new Advice($"has no column of numbers with the unit {unit}")
                .Or("leave the unit out").OrInUnit("name the column", "NAME", unit));
        if (given.Suffixes && !_notations.Values.Any(notation => notation.Suffixes))
            throw new InvalidFileException(source, "has no column of numbers that end in K, M, B or T. Leave the suffixes out");
        return options with { Notation = new(), Notations = _notations, Remarks = _remarks };
    }
}
