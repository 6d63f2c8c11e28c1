using System.Globalization;
using System.Text;
using Myelin.Files;

namespace Myelin.Tabular.Tests;

/// <summary>
/// Tabular models of every version of the format stand in tests/data/models, with what they predict, to the last bit. A new version adds its
/// own: run this class with <c>--explicit only</c>. The old ones stay as they are.
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
        using TabularModel model = TabularModel.Load(TestData.Path($"models/v{version}/{name}.safetensors"));
        Assert.Equal(5, model.Members.Count);
        Assert.NotEqual(ModelCalibration.None, model.Calibration);
        Table rows = Table.Read(TestData.Path("models/rows.csv"), model.Reading());
        Assert.Equal(File.ReadAllText(TestData.Path($"models/v{version}/{name}.txt")), Answers(model, rows));
    }

    [Fact(Explicit = true)]
    public void WriteTheFilesOfThisVersion()
    {
        string folder = TestData.Path($"models/v{ModelFile.Version}");
        Assert.False(File.Exists(Path.Combine(folder, "numbers.safetensors")), "What was released is not written anew.");
        Directory.CreateDirectory(folder);
        Table table = Table.Read(TestData.Path("models/rows.csv"));
        Write("classes", "color", new());
        Write("two-classes", "sold", new() { Threshold = Myelin.Calibration.ThresholdMetric.F1 });
        Write("numbers", "price", new());

        void Write(string name, string target, TabularOptions options)
        {
            using TabularModel model = Trained.Model(table, target, options with { Set = ["hidden=6-5"], Epochs = 4 });
            model.Save(Path.Combine(folder, $"{name}.safetensors"));
            using TabularModel loaded = TabularModel.Load(Path.Combine(folder, $"{name}.safetensors"));
            File.WriteAllText(Path.Combine(folder, $"{name}.txt"), Answers(loaded, table));
        }
    }

    /// <summary>A line for each row: the class and its probabilities, or the number and its interval, so that they are read back as the same bits.</summary>
    static string Answers(TabularModel model, Table rows)
    {
        var answers = new StringBuilder();
        foreach (Prediction prediction in model.Predict(rows))
        {
            answers.Append(prediction.Class ?? Text(prediction.Value));
            foreach (float p in prediction.Probabilities) answers.Append(' ').Append(p.ToString("R", CultureInfo.InvariantCulture));
            if (model.Calibration.Intervals?.Of(prediction.Value, 0.8) is { } interval) answers.Append(' ').Append(Text(interval.Low)).Append(' ').Append(Text(interval.High));
            answers.Append('\n');
        }
        return answers.ToString();
    }

    static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
