using Microsoft.ML;
using Myelin.ML;
using Myelin.Tables;
using Myelin.Tabular;

namespace Myelin.Rivals.MLNet;

/// <summary>Myelin's defaults.</summary>
sealed class Network : Learner
{
    public override string Name => "Myelin";

    protected override IEstimator<ITransformer> Pipeline(MLContext context, TableSet set, Table training)
    {
        var options = new MyelinOptions
        {
            LabelColumn = set.IsBinary || set.IsRegression ? Label : Key,
            FeatureColumns = [.. training.Columns.Select(column => column.Name).Where(name => name != Label)],
            Training = new() { Seed = 1 },
        };
        return set.IsRegression ? context.Regression.Trainers.Myelin(options)
            : set.IsBinary ? context.BinaryClassification.Trainers.Myelin(options)
            : context.MulticlassClassification.Trainers.Myelin(options);
    }
}
