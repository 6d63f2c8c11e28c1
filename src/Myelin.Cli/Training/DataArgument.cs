using System.CommandLine;
using Myelin.Sources;

namespace Myelin.Cli.Training;

/// <summary>The DATA of a command, or the query that stands in its place.</summary>
/// <param name="description">what DATA is for this command</param>
sealed class DataArgument(string description)
{
    public const string Files = "A CSV file, a Parquet file (.parquet), or - for standard input.";

    const double DefaultTimeout = 600;

    public Argument<string?> File { get; } = new("DATA")
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => null,
    };

    public Option<string?> Sql { get; } = Cli.Given.Text("--sql", "QUERY",
        "In place of DATA: one SELECT, whose tables may be files: \"SELECT * FROM 'sales.parquet' JOIN 'shops.csv' USING (shop)\".");

    public Option<string?> Connection { get; } = Cli.Given.Text("--connection", "PLACE",
        "Where it is asked: a DuckDB or SQLite file, PostgreSQL's postgresql://… or Host=…, or env:NAME for a variable that holds it. " +
        "Default: files alone.");

    public Option<double?> Timeout { get; } = Cli.Given.Number("--query-timeout", "SECONDS",
        "Ends a query whose last row is not there by then. Default: 600.", seconds => seconds is > 0 and <= 1e6,
        "greater than 0 and at most 1000000");

    public Option<string?> FilesWithin { get; } = Cli.Given.Text("--files-within", "FOLDER",
        "Allow a query of files, or of a DuckDB database, to read files in this folder only. Default: every file that you may read.");

    /// <summary>What of it is on the command line, as a message may name it; null for nothing.</summary>
    public string? Given(ParseResult line) =>
        line.GetValue(File) is { } file ? $"DATA ({file})" : line.GetValue(Sql) is not null ? "--sql" : null;

    /// <summary>Where the rows come from; throws where neither or both are given, or there is no such file.</summary>
    public DataSource Of(ParseResult line)
    {
        string? file = line.GetValue(File), verb = line.CommandResult.Command.Name;
        if (line.GetValue(Sql) is not { } sql)
        {
            if (line.GetValue(Connection) is not null || line.GetValue(Timeout) is not null)
                throw CommandException.WrongUse("--connection and --query-timeout are of a query: give --sql \"SELECT …\" too.");
            if (line.GetValue(FilesWithin) is not null)
                throw CommandException.WrongUse("--files-within is of a query: give --sql \"SELECT …\" too.");
            return DataSource.OfFile(file ??
                throw CommandException.WrongUse(
                    $"myelin {verb} needs DATA: {File.Description} 'myelin {verb} --help' shows what there is."));
        }
        if (file is not null) throw CommandException.WrongUse($"DATA ({file}) and --sql exclude each other: rows come from one of them.");
        return DataSource.OfQuery(new Query(sql, line.GetValue(Connection))
        {
            TimeLimit = TimeSpan.FromSeconds(line.GetValue(Timeout) ?? DefaultTimeout),
            FilesWithin = line.GetValue(FilesWithin),
        });
    }
}
