namespace Myelin.Tabular.Tests;

/// <summary>What takes long, and ends when the test run is ended.</summary>
static class Trained
{
    public static TabularModel Model(Table table, string target, TabularOptions? options = null) =>
        TabularModel.Train(table, target, options, cancellation: TestContext.Current.CancellationToken);

    public static CrossValidation Folds(Table table, Target target, FoldOptions options, TabularOptions training,
        IProgress<FoldScores>? progress = null) =>
        CrossValidation.Run(table, target, Tabular.Folds.Of(table, target, options), rows => Model(rows, target.Column, training),
            progress, training.Weight,
                TestContext.Current.CancellationToken);

    public static IReadOnlyList<ColumnImportance> Importance(IPredictor model, Table table, int repeats = 5, ulong seed = 1) =>
        PermutationImportance.Of(model, table, repeats, seed, cancellation: TestContext.Current.CancellationToken);
}
