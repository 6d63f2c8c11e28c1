using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Reads a data view and trains.</summary>
/// <param name="channel">where messages go; null for nowhere</param>
sealed class ViewTraining(MyelinOptions options, LabelTask task, ColumnPlan plan, IChannel? channel) : IProgress<TabularProgress>
{
    /// <param name="columns">those of the features, and others that are read besides</param>
    public ViewModel Run(IDataView view, IReadOnlyList<ViewColumn> columns)
    {
        CellReader? label = null;
        List<ReaderOfColumn> more = [new(plan.Label, row => label = task.Reader(row, row.Schema[plan.Label]))];
        if (plan.Weight is { } weight)
            more.Add(new(weight, row => new NumberReader([weight], CellReader.Numbers(row, row.Schema[weight]))));
        Table table = ViewTable.Read(view, columns, more, options.Cancellation);
        if (table.Rows == 0) throw new ArgumentException("The data has no rows to train on.");
        RefuseMissing(table);
        channel?.Info(MessageSensitivity.Schema, string.Create(CultureInfo.InvariantCulture,
            $"{table.Rows:N0} rows, label {plan.Label}, features {string.Join(", ", plan.Features)}"));
        var training = new TabularTraining(table, plan.Label, plan.Training(options, task));
        foreach (Advice note in training.Notes) channel?.Warning(MessageSensitivity.Schema, note.ToString());
        foreach (DroppedColumn dropped in training.Dropped) channel?.Info(MessageSensitivity.Schema, $"not trained on: {dropped}");
        channel?.Info(MessageSensitivity.None, $"{training.Target.Reason}; {training.PlanInTime()}");
        TabularModel model = training.Run(this, options.Cancellation);
        channel?.Info(MessageSensitivity.None, string.Join(", ", model.Scores.Take(Headline).Select(Written)));
        return new(model, table, (label as ClassReader)?.Classes([.. model.Target.Classes!.Names]));
    }

    // the first scores are the main ones
    const int Headline = 3;

    static string Written(Score score) => string.Create(CultureInfo.InvariantCulture, $"{score.Name} {score.Value:0.####}");

    public void Report(TabularProgress value)
    {
        if (channel is not null)
        {
            lock (channel) channel.Trace(MessageSensitivity.None, string.Create(CultureInfo.InvariantCulture,
                $"network {value.Member} of {value.Members}, epoch {value.Training.Epoch}, {value.Done:P0} done"));
        }
        options.Progress?.Report(value);
    }

    void RefuseMissing(Table table)
    {
        int missing = table[plan.Label].Missing;
        if (missing == table.Rows) throw new ArgumentException($"Label {plan.Label} is missing in every row ({table.Rows}).");
        if (missing > 0 && !options.Training.DropMissingTarget)
            throw new ArgumentException($"Label {plan.Label} is missing in {missing} of {table.Rows} rows. Fill it in, filter these rows " +
                "(Data.FilterRowsByMissingValues), or set MyelinOptions.Training.DropMissingTarget.");
    }
}
