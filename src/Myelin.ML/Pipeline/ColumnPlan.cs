using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Which columns of a data view are read, and as what.</summary>
/// <param name="Features">names of columns to train on</param>
/// <param name="Others">names of columns that decide which rows are held out together, and are no features</param>
sealed record ColumnPlan(string Label, string? Weight, IReadOnlyList<string> Features, IReadOnlyList<string> Others)
{
    /// <summary>The column that ML.NET's own trainers read.</summary>
    const string Convention = "Features";

    /// <summary>The plan for data whose columns have these names and types; hidden ones are left out.</summary>
    /// <exception cref="ArgumentException">A column is not there, or is of a type that cannot be trained on.</exception>
    public static ColumnPlan Of(IReadOnlyList<(string Name, DataViewType Type)> columns, MyelinOptions options, LabelTask task)
    {
        string label = options.LabelColumn;
        if (task.Objection(Find(label, "label")) is { } objection) throw new ArgumentException($"Label {label} {objection}.");
        if (options.WeightColumn is { } weight && Find(weight, "row weight") is not NumberDataViewType and var unlike)
            throw new ArgumentException($"Row weight {weight} is {unlike}; expected numbers, 0 or more.");
        string[] features = options.FeatureColumns is { } given ? [.. given]
            : columns.Any(column => column.Name == Convention) && label != Convention ? [Convention]
            : [.. columns.Select(column => column.Name).Where(name => name != label && name != options.WeightColumn)];
        if (features.Length == 0) throw new ArgumentException($"The data has no column beside the label {label} to train on.");
        foreach (string feature in features)
        {
            if (feature == label) throw new ArgumentException($"{label} is both the label and a feature. Leave it out of the features.");
            if (feature == options.WeightColumn)
                throw new ArgumentException($"{feature} is both the row weight and a feature. Leave it out of the features.");
            if (ViewColumn.Problem(Find(feature, "features")) is not { } problem) continue;
            string remedy = options.FeatureColumns is null ? ", or name the columns to train on (FeatureColumns)" : "";
            throw new ArgumentException($"Column {feature} {problem}{remedy}.");
        }
        if (features.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
            throw new ArgumentException($"Column {twice} is twice among the features.");
        string[] others = [.. new[] { options.Training.GroupBy, options.Training.TimeBy }.OfType<string>().Distinct()
            .Where(name => name != label && name != options.WeightColumn && columns.Any(column => column.Name == name))
            .Except(features)];
        return new(label, options.WeightColumn, features, others);

        DataViewType Find(string name, string role)
        {
            DataViewType? found = columns.Where(column => column.Name == name).Select(column => column.Type).LastOrDefault();
            return found ?? throw ViewTypes.Absent(name, role, columns.Select(column => column.Name));
        }
    }

    /// <summary>The options of the model that these columns train.</summary>
    public TabularOptions Training(MyelinOptions options, LabelTask task) => options.Training with
    {
        Task = task.Task,
        Weight = Weight,
        Ignore = [.. options.Training.Ignore.Union(Others)],
    };
}
