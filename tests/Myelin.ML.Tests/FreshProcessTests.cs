using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML.Tests;

/// <summary>A saved pipeline runs in a program that references Microsoft's packages alone: tests/Myelin.ML.Consumer.</summary>
public sealed class FreshProcessTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("myelin-ml-");

    [Fact]
    public void ASavedPipelineAnswersWithoutMyelin()
    {
        string rows = In("visits.csv"), file = In("model.zip");
        File.WriteAllLines(rows, [
            "Age,Double,Sex,City,Kind",
            .. Visit.Some(120).Select(visit => string.Create(CultureInfo.InvariantCulture,
                $"{(float.IsNaN(visit.Age) ? "" : visit.Age)},{visit.Double},{visit.Sex},{visit.City},{visit.Kind}")),
        ]);
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromTextFile(rows,
            [new("Age", DataKind.Single, 0), new("Double", DataKind.Single, 1), .. Texts("Sex", "City", "Kind")], ',', hasHeader: true);
        TabularModel? model = null;
        string[] features = ["Age", "Double", "Sex", "City"];
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(context.MulticlassClassification.Trainers.Myelin(
            new MyelinOptions { FeatureColumns = features, Training = Trained.Brief, Trained = trained => model = trained }));
        TransformerChain<ITransformer> fitted = pipeline.Fit(data);
        context.Model.Save(fitted, data.Schema, file);

        (int exit, string[] lines) = Run(file, rows);
        Assert.Equal(0, exit);
        IReadOnlyList<Prediction> expected = model!.Predict(data.ToTable(features));
        Assert.Equal(expected.Count, lines.Length);
        VBuffer<ReadOnlyMemory<char>> values = default;
        fitted.GetOutputSchema(data.Schema)["PredictedLabel"].GetKeyValues(ref values);
        string[] keys = [.. values.DenseValues().Select(value => value.ToString())], classes = [.. model.Target.Classes!.Names];
        foreach ((string line, Prediction row) in lines.Zip(expected))
        {
            double[] numbers = [.. line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            Assert.Equal(row.Class, keys[(int)numbers[0] - 1]);
            for (int k = 0; k < keys.Length; k++)
                Assert.Equal(row.Probabilities[Array.IndexOf(classes, keys[k])], numbers[k + 1], 1e-6);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    static TextLoader.Column[] Texts(params string[] names) =>
        [.. names.Select((name, i) => new TextLoader.Column(name, DataKind.String, 2 + i))];

    string In(string name) => Path.Combine(_folder.FullName, name);

    static (int Exit, string[] Lines) Run(params string[] arguments)
    {
        // …/tests/Myelin.ML.Tests/bin/Release/net10.0/
        string program = AppContext.BaseDirectory.Replace("Myelin.ML.Tests", "Myelin.ML.Consumer", StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(program, "Myelin.dll")));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(program, "Myelin.ML.Consumer.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result + output);
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
