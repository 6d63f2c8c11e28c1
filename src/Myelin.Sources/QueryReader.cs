using System.Collections;
using System.Data.Common;

namespace Myelin.Sources;

/// <summary>The rows of a query: an engine's own reader, whose failures are said in one line, and which ends when it shall.</summary>
sealed class QueryReader : DbDataReader
{
    readonly string _name;
    readonly Engine _engine;
    readonly Interruption _interruption;
    DbDataReader _rows = null!;
    string[]? _names;
    bool _ended;

    QueryReader(string name, Engine engine, Interruption interruption) => (_name, _engine, _interruption) = (name, engine, interruption);

    /// <param name="parquet">a file whose columns are all that is asked for, and keep their names</param>
    public static QueryReader Open(string name, Engine engine, string sql, TimeSpan? limit,
        CancellationToken cancellation, string? parquet = null)
    {
        var reader = new QueryReader(name, engine, new Interruption(engine.Interrupt, limit, cancellation));
        try
        {
            reader._rows = reader.Guarded(() =>
            {
                engine.Open();
                if (parquet is not null) reader._names = ParquetFile.Names(engine, parquet);
                return engine.Ask(sql);
            });
            if (reader._names?.Length != reader.FieldCount) reader._names = null;
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    T Guarded<T>(Func<T> ask)
    {
        _interruption.Check(_name);
        try
        {
            return ask();
        }
        catch (Exception e) when (e is not (InvalidFileException or OutOfMemoryException))
        {
            _interruption.Check(_name);
            throw new InvalidFileException(_name, _engine.Explain(e), e);
        }
    }

    public override bool Read()
    {
        _ended = !Guarded(_rows.Read);
        return !_ended;
    }

    public override bool NextResult() => false;

    // disposing closes
    public override void Close()
    {
        _interruption.Dispose();
        try
        {
            // a reader that is closed before its end may first read all that is left
            if (_rows is { IsClosed: false } && !_ended) _engine.Interrupt();
            _rows?.Dispose();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or OperationCanceledException)
        {
            // an interrupted query says that it is
        }
        _engine.Dispose();
    }

    public override int Depth => _rows.Depth;

    public override int FieldCount => _rows.FieldCount;

    public override bool HasRows => _rows.HasRows;

    public override bool IsClosed => _rows.IsClosed;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool GetBoolean(int ordinal) => _rows.GetBoolean(ordinal);

    public override byte GetByte(int ordinal) => _rows.GetByte(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        _rows.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

    public override char GetChar(int ordinal) => _rows.GetChar(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        _rows.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

    public override string GetDataTypeName(int ordinal) => _rows.GetDataTypeName(ordinal);

    public override DateTime GetDateTime(int ordinal) => _rows.GetDateTime(ordinal);

    public override decimal GetDecimal(int ordinal) => _rows.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => _rows.GetDouble(ordinal);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override Type GetFieldType(int ordinal) => _rows.GetFieldType(ordinal);

    public override float GetFloat(int ordinal) => _rows.GetFloat(ordinal);

    public override Guid GetGuid(int ordinal) => _rows.GetGuid(ordinal);

    public override short GetInt16(int ordinal) => _rows.GetInt16(ordinal);

    public override int GetInt32(int ordinal) => _rows.GetInt32(ordinal);

    public override long GetInt64(int ordinal) => _rows.GetInt64(ordinal);

    public override string GetName(int ordinal) => _names?[ordinal] ?? _rows.GetName(ordinal);

    // of the names that GetName gives: an engine may have renamed columns, and may ignore case though another column has this very name
    public override int GetOrdinal(string name)
    {
        string[] names = [.. Enumerable.Range(0, FieldCount).Select(GetName)];
        int exact = Array.IndexOf(names, name), ordinal = exact >= 0 ? exact : Array.FindIndex(names, IsName);
#pragma warning disable CA2201 // what DbDataReader promises where there is none
        return ordinal >= 0 ? ordinal : throw new IndexOutOfRangeException($"{_name}: there is no column {name}");
#pragma warning restore CA2201

        bool IsName(string own) => own.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    public override string GetString(int ordinal) => _rows.GetString(ordinal);

    /// <exception cref="InvalidCastException">No type of .NET holds the value; the message says why.</exception>
    public override object GetValue(int ordinal)
    {
        try
        {
            return _rows.GetValue(ordinal);
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or ArgumentException or
            InvalidOperationException or NotSupportedException)
        {
            return _engine.Number(e) is { } number ? number : throw new InvalidCastException(_engine.ExplainCell(e), e);
        }
    }

    public override int GetValues(object[] values)
    {
        int count = Math.Min(values.Length, FieldCount);
        for (int i = 0; i < count; i++) values[i] = GetValue(i);
        return count;
    }

    public override bool IsDBNull(int ordinal) => _rows.IsDBNull(ordinal);
}
