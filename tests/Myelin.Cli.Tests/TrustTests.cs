using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Myelin.Cli.Tests;

/// <summary>What says how far a model can be trusted: cross-validation, thresholds, intervals, the report, the search.</summary>
public sealed class TrustTests(IrisModel iris) : IClassFixture<IrisModel>
{
    [Fact]
    public void CrossValidationSaysMeanAndDeviationAndCalibratesTheModel()
    {
        string output = iris.Succeeds("train", "iris.csv", "-t", "species", "--cv", "3", "--epochs", "15", "-o", "cv.safetensors");
        Assert.Contains("fold 3/3: 100 rows learned, 50 judged, accuracy", output, StringComparison.Ordinal);
        Assert.Contains("± deviation", output, StringComparison.Ordinal);
        Assert.Contains("(150 held-out rows)", output, StringComparison.Ordinal);
        Assert.Contains("cross-validation", iris.Succeeds("inspect", "cv.safetensors"), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(iris.Succeeds("evaluate", "cv.safetensors", "iris.csv", "--cv", "3", "--json"));
        JsonElement found = json.RootElement.GetProperty("crossValidation");
        Assert.Equal(3, found.GetProperty("each").GetArrayLength());
        double[] each =
            [.. found.GetProperty("each").EnumerateArray().Select(fold => fold.GetProperty("scores").GetProperty("accuracy").GetDouble())];
        Assert.Equal(each.Average(), found.GetProperty("mean").GetProperty("accuracy").GetDouble(), 1e-12);
    }

    [Fact]
    public void GroupsAndTimesDealRowsAndGroupsAreNotLearnedFrom()
    {
        Houses("dated.csv", 300);
        string output = iris.Succeeds("train", "dated.csv", "-t", "price", "--cv", "3", "--group", "owner",
            "--epochs", "5", "-o", "g.safetensors");
        Assert.Contains("no owner in both parts", output, StringComparison.Ordinal);
        Assert.Matches(@"owner +category .* nothing: ignored, as asked", output);
        output = iris.Succeeds("train", "dated.csv", "-t", "price", "--cv", "3", "--time", "day", "--ignore", "owner",
            "--epochs", "5", "-o", "t.safetensors");
        Assert.Contains("fold 1/3: 75 rows learned, 75 judged", output, StringComparison.Ordinal);
        Assert.Contains("fold 3/3: 225 rows learned, 75 judged", output, StringComparison.Ordinal);
    }

    [Fact]
    public void IntervalsStandBesideNumbers()
    {
        // judged by houses that the model has not seen: of those that it learned from, more are within
        Houses("houses.csv", 400);
        Houses("others.csv", 400, odd: 1);
        Assert.Contains("intervals",
            iris.Succeeds("train", "houses.csv", "-t", "price", "--ignore", "owner", "--cv", "4", "--epochs", "40"),
            StringComparison.Ordinal);
        string[] lines = iris.Succeeds("predict", "houses.safetensors", "others.csv", "--interval", "0.9").TrimEnd().Split('\n');
        Assert.Equal("price,low,high", lines[0]);
        double[] prices = [.. File.ReadAllLines(iris.At("others.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture))];
        double[][] answers =
            [.. lines[1..].Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        Assert.All(answers, answer => Assert.True(answer[1] <= answer[0] && answer[0] <= answer[2]));
        Assert.InRange(answers.Zip(prices).Count(pair => pair.First[1] <= pair.Second && pair.Second <= pair.First[2]) / 400.0, 0.86, 0.96);
        using JsonDocument json =
            JsonDocument.Parse(iris.Succeeds("predict", "houses.safetensors", "others.csv", "--interval", "0.5", "--json"));
        Assert.True(json.RootElement.GetProperty("predictions")[0].GetProperty("low").GetDouble() > answers[0][1]);
    }

    [Theory]
    [InlineData("--interval is for numbers, but iris.safetensors predicts classes, whose probabilities say how sure each is.", "predict",
        "iris.safetensors", "iris.csv", "--interval", "0.9")]
    [InlineData("--interval must be a number between 0 and 1, but is '90'.", "predict", "iris.safetensors", "iris.csv", "--interval", "90")]
    [InlineData("--group and --time exclude each other: folds are either of whole groups or ordered by time.", "train", "iris.csv",
        "-t", "species", "--cv", "3", "--group", "sepal_width", "--time", "sepal_length")]
    [InlineData("species is the target, so rows cannot be dealt by it.", "train", "iris.csv", "-t", "species", "--group", "species")]
    [InlineData("A decision threshold (for f1) is for two classes, but species has 3. Leave it out.", "train", "iris.csv",
        "-t", "species", "--threshold", "f1")]
    [InlineData("--group and --time say how a cross-validation deals rows: give --cv K too.", "evaluate", "iris.safetensors", "iris.csv",
        "--group", "sepal_width")]
    [InlineData("--metric rmse is for numbers, but species is classes; take logloss, accuracy or auc.", "tune", "iris.csv",
        "-t", "species", "--metric", "rmse")]
    [InlineData("myelin tune needs --target COLUMN, the column to predict.", "tune", "iris.csv")]
    public void WrongUseIsSaidInOneLine(string message, params string[] command)
    {
        Run run = iris.Run(command);
        Assert.Equal((1, message), (run.ExitCode, run.ErrorLine));
    }

    [Fact]
    public void AThresholdIsChosenAndKept()
    {
        string rows = string.Concat(Enumerable.Range(0, 400)
            .Select(i => FormattableString.Invariant($"{i * 37 % 100},{(i * 37 % 100 + i * 7919 % 397 / 4 > 150 ? "yes" : "no")}\n")));
        iris.Write("rare.csv", "x,ill\n" + rows);
        Assert.Contains("best for Youden's J there",
            iris.Succeeds("train", "rare.csv", "-t", "ill", "--threshold", "youden", "--balanced", "--epochs", "10"),
            StringComparison.Ordinal);
        Assert.Matches("decision +yes from a probability of 0", iris.Succeeds("inspect", "rare.safetensors"));
    }

    [Fact]
    public void AReportIsOneFileThatLoadsNothing()
    {
        Assert.Contains("Wrote iris.html", iris.Succeeds("report", "iris.safetensors", "iris.csv"), StringComparison.Ordinal);
        Check("iris.html",
            ["Confusion matrix", "ROC curve", "Calibration", "Feature importance", "How it was trained", "What the model is"], 5);
        Houses("rep,ort.csv", 300);
        iris.Succeeds("train", "rep,ort.csv", "-t", "price", "--epochs", "10", "-q", "-o", "r.safetensors");
        iris.Succeeds("report", "r.safetensors", "rep,ort.csv", "-o", "r.html", "--repeats", "1");
        Check("r.html", ["Predicted against actual", "Its errors", "How sure it is", "Where it is most wrong", "Feature importance"], 4);

        void Check(string file, string[] titles, int plots)
        {
            string page = File.ReadAllText(iris.At(file));
            Assert.All(titles, title => Assert.Contains($">{title}</h2>", page, StringComparison.Ordinal));
            // no file, no address, no script: only the name of SVG itself
            Assert.DoesNotMatch("<script|<link|<img|<iframe|@import|@font-face|src=|xlink:href|javascript:", page);
            Assert.DoesNotMatch(@"url\((?!#)", page);
            Assert.Empty(Regex.Matches(page, "https?://[^\"< ]*").Select(match => match.Value).Except(["http://www.w3.org/2000/svg"]));
            // it is well-formed, each plot has words for those who do not see it, and each name is there once
            var body =
                XDocument.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]);
            XElement[] drawn = [.. body.Descendants().Where(element => element.Name.LocalName == "svg")];
            Assert.Equal(plots, drawn.Length);
            Assert.All(drawn, svg =>
            {
                Assert.Equal("img", svg.Attribute("role")!.Value);
                Assert.True(svg.Elements().First().Value.Length > 20);
                Assert.True(svg.Descendants().Count(element => element.Name.LocalName == "path") > 5);
            });
            string[] ids = [.. body.Descendants().Attributes("id").Select(id => id.Value)];
            Assert.Equal(ids.Distinct(), ids);
            Assert.All(Regex.Matches(page, @"url\(#([^)]*)\)").Select(match => match.Groups[1].Value), name => Assert.Contains(name, ids));
            Assert.True(body.Descendants("table").Count() >= plots);
        }
    }

    [Fact]
    public void NamesFromATableAreText()
    {
        string rows = string.Concat(
            Enumerable.Range(0, 120).Select(i => FormattableString.Invariant($"{i % 7},{(i % 7 > 3 ? "<script>a&b" : "<=3")}\n")));
        iris.Write("signs.csv", "x,in<b>come\n" + rows);
        iris.Succeeds("train", "signs.csv", "-t", "in<b>come", "-q", "--epochs", "5");
        iris.Succeeds("report", "signs.safetensors", "signs.csv");
        string page = File.ReadAllText(iris.At("signs.html"));
        Assert.Contains("&lt;script&gt;a&amp;b", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ASearchGoesOnWhereItWasStopped()
    {
        string[] search = ["tune", "iris.csv", "-t", "species", "--cv", "3"];
        string whole = iris.Succeeds([.. search, "--trials", "4", "--journal", "whole.jsonl", "-o", "whole.safetensors"]);
        iris.Succeeds([.. search, "--trials", "2", "--journal", "parts.jsonl", "-o", "parts.safetensors"]);
        string parts = iris.Succeeds([.. search, "--trials", "4", "--journal", "parts.jsonl", "-o", "parts.safetensors"]);
        Assert.Contains("parts.jsonl, with 2 trials: the search goes on", parts, StringComparison.Ordinal);
        Assert.Equal(Conclusion(whole),
            Conclusion(
                parts.Replace("parts.", "whole.", StringComparison.Ordinal).Replace("Replaced ", "Saved ", StringComparison.Ordinal)));
        Assert.Equal(iris.Succeeds("inspect", "whole.safetensors", "--digest"), iris.Succeeds("inspect", "parts.safetensors", "--digest"));
        Run other = iris.Run([.. search, "--trials", "4", "--journal", "parts.jsonl", "--seed", "2"]);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("seed was \"1\", and now is \"2\"", other.ErrorLine, StringComparison.Ordinal);

        static string Conclusion(string output) => output[output.IndexOf("The best with all rows", StringComparison.Ordinal)..];
    }

    [Fact]
    public void RowsThatNoTrialSawHaveTheLastWord()
    {
        string[] search = ["tune", "iris.csv", "-t", "species", "--cv", "3", "--trials", "3", "--journal", "last.jsonl",
            "-o", "last.safetensors"];
        string output = iris.Succeeds(search);
        Assert.Contains("No setting was better than the defaults", output, StringComparison.Ordinal);
        Assert.Matches(@"On 30 test rows: log loss [0-9.]+; baseline [0-9.]+\.\n", output);
        Assert.Matches("plan +10 networks of two kinds", output);
        // the same where time decides how many networks there are
        string limited = iris.Succeeds([.. search, "--time-limit", "6"]);
        Assert.Contains("On 30 test rows: log loss ", limited, StringComparison.Ordinal);
        using JsonDocument model = JsonDocument.Parse(iris.Succeeds("inspect", "last.safetensors", "--json"));
        (int networks, int planned) =
            (model.RootElement.GetProperty("networks").GetInt32(), model.RootElement.GetProperty("plannedNetworks").GetInt32());
        Assert.Equal(networks < planned,
            limited.Contains($"{networks} of {planned} networks: training was ended", StringComparison.Ordinal));
        Assert.True(model.RootElement.GetProperty("scores").TryGetProperty("test log loss", out _));
    }

    [Fact]
    public void TheBestIsJudgedBesideTheDefaultsWhereThereIsTime()
    {
        Houses("tuned.csv", 150);
        string[] search = ["tune", "tuned.csv", "-t", "price", "--ignore", "owner", "--cv", "2", "--trials", "6", "--journal", "best.jsonl",
            "-o", "best.safetensors"];
        string whole = iris.Succeeds(search);
        Assert.Contains("Best: ", whole, StringComparison.Ordinal);
        Assert.Matches(@"On 30 test rows: RMSE [0-9.]+, and [0-9.]+ with the defaults; baseline [0-9.]+\.", whole);
        Assert.Matches(
            @"On 30 test rows: RMSE [0-9.]+(, and [0-9.]+ with the defaults|; no time was left to train the defaults, too); " +
                @"baseline [0-9.]+\.", iris.Succeeds([.. search, "--time-limit", "6"]));
    }

    /// <summary>A search whose last training gets no time keeps what it found, and says the command that trains it.</summary>
    [Fact]
    public void ASearchWithoutTimeForItsModelKeepsItsResult()
    {
        // one second is the least that the last training has
        iris.Write("large.csv",
            "a,b,c,owner,y\n" +
            string.Concat(Enumerable.Range(0, 60_000)
                .Select(i => FormattableString.Invariant($"{i % 997},{i * 7 % 991},{i * 13 % 983},o{i % 7},{i % 997 + i * 7 % 991}\n"))));
        string[] search = ["tune", "large.csv", "-t", "y", "--ignore", "owner", "--threads", "1", "--time-limit", "0.001",
            "--journal", "large.jsonl", "-o", "late.safetensors"];
        Assert.Equal(3, iris.Run(search).ExitCode);
        File.AppendAllText(iris.At("large.jsonl"), """
            {"trial":0,"settings":{},"losses":[4,3,3,3,3],"seconds":2}
            {"trial":1,"settings":{"hidden":"512-512","activation":"mish","embedding":"periodic","embedding-deviation":"0.282","learning-rate":"0.0164","dropout":"0","weight-decay":"0.05","label-smoothing":"0"},"losses":[2,2,2,2,2],"seconds":2}

            """.ReplaceLineEndings("\n"));
        const string Command = "myelin train large.csv --target y --ignore owner --threads 1 --set hidden=512-512 --set activation=mish " +
            "--set embedding=periodic --set embedding-deviation=0.282 --set learning-rate=0.0164 --set dropout=0 --set weight-decay=0.05 " +
            "--set label-smoothing=0 -o late.safetensors";
        Run late = iris.Run(search);
        Assert.Equal(1, late.ExitCode);
        Assert.Equal(
            "No time was left to train the best settings with all rows, so no model is saved. The trials are kept in large.jsonl: the " +
                "same command with a longer --time-limit continues from there, and 'myelin train' with the best settings is shown above.",
            late.ErrorLine);
        Assert.Contains("Best: hidden=512-512 activation=mish", late.Output, StringComparison.Ordinal);
        Assert.Contains($"Next:  {Command}\n", late.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(iris.At("late.safetensors")));
        using JsonDocument found = JsonDocument.Parse(iris.Run([.. search, "--json"]).Output);
        Assert.Equal(Command, found.RootElement.GetProperty("command").GetString());
        Assert.Equal((2, JsonValueKind.Null),
            (found.RootElement.GetProperty("loss").GetDouble(), found.RootElement.GetProperty("model").ValueKind));
        iris.Succeeds([.. Command.Split(' ')[1..], "--quality", "fast", "--epochs", "1"]);
    }

    void Houses(string file, int rows, int odd = 0)
    {
        string lines =
            string.Concat(Enumerable.Range(0, rows).Select(i => 2 * i + odd).Select(i => string.Create(CultureInfo.InvariantCulture,
                $"{i % 17},{i * 7 % 13},o{i * 11 % 23},{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd}," +
                $"{3000 + 100 * (i % 17) - 50 * (i * 7 % 13) + i * 7919 % 400}\n")));
        iris.Write(file, "rooms,age,owner,day,price\n" + lines);
    }
}
