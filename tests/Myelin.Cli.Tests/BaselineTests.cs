using System.Text.Json;

namespace Myelin.Cli.Tests;

/// <summary>Every result has a baseline beside it and says which rows the model knows.</summary>
public sealed class BaselineTests(IrisModel iris) : IClassFixture<IrisModel>
{
    [Fact]
    public void TrainShowsTheBaselineBesideTheTestAndEvaluateTheTrainingRows()
    {
        Assert.Matches(@"validation +test \(30 rows\) +baseline\n", iris.Training.Output);
        Assert.Matches(@"accuracy +0\.\d+ +\d\.\d+ +0\.3333\n", iris.Training.Output);
        Assert.Matches(@"log loss +0\.\d+ +0\.\d+ +1\.0986\n", iris.Training.Output);
        Assert.Contains("always predicting 'setosa', the most frequent class of the training rows", iris.Training.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("verdict", iris.Training.Output, StringComparison.Ordinal);
        string output = iris.Succeeds("evaluate", "iris.safetensors", "iris.csv");
        Assert.Matches(@"training rows +12\d of 150 rows equal training rows; scores on them are too optimistic\.", output);
        JsonElement json = JsonDocument.Parse(iris.Succeeds("evaluate", "iris.safetensors", "iris.csv", "--json")).RootElement
            .GetProperty("evaluation");
        Assert.Equal(1 / 3.0, json.GetProperty("baseline").GetProperty("metrics").GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.True(json.GetProperty("baseline").GetProperty("modelIsBetter").GetBoolean());
        Assert.InRange(json.GetProperty("trainingRows").GetProperty("count").GetInt32(), 120, 121);
        iris.Succeeds("report", "iris.safetensors", "iris.csv", "--repeats", "0", "-o", "r.html");
        string page = File.ReadAllText(iris.At("r.html"));
        Assert.Contains("equal training rows; scores on them are too optimistic.", page, StringComparison.Ordinal);
        Assert.Contains("accuracy (baseline 0.3333)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void HeldOutRowsAreWrittenAndUnknownToTheModel()
    {
        string[] command = ["train", "iris.csv", "-t", "species", "--quality", "fast", "--epochs", "3", "-o", "held.safetensors",
            "--test-output", "held.csv"];
        string output = iris.Succeeds(command);
        Assert.Contains("Saved held.safetensors", output, StringComparison.Ordinal);
        Assert.Contains("Saved the test rows as held.csv.", output, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(iris.At("held.csv")), all = File.ReadAllLines(iris.At("iris.csv"));
        Assert.Equal((31, all[0]), (lines.Length, lines[0]));
        Assert.All(lines[1..], line => Assert.Contains(line, all.Select(row => row.Replace(".0,", ",", StringComparison.Ordinal))));
        output = iris.Succeeds("evaluate", "held.safetensors", "held.csv");
        Assert.Matches("(None of the 30 rows equals a training row|1 of 30 rows equals a training row)", output);
        // a model that is there is replaced, and that is said
        File.Delete(iris.At("held.csv"));
        Assert.Contains("Replaced held.safetensors", iris.Succeeds(command), StringComparison.Ordinal);
        File.Delete(iris.At("held.csv"));
        Assert.True(JsonDocument.Parse(iris.Succeeds([.. command, "--json", "--no-fingerprints"])).RootElement
            .GetProperty("replaced").GetBoolean());
        Assert.Contains("its file keeps no fingerprints", iris.Succeeds("evaluate", "held.safetensors", "held.csv"),
            StringComparison.Ordinal);
        Run run = iris.Run("train", "iris.csv", "-t", "species", "--test", "0", "--epochs", "3", "--test-output", "none.csv",
            "-o", "none.safetensors");
        Assert.Equal((1, "--test-output writes the test rows, and none are held out here. Hold some out (--test 0.2)."),
            (run.ExitCode, run.ErrorLine));
    }

    [Fact]
    public void ATrainingThatLearnedNothingSaysSo()
    {
        // numbers of ten digits that are not scaled: every unit is saturated
        var random = new Random(1);
        iris.Write("gdp.csv",
            "gdp,share,y\n" +
            string.Concat(Enumerable.Range(0, 200).Select(_ => random.Next(1_000_000, 9_000_000))
                .Select(n => FormattableString.Invariant($"{n}123,{n / 1e11},{n / 1e6:0.000}\n"))));
        string output = iris.Succeeds("train", "gdp.csv", "-t", "y", "--optimizer", "lbfgs", "--layers", "8:tanh", "--scaling", "none",
            "-o", "gdp.safetensors");
        Assert.Matches(
            @"verdict +The model predicts the same for every row, and is no better than always predicting the mean \d\.\d+ \(RMSE", output);
        output = iris.Succeeds("train", "gdp.csv", "-t", "y", "--cv", "3", "--optimizer", "lbfgs", "--layers", "8:tanh",
            "--scaling", "none", "-o", "gdp.safetensors");
        Assert.Matches(@"RMSE +\d\.\d+ +\d\.\d+ +\d\.\d+ +\d\.\d+ +\d\.\d+\n", output);
        Assert.Contains("no better than always predicting the mean", output, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsWithoutATargetAreCountedAndLeftOutWhereThatIsAsked()
    {
        iris.Write("gaps.csv", "a,y\n" + string.Concat(
            Enumerable.Range(0, 120).Select(row => $"{row * 7 % 120}.5,{(row % 5 == 0 ? "NA" : row * 7 % 120 > 60 ? "up" : "down")}\n")));
        string[] command = ["train", "gaps.csv", "-t", "y", "--quality", "fast", "--epochs", "2", "-o", "gaps.safetensors"];
        const string Error = "gaps.csv: line 2, column y: the target is missing, as in 24 of 120 rows. " +
            "\"NA\" is read as a missing value. Fill them in, or leave such rows out (--drop-missing-target), " +
            "or if \"NA\" is a word, keep it (--keep-word NA)";
        Run run = iris.Run(command);
        Assert.Equal((2, Error), (run.ExitCode, run.ErrorLine));
        Assert.Matches("dropped +24 of 120 rows, as y is missing", iris.Succeeds([.. command, "--drop-missing-target"]));
        JsonElement json = JsonDocument.Parse(iris.Succeeds([.. command, "--drop-missing-target", "--json"])).RootElement;
        Assert.Equal((96, 24), (json.GetProperty("rows").GetInt32(), json.GetProperty("droppedRows").GetInt32()));
        string digest = json.GetProperty("digest").GetString()!;
        // streamed, and with such rows taken out of the file, it is the same training
        Run streamed = iris.Run([.. command, "--stream"]);
        Assert.Equal(Error, streamed.ErrorLine);
        Assert.Matches("dropped +24 of 120 rows, as y is missing", iris.Succeeds([.. command, "--drop-missing-target", "--stream"]));
        Assert.Equal(digest, iris.Succeeds("inspect", "gaps.safetensors", "--digest").Trim());
        string[] lines = File.ReadAllLines(iris.At("gaps.csv"));
        iris.Write("gaps.csv", string.Join('\n', lines.Where(line => !line.EndsWith(",NA", StringComparison.Ordinal))));
        Assert.Equal(digest, JsonDocument.Parse(iris.Succeeds([.. command, "--json"])).RootElement.GetProperty("digest").GetString());
        iris.Write("gaps.csv", string.Join('\n', lines));
        Assert.Contains("(--drop-missing-target)", iris.Run("evaluate", "gaps.safetensors", "gaps.csv").ErrorLine,
            StringComparison.Ordinal);
        Assert.Matches(@"a?ccuracy +\d\.\d+", iris.Succeeds("evaluate", "gaps.safetensors", "gaps.csv", "--drop-missing-target"));
    }

    [Fact]
    public void RowWeightsAreTakenInTrainingAndScores()
    {
        // where x is b, nine tenths of the weight and half of the rows are 0
        iris.Write("w.csv",
            "x,w,y\n" +
            string.Concat(Enumerable.Range(0, 200)
                .Select(row => row % 2 == 0 ? $"a,1,{(row / 2 % 10 == 0 ? 1 : 0)}\n" : $"b,{(row / 2 % 2 == 0 ? 9 : 1)},{row / 2 % 2}\n")));
        string[] command = ["train", "w.csv", "-t", "y", "--quality", "fast", "--epochs", "20", "-o", "w.safetensors"];
        string output = iris.Succeeds([.. command, "--weight", "w"]);
        Assert.Matches("w +number .* nothing: row weight", output);
        Assert.Contains("scores and baseline are weighted by it", output, StringComparison.Ordinal);
        // 0 is right in 90 rows of a and in the 50 rows of b that count nine times, of 600 in all
        Assert.Matches(@"accuracy +0\.9\d+ +0\.9000", iris.Succeeds("evaluate", "w.safetensors", "w.csv", "--weight", "w"));
        Assert.Contains("not used here; the model was trained with those of w", iris.Succeeds("evaluate", "w.safetensors", "w.csv"),
            StringComparison.Ordinal);
        iris.Succeeds("evaluate", "w.safetensors", "w.csv", "--weight", "w", "--cv", "2");
        iris.Succeeds("report", "w.safetensors", "w.csv", "--weight", "w", "--repeats", "0", "-o", "w.html");
        Assert.Equal("w is both the target and the row weight. Give --weight another column.",
            iris.Run("train", "w.csv", "-t", "w", "--weight", "w").ErrorLine);
        Assert.StartsWith("--weight needs all rows in memory", iris.Run([.. command, "--weight", "w", "--stream"]).ErrorLine,
            StringComparison.Ordinal);
        iris.Write("bad.csv", File.ReadAllText(iris.At("w.csv")).Replace("b,9,0\n", "b,-9,0\n", StringComparison.Ordinal));
        Assert.StartsWith("bad.csv: line 3, column w: the row weight -9 is below 0.",
            iris.Run("train", "bad.csv", "-t", "y", "--weight", "w").ErrorLine, StringComparison.Ordinal);
        iris.Write("bad.csv", File.ReadAllText(iris.At("w.csv")).Replace("b,9,0\n", "b,nine,0\n", StringComparison.Ordinal));
        Assert.StartsWith("bad.csv: line 3, column w: \"nine\" is not a number",
            iris.Run("train", "bad.csv", "-t", "y", "--weight", "w").ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void InspectShowsNoCellOfARow()
    {
        string output = iris.Succeeds("inspect", "iris.safetensors");
        Assert.Matches("column +type +missing +distinct +becomes", output);
        Assert.DoesNotContain("5.1", output.Split("Network")[0], StringComparison.Ordinal);
    }
}
