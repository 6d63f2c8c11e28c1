using System.Globalization;
using System.Text;

namespace Myelin.Tabular.Tests.Reading;

/// <summary>A model reads later files as it read the first, also after it was saved.</summary>
public class RememberedNotationTests
{
    const string Header = "day,price,km,views,place,id,y\n";

    static readonly TableOptions Options = new()
    {
        Thousands = ',',
        KeepWords = ["NA"],
        Notation = new() { Suffixes = true },
        Notations = new Dictionary<string, Notation> { ["km"] = new() { Unit = "km" } },
    };

    [Fact]
    public void ALaterFileIsReadAsTheFirstWas()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(Row));
        using TabularModel trained = TabularModel.Train(Read(Header + rows, Options), "y", new() { Hidden = [new Dense(2)], Epochs = 1 },
            null, TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        string path = folder["m.safetensors"];
        trained.Save(path);
        using TabularModel model = TabularModel.Load(path);
        TableOptions reading = model.Reading();
        Assert.Equal(("dd/MM/yyyy", "$", "km", true),
            (reading.Notations["day"].DateFormat, reading.Notations["price"].Unit, reading.Notations["km"].Unit,
                reading.Notations["views"].Suffixes));

        // a few rows, whose days alone would not tell
        Table few = Read(Header + Row(2) + Row(3), reading);
        Assert.Equal(new DateTime(2024, 3, 3), ((DateColumn)few["day"])[0]);
        Assert.Equal([1502, 7, 2000], [few["price"].Number(0), few["km"].Number(0), few["views"].Number(0)]);
        Assert.Equal(["NA", "9007199254740993002"], [few["place"].Text(0), few["id"].Text(0)]);
        Assert.Equal(trained.Encoder.Apply(few), model.Encoder.Apply(few));
        Assert.Equal(model.Predict(few)[0].Value, model.Predict(Read(Header + rows, reading))[2].Value);

        Refuses("03/03/2024,1502,7 km,2K,NA,5", "column price: \"1502\" is not a number (it has no $");
        Refuses("03/03/2024,€5,7 km,2K,NA,5", "it is in €, not in $");
        Refuses("03/03/2024,$5,7 mi,2K,NA,5", "it is in mi, not in km");
        Refuses("2024-03-03,$5,7 km,2K,NA,5", "is not a date as dd/MM/yyyy");
        Table other = Read(Header + "2024-03-03,$5,7 km,2K,NA,5,1\n",
            model.Reading(new() { Notation = new() { DateFormat = "yyyy-MM-dd" } }));
        Assert.Equal(new DateTime(2024, 3, 3), ((DateColumn)other["day"])[0]);

        void Refuses(string row, string problem) =>
            Assert.Contains(problem, Assert.Throws<InvalidFileException>(() => Read($"{Header}{row},1\n", reading)).Message,
                StringComparison.Ordinal);
    }

    /// <summary>
    /// What is written of a table is read by its model; and dates of programs and databases are, however the file's are written.
    /// </summary>
    [Theory]
    [InlineData('.', ',', "$", ",")]
    [InlineData(',', '.', "%", ";")]
    public void RowsThatAreWrittenAreReadAsTheModelDemands(char sign, char thousands, string unit, string delimiter)
    {
        string header = string.Join(delimiter, "day", "price", "km", "place", "y") + "\n";
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => string.Join(delimiter,
            $"{(i % 28) + 1:00}/03/2024{(i == 7 ? " 10:11:12" : "")}",
            i == 9 ? "" : unit == "$" ? $"\"-$1{i}{sign}5\"" : $"\"{i - 5}{sign}5{unit}\"",
            $"{i + 5} km", i % 2 == 0 ? "NA" : "EU", i % 2) + "\n"));
        TableOptions options = Options with { DecimalSign = sign, Thousands = thousands, Notation = new() };
        Table table = Read(header + rows, options);
        using TabularModel model = TabularModel.Train(table, "y", new() { Hidden = [new Dense(2)], Epochs = 1 }, null,
            TestContext.Current.CancellationToken);
        using var written = new MemoryStream();
        table.WriteCsv(written);
        Table read = Read(Encoding.UTF8.GetString(written.ToArray()), model.Reading(withTarget: true));
        Assert.Equal(model.Encoder.Apply(table), model.Encoder.Apply(read));
        Assert.Equal(60, model.Seen(read).Count);

        var day = new DateTime(2024, 3, 5);
        Assert.Equal(Of(day), Of(DateOnly.FromDateTime(day)));
        Assert.Equal(Of(day.AddHours(7)), Of(new DateTimeOffset(day.AddHours(9), TimeSpan.FromHours(2))));
        Assert.Equal(Of(day), Of("05/03/2024"));
        Assert.NotEqual(Of(day), Of(day.AddDays(9)));
        string refusal = Assert.Throws<InvalidFileException>(() => Of("2024-03-05")).Message;
        Assert.Contains("\"2024-03-05\" is not a date as dd/MM/yyyy", refusal, StringComparison.Ordinal);

        using var days = new System.Data.DataTable();
        foreach (string name in model.Inputs)
            days.Columns.Add(name, name == "day" ? typeof(DateTime) : name == "place" ? typeof(string) : typeof(double));
        days.Rows.Add([.. model.Inputs.Select(name => name == "day" ? day : name == "place" ? "NA" : (object)DBNull.Value)]);
        using System.Data.Common.DbDataReader reader = days.CreateDataReader();
        Assert.Equal(Of(day), string.Join(' ', model.Predict(Table.Read(reader, "rows", model.Reading()))[0].Probabilities));

        string Of(object value)
        {
            var row = new Dictionary<string, object?> { ["day"] = value, ["price"] = null, ["km"] = null, ["place"] = "NA" };
            return string.Join(' ', model.Predict(row).Probabilities);
        }
    }

    [Fact]
    public void TheDecimalSignThatIsSaidHolds()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"1.00{i % 10},5;{i % 2}\n"));
        TableOptions european = new() { DecimalSign = ',', Thousands = '.' };
        using TabularModel model = TabularModel.Train(Read("x;y\n" + rows, european), "y",
            new() { Hidden = [new Dense(2)], Epochs = 1 }, null,
            TestContext.Current.CancellationToken);
        Assert.Equal(8125, Of("8.125", null));
        Assert.Equal(8125.5, Of("8.125,5", new()));
        Assert.Equal(8.125, Of("8.125", new() { DecimalSign = '.' }));
        Assert.Equal(8125, Of("8,125", new() { Thousands = ',' }));
        Assert.Equal(8125.5, Of("8,125.5", new() { DecimalSign = '.', Thousands = ',' }));

        double Of(string cell, TableOptions? options) => Read($"x;y\n{cell};1\n", model.Reading(options))["x"].Number(0);
    }

    /// <summary>As in a file, so in a row that a program gives.</summary>
    [Fact]
    public void ANumberThatStandsForAMissingCellIsNoneWhateverWordsAreKept()
    {
        string rows =
            string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 10 == 0 ? -999 : i)},{(i % 3 == 0 ? "NA" : "EU")},{i % 2}\n"));
        TableOptions options = new() { Missing = ["-999"], KeepWords = ["NA"] };
        using TabularModel model = TabularModel.Train(Read("a,place,y\n" + rows, options), "y",
            new() { Hidden = [new Dense(2)], Epochs = 1 }, null,
            TestContext.Current.CancellationToken);
        string Of(object? a)
        {
            Prediction found = model.Predict(new Dictionary<string, object?> { ["a"] = a, ["place"] = "NA" });
            Assert.Empty(found.UnknownCells);
            return string.Join(' ', found.Probabilities);
        }
        Assert.Equal(Of(null), Of(-999.0));
        Assert.NotEqual(Of(null), Of(30.0));
    }

    [Fact]
    public void AModelOfPlainCellsSaysNothingOfThem()
    {
        using TabularModel trained =
            TabularModel.Train(Read("x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i % 2}\n")), new()), "y",
                new() { Hidden = [new Dense(2)], Epochs = 1 }, null, TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        trained.Save(folder["m.safetensors"]);
        string file = Encoding.Latin1.GetString(File.ReadAllBytes(folder["m.safetensors"]));
        Assert.DoesNotContain("notations", file, StringComparison.Ordinal);
        Assert.DoesNotContain("keep_words", file, StringComparison.Ordinal);
    }

    /// <summary>Of two numbers one may be an outlier, where they are no codes and it is rare.</summary>
    [Theory]
    [InlineData("5", "1000000", 1, null)]
    [InlineData("5", "7", 2, null)]
    [InlineData("5", "7", 3, "Classification")]
    [InlineData("0", "1", 1, "Classification")]
    [InlineData("1", "2", 1, "Classification")]
    [InlineData("-1", "1", 1, "Classification")]
    [InlineData("2", "4", 100, "Classification")]
    public void AnOutlierIsNoClass(string usual, string rare, int count, string? task)
    {
        Table table = Read("x,y\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},{(i < count ? rare : usual)}\n")), new());
        if (task is not null) Assert.Equal(task, Target.Of(table, "y").Task.ToString());
        else
            Assert.Contains("TabularOptions.Task", Assert.Throws<InvalidFileException>(() => Target.Of(table, "y")).Message,
                StringComparison.Ordinal);
        Assert.Equal(TabularTask.Regression, Target.Of(table, "y", TabularTask.Regression).Task);
    }

    /// <summary>What is nearly constant in float32 is not constant.</summary>
    [Fact]
    public void SmallDifferencesOfLargeNumbersAreLearnedFrom()
    {
        Table table = Read(
            "t,y\n" +
                string.Concat(Enumerable.Range(0, 60)
                    .Select(i => string.Create(CultureInfo.InvariantCulture, $"{1_600_000_000 + i / 100.0},{i % 2}\n"))), new());
        float[] encoded = TableEncoder.Fit(table, ["t"], new EncoderSettings { PiecewiseLinearBins = 0 }).Apply(table);
        Assert.Equal(60, encoded.Distinct().Count());
        Assert.True(encoded[0] < -0.8f && encoded[59] > 0.8f);
    }

    static string Row(int i) => string.Create(CultureInfo.InvariantCulture,
        $"{(i % 28) + 1:00}/03/2024,\"${1500 + i:N0}\",{i + 5} " +
        $"km,{i}K,{(i % 3 == 2 ? "NA" : i % 3 == 1 ? "EU" : "AS")},9007199254740993{i % 12:000},{i % 2}\n");

    static Table Read(string csv, TableOptions options)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return Table.Read(bytes, "data.csv", options);
    }
}
