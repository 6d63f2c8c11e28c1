using System.Globalization;
using System.Text.Json;

namespace Myelin.Cli.Tests;

/// <summary>What <c>myelin predict</c> writes, and says of rows that are unlike the training rows.</summary>
public sealed class PredictTests(PredictTests.Models models) : IClassFixture<PredictTests.Models>
{
    public sealed class Models : IDisposable
    {
        public Models()
        {
            string rows = string.Concat(Enumerable.Range(0, 300).Select(i => string.Create(CultureInfo.InvariantCulture,
                $"{i:000},{i * 37 % 100},{(i * 7919 % 3 == 0 ? "Male" : "Female")}," +
                $"{1_600_000_000 + 3 * (i * 37 % 100) + i % 7 * 0.25:0.00}\n")));
            Write("a.csv", "id,x,sex,finish\n" + rows);
            Succeeds("train", "a.csv", "-t", "finish", "--ignore", "id", "--quality", "fast", "--epochs", "60", "--test", "0.2",
                "-q", "-o", "m.safetensors");
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("myelin").FullName;

        public string Write(string file, string content)
        {
            File.WriteAllText(Path.Combine(Folder, file), content);
            return file;
        }

        public Run Succeeds(params string[] arguments)
        {
            Run run = Cli.RunIn(Folder, arguments);
            Assert.True(run.ExitCode == 0, run.Error);
            return run;
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }

    [Fact]
    public void TheFileHoldsWhatWasComputed()
    {
        string[] csv = models.Succeeds("predict", "m.safetensors", "a.csv", "--interval", "0.9", "--keep", "id").Output.TrimEnd()
            .Split('\n');
        Assert.Equal("id,finish,low,high", csv[0]);
        using JsonDocument json =
            JsonDocument.Parse(models.Succeeds("predict", "m.safetensors", "a.csv", "--interval", "0.9", "--json").Output);
        JsonElement[] objects = [.. json.RootElement.GetProperty("predictions").EnumerateArray()];
        for (int row = 0; row < objects.Length; row++)
            Assert.Equal(
                $"{row:000},{objects[row].GetProperty("value").GetRawText()},{objects[row].GetProperty("low").GetRawText()}," +
                    $"{objects[row].GetProperty("high").GetRawText()}", csv[row + 1]);
        double[] values = [.. csv[1..].Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
        Assert.True(values.Distinct().Count() > 150, $"{values.Distinct().Count()} distinct values");
        // the error of the file is the one that is reported
        double[] actual = [.. File.ReadAllLines(Path.Combine(models.Folder, "a.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[3], CultureInfo.InvariantCulture))];
        double rmse = Math.Sqrt(values.Zip(actual, (a, b) => (a - b) * (a - b)).Average());
        using JsonDocument said = JsonDocument.Parse(models.Succeeds("evaluate", "m.safetensors", "a.csv", "--json").Output);
        Assert.Equal(said.RootElement.GetProperty("evaluation").GetProperty("metrics").GetProperty("RMSE").GetDouble(), rmse, 1e-9 * rmse);
        Assert.True(rmse < 20, $"{rmse}");
    }

    [Fact]
    public void RowsUnlikeTrainingAreCountedFlaggedAndRefused()
    {
        models.Write("b.csv", "sex,x\nMale,50\nmale,50\nFemale,700\nF,-2\n");
        Run run = models.Succeeds("predict", "m.safetensors", "b.csv", "--flags", "--interval", "0.9");
        string[] flags = [.. run.Output.TrimEnd().Split('\n').Select(line => line.Split(',')[^1])];
        Assert.Equal("flags", flags[0]);
        Assert.Equal("", flags[1]);
        Assert.Equal("sex: unseen", flags[2]);
        Assert.StartsWith("x: far above range", flags[3], StringComparison.Ordinal);
        Assert.EndsWith("interval: not covered", flags[3], StringComparison.Ordinal);
        Assert.StartsWith("x: below range; sex: unseen", flags[4], StringComparison.Ordinal);
        Assert.Contains(
            "warning: sex: 2 of 4 rows have a category that was not in training: " +
                "'F' (1; did you mean 'Female'?), 'male' (1; did you mean 'Male'?).\n", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            "warning: x: 2 of 4 rows are outside the training range 0 to 99: 1 below it, such as -2; 1 above it, such as 700.\n", run.Error,
            StringComparison.Ordinal);
        Assert.Contains("warning: 1 of 4 rows are far outside the training range: prediction intervals do not cover such rows.\n",
            run.Error, StringComparison.Ordinal);
        foreach (string[] to in new[] { [], ["-o", "strict.csv"], new[] { "--json" } })
        {
            Run strict = Cli.RunIn(models.Folder, ["predict", "m.safetensors", "b.csv", "--strict", .. to]);
            Assert.Equal((2, ""), (strict.ExitCode, strict.Output));
            Assert.StartsWith("b.csv: line 3, column sex: \"male\" is a category that was not in training (did you mean \"Male\"?)",
                strict.ErrorLine, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(Path.Combine(models.Folder, "strict.csv")));
        models.Write("c.csv", "sex,x\nMale,50\n");
        Run fit = models.Succeeds("predict", "m.safetensors", "c.csv");
        Assert.Equal(fit, models.Succeeds("predict", "m.safetensors", "c.csv", "--strict"));
        models.Succeeds("predict", "m.safetensors", "c.csv", "--strict", "-o", "fit.csv");
        Assert.Equal(fit.Output, File.ReadAllText(Path.Combine(models.Folder, "fit.csv")));
    }

    [Fact]
    public void CountsOfALargeFileAreTotals()
    {
        models.Write("large.csv", "sex,x\n" + string.Concat(Enumerable.Repeat("Male,5\nmal,500\n", 40_000)));
        Run run = models.Succeeds("predict", "m.safetensors", "large.csv", "-o", "large.out.csv");
        Assert.Contains("warning: sex: 40,000 of 80,000 rows have a category", run.Error, StringComparison.Ordinal);
        Assert.Contains("warning: x: 40,000 of 80,000 rows are outside the training range", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluationsAndReportsSayItToo()
    {
        models.Write("e.csv", "x,sex,finish\n5,male,1600000015\n6,Male,1600000018\n");
        foreach (string[] command in new[] { ["evaluate", "m.safetensors", "e.csv"],
            new[] { "report", "m.safetensors", "e.csv", "--repeats", "0", "-o", "e.html" } })
            Assert.Contains("warning: sex: 1 of 2 rows", models.Succeeds(command).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void KeptCellsAreUnchanged()
    {
        models.Write("k.csv",
            "id,x,sex,note\n007,1.50,Male,\"a, \"\"b\"\"\"\n19-digit 9007199254740993,2,Female,=1+2\nNA,3,Male,-5\n,4,,@x\n");
        string output = models.Succeeds("predict", "m.safetensors", "k.csv", "--keep", "note", "--keep", "x", "--keep", "id").Output;
        string[] lines = output.TrimEnd().Split('\n');
        Assert.Equal("note,x,id,finish", lines[0]);
        Assert.All(["\"a, \"\"b\"\"\",1.50,007,", "=1+2,2,19-digit 9007199254740993,", "-5,3,NA,", "@x,4,,"],
            (start, i) => Assert.StartsWith(start, lines[i + 1], StringComparison.Ordinal));
        string[] guarded = models.Succeeds("predict", "m.safetensors", "k.csv", "--keep", "note", "--guard-formulas").Output.TrimEnd()
            .Split('\n');
        Assert.All(["\"a, \"\"b\"\"\",", "'=1+2,", "-5,", "'@x,"],
            (start, i) => Assert.StartsWith(start, guarded[i + 1], StringComparison.Ordinal));
        using JsonDocument json = JsonDocument.Parse(models.Succeeds("predict", "m.safetensors", "k.csv", "--keep", "id", "--json").Output);
        Assert.Equal(["007", "19-digit 9007199254740993", "NA", ""],
            json.RootElement.GetProperty("predictions").EnumerateArray()
                .Select(row => row.GetProperty("kept").GetProperty("id").GetString()!));
        Assert.StartsWith("k.csv: has no column \"idd\". Did you mean \"id\"?",
            Cli.RunIn(models.Folder, "predict", "m.safetensors", "k.csv", "--keep", "idd").ErrorLine, StringComparison.Ordinal);
        Run refused = Cli.RunIn(models.Folder, "predict", "m.safetensors", "k.csv", "--json", "--guard-formulas");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("--guard-formulas is for CSV, which spreadsheets open, but --json was given. Leave one of them out.",
            refused.ErrorLine);
        models.Write("t.csv", "x,sex,finish\n5,Male,1\n");
        Assert.Equal("--keep finish: the output has another column of this name. Leave it out.",
            Cli.RunIn(models.Folder, "predict", "m.safetensors", "t.csv", "--keep", "finish").ErrorLine);
    }

    [Theory]
    [InlineData("id,finish,low,high\n", "--keep", "id", "--interval", "0.9")]
    [InlineData("finish,flags\n", "--flags")]
    [InlineData("finish\n", "--strict")]
    public void AHeaderGivesAHeader(string header, params string[] options)
    {
        models.Write("h.csv", "id,sex,x\n");
        Assert.Equal(new Run(0, header, ""), models.Succeeds(["predict", "m.safetensors", "h.csv", .. options]));
    }

    [Fact]
    public void ABadCellHasARemedyOfThisCommand()
    {
        models.Write("bad.csv", "x,sex\n1,Male\nn/a,Male\n");
        string error = Cli.RunIn(models.Folder, "predict", "m.safetensors", "bad.csv").ErrorLine;
        Assert.Equal(
            "bad.csv: line 3, column x: \"n/a\" is not a number. Fix the cell, or take such cells as missing (--missing 'n/a')", error);
        models.Succeeds("predict", "m.safetensors", "bad.csv", "--missing", "n/a");
    }
}
