using System.Diagnostics;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>What a training has read: its rows, and the training that is made of them.</summary>
/// <param name="Table">all rows; of a stream, those that are in memory</param>
/// <param name="Rows">those that are learned from</param>
/// <param name="Test">those that are set aside; null for none</param>
/// <param name="Begun">when reading was done, and the time began that training may take</param>
sealed record TrainingRows(Table Table, Table Rows, Table? Test, TabularTraining Training, long Begun) : IDisposable
{
    TableStream? Stream { get; init; }

    public void Dispose() => Stream?.Dispose();

    /// <summary>Of rows in memory.</summary>
    /// <param name="known">leaves out the rows without a target, if that is asked for</param>
    public static TrainingRows Of(
        Table all, string target, Func<Table, Table> known, Func<Table, (Table Rows, Table? Test)> setAside, TabularOptions options)
    {
        long begun = Stopwatch.GetTimestamp();
        DataSource.RefuseEmpty(all, target);
        Table table = known(all);
        (Table rows, Table? test) = setAside(table);
        return new(table, rows, test, Begin(() => new TabularTraining(rows, target, options)), begun);
    }

    /// <summary>Of rows on disk, which this closes.</summary>
    /// <param name="known">draws the rows that are in memory, without those that have no target, if that is asked for</param>
    public static TrainingRows Of(
        TableStream stream, string target, Func<TableStream, StreamedRows> known,
        Func<StreamedRows, (StreamedRows Rows, Table? Test)> setAside, TabularOptions options)
    {
        try
        {
            StreamedRows all = known(stream);
            long begun = Stopwatch.GetTimestamp();
            DataSource.RefuseEmpty(all.Sample, target);
            (StreamedRows rows, Table? test) = setAside(all);
            return new(all.Sample, rows.Sample, test, Begin(() => new TabularTraining(rows, options)), begun) { Stream = stream };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    static TabularTraining Begin(Func<TabularTraining> begin)
    {
        try
        {
            return begin();
        }
        catch (FormatException e) when (e is not InvalidFileException)
        {
            throw CommandException.WrongUse(e.Message);
        }
    }
}
