// From a table to a trained network: which species is this iris? Types, scaling, classes, the network and when to stop are chosen for you.
//
//     dotnet run --project samples/03-table -c Release

using Myelin.Tabular;

var table = Table.Read(args is [string path] ? path : "samples/data/iris.csv");
Console.WriteLine($"{table.Rows} rows, {table.Columns.Count} columns");
Console.WriteLine(table);

// one row in five is kept for the test, of each species as many
(Table training, Table test) = table.Split(0.8, seed: 1, stratify: "species");
TabularModel model = TabularModel.Train(training, target: "species");
Console.WriteLine($"{model.Target.Reason}; {model.Model.Network}; best epoch {model.History!.BestEpoch}");
Console.WriteLine(model.Evaluate(test));

// one file holds everything; whoever loads it gives it rows with the same columns
string file = Path.Combine(Path.GetTempPath(), $"iris-{Environment.ProcessId}.safetensors");
model.Save(file);
TabularModel loaded = TabularModel.Load(file);
File.Delete(file);
foreach (Prediction prediction in loaded.Predict(test).Take(5))
    Console.WriteLine(FormattableString.Invariant($"{prediction.Class} with probability {prediction.Value:F3}"));
