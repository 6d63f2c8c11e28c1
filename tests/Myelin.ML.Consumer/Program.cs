// Loads a pipeline that Myelin trained, in a process without Myelin, and prints the answer for each row of a CSV file:
// PredictedLabel and Score of a multiclass model, numbers exactly.
//
//     Myelin.ML.Consumer MODEL.zip ROWS.csv

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

var context = new MLContext();
ITransformer model = context.Model.Load(args[0], out DataViewSchema schema);
TextLoader.Column[] columns = [.. schema.Select((column, i) =>
    new TextLoader.Column(column.Name, column.Type is TextDataViewType ? DataKind.String : DataKind.Single, i))];
IDataView rows = model.Transform(context.Data.LoadFromTextFile(args[1], columns, separatorChar: ',', hasHeader: true));
VBuffer<float> scores = default;
uint key = 0;
using DataViewRowCursor cursor = rows.GetRowCursor([rows.Schema["PredictedLabel"], rows.Schema["Score"]]);
ValueGetter<uint> label = cursor.GetGetter<uint>(rows.Schema["PredictedLabel"]);
ValueGetter<VBuffer<float>> score = cursor.GetGetter<VBuffer<float>>(rows.Schema["Score"]);
while (cursor.MoveNext())
{
    label(ref key);
    score(ref scores);
    Console.WriteLine(string.Join(' ', [key.ToString(CultureInfo.InvariantCulture),
        .. scores.DenseValues().Select(value => value.ToString("R", CultureInfo.InvariantCulture))]));
}
return AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name is "Myelin" or "Myelin.ML") ? 1 : 0;
