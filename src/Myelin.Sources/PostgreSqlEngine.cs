using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace Myelin.Sources;

/// <summary>PostgreSQL, in a transaction that the server itself keeps from writing.</summary>
sealed class PostgreSqlEngine : Engine
{
    /// <summary>Seconds until a server that does not answer is given up, where the connection says nothing else.</summary>
    const int Patience = 8;

    readonly string _place, _password;
    readonly NpgsqlDataSource _source;
    readonly NpgsqlConnection _connection;
    NpgsqlTransaction? _transaction;
    // what a query is interrupted by, from another thread
    volatile NpgsqlBatch? _batch;

    // infinity is no date: it shall be an error with its row, and not the year 9999
    static PostgreSqlEngine() => AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);

    public PostgreSqlEngine(DbConnectionStringBuilder given)
    {
        var settings = new NpgsqlConnectionStringBuilder { Timeout = Patience, ApplicationName = "myelin" };
        foreach (string key in given.Keys!)
        {
            try
            {
                settings[key] = given[key];
            }
            catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or
                KeyNotFoundException or NotSupportedException)
            {
                throw Place.Wrong($"the setting {key} is unknown to PostgreSQL's driver, or cannot have this value");
            }
        }
        (settings.Pooling, settings.Enlist, settings.CommandTimeout, settings.PersistSecurityInfo, settings.IncludeErrorDetail) =
            (false, false, 0, false, false);
        _place = $"{settings.Host}:{settings.Port}";
        _password = settings.Password ?? "";
        // one of its own: the types of a database that it knows are those of now
        _source = NpgsqlDataSource.Create(settings);
        _connection = _source.CreateConnection();
    }

    public override void Open()
    {
        _connection.Open();
        _transaction = _connection.BeginTransaction();
        Run("SET TRANSACTION READ ONLY");
    }

    public override DbDataReader Ask(string sql)
    {
        // the server declares a cursor for one SELECT or VALUES that changes nothing, and for nothing else
        Run($"DECLARE myelin NO SCROLL CURSOR FOR {sql}");
        Run("CLOSE myelin");
        _batch = Batch(sql);
        return _batch.ExecuteReader();
    }

    void Run(string sql)
    {
        // a declaration waits for whoever holds the table
        using NpgsqlBatch batch = _batch = Batch(sql);
        batch.ExecuteNonQuery();
        _batch = null;
    }

    // a command of a batch is sent as it is, and the server refuses a second statement in it; NpgsqlCommand would split it
    NpgsqlBatch Batch(string sql)
    {
        var batch = new NpgsqlBatch(_connection, _transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        return batch;
    }

    public override void Interrupt() => _batch?.Cancel();

    public override Advice Explain(Exception exception)
    {
        string message = exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.SyntaxError } error
                when error.MessageText.Contains("multiple commands", StringComparison.Ordinal) => NoQuery(SeveralStatements).Problem,
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => NoQuery(MoreThanRead).Problem,
            PostgresException { SqlState: PostgresErrorCodes.SyntaxError } error => $"{error.MessageText}. {OneQuery}",
            PostgresException error => $"{error.MessageText} ({_place})",
            NpgsqlException { InnerException: { } inner } => $"PostgreSQL at {_place} does not answer: {FirstParagraph(inner.Message)}",
            TimeoutException or SocketException => $"PostgreSQL at {_place} does not answer: {FirstParagraph(exception.Message)}",
            _ => $"{FirstParagraph(exception.Message)} ({_place})",
        };
        return _password.Length > 3 ? message.Replace(_password, "***", StringComparison.Ordinal) : message;
    }

    // a numeric may be NaN as a float8 may, and infinite; decimals have neither. The driver's words for infinite dates are others
    public override double? Number(Exception exception) => exception.Message.Split(" not supported by ")[0] switch
    {
        "Numeric NaN" => double.NaN,
        "Numeric Infinity" => double.PositiveInfinity,
        "Numeric -Infinity" => double.NegativeInfinity,
        _ => null,
    };

    public override string ExplainCell(Exception exception) => exception switch
    {
        _ when exception.Message.Contains("infinity", StringComparison.OrdinalIgnoreCase) => "it is infinite. Filter such rows out",
        OverflowException or { InnerException: OverflowException } =>
            "it is infinite, or has more digits than can be read. Cast it to float8",
        _ when exception.Message.Contains("interval", StringComparison.OrdinalIgnoreCase) =>
            "a month is no fixed time. Take its parts, such as EXTRACT(epoch FROM …)",
        _ => base.ExplainCell(exception),
    };

    public override void Dispose()
    {
        _batch?.Dispose();
        _transaction?.Dispose();
        _connection.Dispose();
        _source.Dispose();
    }
}
