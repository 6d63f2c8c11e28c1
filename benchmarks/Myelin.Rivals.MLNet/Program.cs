// ML.NET's LightGBM and FastTree with their defaults, and Myelin as a trainer of ML.NET, on the tables and test rows of tables.sh:
//
//     dotnet run --project benchmarks/Myelin.Rivals.MLNet -c Release -- ../shared/data [--only titanic,wine] [--learners lightgbm,myelin]

using System.Globalization;
using Myelin.Rivals.MLNet;
using Myelin.Tables;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string data = args.FirstOrDefault(argument => !argument.StartsWith("--", StringComparison.Ordinal)) ?? "../shared/data";
string[] only = Given("--only"), learners = Given("--learners");
Console.WriteLine("| set | learner | error or RMSE | AUC | log loss | seconds |\n|---|---|---:|---:|---:|---:|");
foreach (TableSet set in TableSet.Of(data).Where(set => only.Length == 0 || only.Contains(set.Name)))
{
    var (training, test) = set.Read(data);
    foreach (Learner learner in Learner.All.Where(one => learners.Length == 0 || learners.Contains(one.Word)))
    {
        Outcome outcome = learner.Run(set, training, test);
        string score = set.IsRegression ? $"{outcome.Score:G5}" : $"{1 - outcome.Score:F4}";
        Console.WriteLine($"| {set.Name} | {learner.Name} | {score} | {outcome.Auc:F4} | {outcome.LogLoss:F4} | {outcome.Seconds:F1} |");
    }
}

string[] Given(string option) => Array.IndexOf(args, option) is var i && i >= 0 && i + 1 < args.Length ? args[i + 1].Split(',') : [];
