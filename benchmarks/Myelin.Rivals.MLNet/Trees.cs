using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tables;
using Myelin.Tabular;

namespace Myelin.Rivals.MLNet;

/// <summary>Boosted trees with their defaults: numbers as they are, words and truth values one-hot, free text left out.</summary>
sealed class Trees(string name, bool isLight) : Learner
{
    const string Features = "Features";

    public override string Name => name;

    protected override IEstimator<ITransformer> Pipeline(MLContext context, TableSet set, Table training)
    {
        var encoding = new EstimatorChain<ITransformer>();
        var names = new List<string>();
        foreach (Column column in training.Columns.Where(column => column.Name != Label && column.Type != ColumnType.Text))
        {
            string made = $"{column.Name} encoded";
            names.Add(made);
            encoding = encoding.Append<ITransformer>(column.Type == ColumnType.Category
                ? context.Transforms.Categorical.OneHotEncoding(made, column.Name)
                : context.Transforms.Conversion.ConvertType(made, column.Name, DataKind.Single));
        }
        return encoding.Append<ITransformer>(context.Transforms.Concatenate(Features, [.. names])).Append(Trainer(context, set));
    }

    IEstimator<ITransformer> Trainer(MLContext context, TableSet set)
    {
        if (set.IsRegression)
            return isLight ? context.Regression.Trainers.LightGbm() : context.Regression.Trainers.FastTree();
        var binary = context.BinaryClassification.Trainers;
        if (set.IsBinary) return isLight ? binary.LightGbm() : binary.FastTree();
        // FastTree knows two classes: one model for each
        var multiclass = context.MulticlassClassification.Trainers;
        return isLight ? multiclass.LightGbm(Key) : multiclass.OneVersusAll(binary.FastTree(Key), Key);
    }
}
