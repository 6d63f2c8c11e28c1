using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Myelin.Sources;

/// <summary>SQLite, opened read-only, with an authorizer that lets nothing but reading pass.</summary>
sealed class SqliteEngine(string file) : Engine
{
    /// <summary>Seconds to wait for another program's lock, by SQLite and once more by its driver.</summary>
    const int Patience = 4;

    readonly SqliteConnection _connection = new(new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = false,
        DefaultTimeout = Patience,
    }.ConnectionString);

    SqliteCommand? _command;

    sqlite3 Handle => _connection.Handle!;

    public override void Open()
    {
        _connection.Open();
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_LENGTH, LongestCell);
        raw.sqlite3_busy_timeout(Handle, 1000 * Patience);
        raw.sqlite3_set_authorizer(Handle, (strdelegate_authorizer)Allow, null);
    }

    // ATTACH, PRAGMA, INSERT, CREATE … have codes of their own (sqlite.org/c3ref/c_alter_table.html)
    static int Allow(object user, int action, string first, string second, string database, string trigger) =>
        action is raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_FUNCTION or raw.SQLITE_RECURSIVE ? raw.SQLITE_OK : raw.SQLITE_DENY;

    public override DbDataReader Ask(string sql)
    {
        int statements = Count(sql);
        if (statements != 1) throw NoQuery(statements == 0 ? "no statement" : SeveralStatements);
        _command = _connection.CreateCommand();
        _command.CommandText = sql;
        return _command.ExecuteReader();
    }

    int Count(string sql)
    {
        int statements = 0;
        for (string rest = sql; rest.Length > 0;)
        {
            int code = raw.sqlite3_prepare_v2(Handle, rest, out sqlite3_stmt statement, out string tail);
            using (statement)
            {
                if (code == raw.SQLITE_AUTH) throw NoQuery(MoreThanRead);
                if (code != raw.SQLITE_OK) throw new SqliteException(raw.sqlite3_errmsg(Handle).utf8_to_string(), code);
                // after the last semicolon there may be blanks and comments, which are no statement
                if (statement is { IsInvalid: false }) statements++;
            }
            rest = tail ?? "";
        }
        return statements;
    }

    public override void Interrupt()
    {
        if (_connection.State == System.Data.ConnectionState.Open) raw.sqlite3_interrupt(Handle);
    }

    public override Advice Explain(Exception exception) =>
        exception is not SqliteException known ? exception.Message : known.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{file} is locked by another program. Try again when that has ended",
            raw.SQLITE_CORRUPT => $"{file} is damaged: {known.Message}",
            raw.SQLITE_AUTH => NoQuery(MoreThanRead).Problem,
            raw.SQLITE_TOOBIG => $"a row is longer than {LongestCell >> 20} MiB",
            _ => known.Message,
        };

    public override void Dispose()
    {
        _command?.Dispose();
        _connection.Dispose();
    }
}
