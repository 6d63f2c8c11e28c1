namespace Myelin.Tabular.Reading;

/// <summary>What the guard saw of one record: the line it begins in, and its fields, 0 for a blank line.</summary>
readonly record struct RecordMark(int Line, int Fields);
