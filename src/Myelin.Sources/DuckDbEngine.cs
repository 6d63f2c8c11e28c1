using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Myelin.Sources;

/// <summary>DuckDB: a database's file, or none, and then files are the tables.</summary>
/// <remarks>
/// On one thread: the order of rows that no ORDER BY says, and the last bits of sums, would else depend on the number of cores, and with
/// them the trained weights. No extension is loaded, so that nothing is fetched from anywhere.
/// </remarks>
/// <param name="within">the only folder whose files a query may read, as a full path; null for all that the account may read</param>
sealed class DuckDbEngine(string? file, string? within = null) : Engine
{
    /// <summary>
    /// What a query may take, where half of the memory is more: its rows are a stream, and only sorting and joining keep many.
    /// </summary>
    const long MostMemory = 8L << 30;

    readonly DuckDBConnection _connection = new(ConnectionString(file));
    DuckDBCommand? _command;

    static string ConnectionString(string? file)
    {
        var settings = new DbConnectionStringBuilder
        {
            ["DataSource"] = file ?? ":memory:",
            ["threads"] = "1",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
            ["memory_limit"] = string.Create(CultureInfo.InvariantCulture,
                $"{Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2, MostMemory) >> 20}MiB"),
        };
        if (file is not null) settings["access_mode"] = "read_only";
        return settings.ConnectionString;
    }

    public override void Open()
    {
        _connection.Open();
        // a query that needs more than the memory fails: it writes no files
        string[] fence = within is null ? []
            : [$"SET allowed_directories = ['{within.Replace("'", "''", StringComparison.Ordinal)}']",
                "SET enable_external_access = false"];
        foreach (string setting in (string[])["SET temp_directory = ''", .. fence, "SET lock_configuration = true"])
        {
            using DuckDBCommand command = _connection.CreateCommand();
            command.CommandText = setting;
            command.ExecuteNonQuery();
        }
    }

    public override DbDataReader Ask(string sql)
    {
        CheckIsQuery(sql);
        _command?.Dispose();
        _command = _connection.CreateCommand();
        _command.CommandText = sql;
        _command.UseStreamingMode = true;
        return _command.ExecuteReader();
    }

    // DuckDB's parser writes SELECT statements as JSON, and no others; to prepare a statement would be too
    // much: EXPORT then makes its folder
    void CheckIsQuery(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = "SELECT json_serialize_sql($1::VARCHAR)";
        command.Parameters.Add(new DuckDBParameter(sql));
        using JsonDocument parsed = JsonDocument.Parse((string)command.ExecuteScalar()!, new JsonDocumentOptions { MaxDepth = 10_000 });
        if (parsed.RootElement.GetProperty("error").GetBoolean())
            throw parsed.RootElement.GetProperty("error_type").GetString() == "not implemented"
                ? NoQuery(MoreThanRead)
                : new InvalidOperationException(parsed.RootElement.GetProperty("error_message").GetString());
        int statements = parsed.RootElement.GetProperty("statements").GetArrayLength();
        if (statements != 1) throw NoQuery(statements == 0 ? "no statement" : SeveralStatements);
    }

    public override void Interrupt()
    {
        if (_connection.State == System.Data.ConnectionState.Open) NativeMethods.Startup.DuckDBInterrupt(_connection.NativeConnection);
    }

    public override Advice Explain(Exception exception)
    {
        string message = FirstParagraph(exception.Message).Replace("DuckDBOpen failed: ", "", StringComparison.Ordinal);
        if (within is not null && message.StartsWith("Permission Error", StringComparison.Ordinal))
            return new Advice($"{message}. Files may be read within {within} alone").Or("allow another folder", SettingNames.FilesWithin);
        return message.StartsWith("Missing Extension Error", StringComparison.Ordinal)
            ? $"{message}, but none is loaded: DuckDB reads local files of CSV, Parquet and JSON here"
            : message;
    }

    public override void Dispose()
    {
        _command?.Dispose();
        _connection.Dispose();
    }
}
