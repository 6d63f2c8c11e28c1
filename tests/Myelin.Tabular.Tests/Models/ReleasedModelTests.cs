using System.Globalization;
using System.Text;

namespace Myelin.Tabular.Tests.Models;

/// <summary>
/// Tabular models of every version of the format stand in tests/data/models, with what they predict, to the last bit. Those of a new
/// version are written by the first run, which fails, and committed; the old ones stay as they are.
/// </summary>
public class ReleasedModelTests
{
    public static TheoryData<string, int> Files => [.. from version in Enumerable.Range(1, ModelFile.Version)
                                                       from name in (string[])["classes", "two-classes", "numbers"]
                                                       select (name, version)];

    [Theory]
    [MemberData(nameof(Files))]
    public void AModelOfEachVersionPredictsWhatItDid(string name, int version)
    {
        string path = TestData.Path($"models/v{version}/{name}.safetensors");
        if (version == ModelFile.Version && !File.Exists(path)) Write(path, name);
        using TabularModel model = TabularModel.Load(path);
        Assert.Equal(5, model.Members.Count);
        Assert.NotEqual(ModelCalibration.None, model.Calibration);
        Table rows = Table.Read(TestData.Path("models/rows.csv"), model.Reading());
        Assert.Equal(File.ReadAllText(TestData.Path($"models/v{version}/{name}.txt")), Answers(model, rows));
    }

    static void Write(string path, string name)
    {
        Table table = Table.Read(TestData.Path("models/rows.csv"));
        string target = name switch { "classes" => "color", "two-classes" => "sold", _ => "price" };
        var options =
            new TabularOptions { Set = ["hidden=6-5"], Epochs = 4, Threshold = name == "two-classes" ? Myelin.ThresholdMetric.F1 : null };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (TabularModel model = Trained.Model(table, target, options)) model.Save(path);
        using TabularModel loaded = TabularModel.Load(path);
        File.WriteAllText(Path.ChangeExtension(path, ".txt"), Answers(loaded, table));
        Assert.Fail($"{path} is written. It is of a new version: commit it.");
    }

    /// <summary>
    /// A line for each row: the class and its probabilities, or the number and its interval, so that they are read back as the same bits.
    /// </summary>
    static string Answers(TabularModel model, Table rows)
    {
        var answers = new StringBuilder();
        foreach (Prediction prediction in model.Predict(rows))
        {
            answers.Append(prediction.Class ?? Text(prediction.Value));
            foreach (float p in prediction.Probabilities) answers.Append(' ').Append(p.ToString("R", CultureInfo.InvariantCulture));
            if (model.Calibration.Intervals?.Of(prediction.Value, 0.8) is { } interval)
                answers.Append(' ').Append(Text(interval.Low)).Append(' ').Append(Text(interval.High));
            answers.Append('\n');
        }
        return answers.ToString();
    }

    static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
