using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular.Tests.Encoders;

/// <summary>Encoders of your own.</summary>
public class CellEncoderTests
{
    static CellEncoderTests()
    {
        foreach (EncoderKind kind in (EncoderKind[])[Circle.OfFiles, Shape.OfFiles, Odd.OfFiles]) EncoderKind.Register(kind);
    }

    [Fact]
    public void ItsNumbersArePlainColumnsOfTheirNames()
    {
        Table table = Table.Of(Column.Of("x", 1, 2, 3), Column.Of("h", 0, 6, double.NaN));
        TableEncoder encoder = Fit(table, "h", column => new Circle(column.Name, column.Type, 24));
        Assert.Equal(["x", "h sin", "h cos"], encoder.Outputs);
        Assert.Equal(new EncodedLayout(1, 2, []), encoder.Layout);
        float[] rows = encoder.Apply(table);
        Assert.Equal([0, 1, 1, 0, 0, 0], [.. rows[1..3], .. rows[4..6], .. rows[7..9]], (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(new(0, 6), encoder.Columns[1].Range);
    }

    [Fact]
    public void WhatItWasFittedToIsReadBack()
    {
        Table table = Table.Of(Column.Of("name", "a bc", "d", null, "efg"));
        TableEncoder encoder = Fit(table, "name", Shape.Fit);
        var read = TableEncoder.FromJson(encoder.ToJson());
        Assert.Equal(encoder, read);
        Assert.Equal(encoder.ToJson(), read.ToJson());
        Assert.Equal([1, 0, 0.25f, 0, 0, 1, 0.75f, 0], read.Apply(table));
        string json = encoder.Columns[0].ToJson();
        Assert.Equal(
            """{"encoder":"test-shape","column":"name","type":"category","longest":4,"blanks":[32,9],"of":"letters","words":["x"],"missing":true}""",
            json);
        Fails<InvalidFileException>("has no \"of\"", () => Changed(json, "\"of\":\"letters\",", ""));
        Fails<InvalidFileException>("unknown key", () => Changed(json, "\"of\"", "\"off\""));
        Fails<InvalidFileException>("is impossible: a word of 0 letters", () => Changed(json, "\"longest\":4", "\"longest\":0"));
    }

    [Fact]
    public void AnEnsembleWithItIsTrainedSavedAndLoaded()
    {
        Table table = Hours(300);
        TabularOptions hours = With("h", column => new Circle(column.Name, column.Type, 24));
        TabularOptions options = hours with { Epochs = 2, Quality = Quality.Default };
        using TabularModel model = Trained.Model(table, "y", options);
        Assert.True(model.Members.Count > 1);
        Assert.Contains("h is encoded by test-circle, as chosen: h sin, h cos", model.Notes);
        using var folder = new TemporaryFolder();
        model.Save(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(folder["m.safetensors"]);
        Assert.Equal(model.Encoder, loaded.Encoder);
        Assert.Equal(model.Predict(table), loaded.Predict(table));
        Prediction missing = loaded.Predict(new Dictionary<string, object?> { ["h"] = null, ["x"] = 1.0 });
        Assert.Equal("h: missing", Assert.Single(missing.UnknownCells).ToString());
        var counts = new UnknownCounts(loaded);
        counts.Add([missing]);
        Assert.Contains("as the encoder test-circle says", Assert.Single(counts.Sentences()).Found, StringComparison.Ordinal);
        Prediction far = loaded.Predict(new Dictionary<string, object?> { ["h"] = 99, ["x"] = 1.0 });
        Assert.Equal("h: far above range", Assert.Single(far.UnknownCells).ToString());
    }

    [Fact]
    public void ItIsFittedToTheTrainingRowsAlone()
    {
        int rows = 0;
        Circle Counted(Column training)
        {
            rows = training.Count;
            return new(training.Name, training.Type, 24);
        }
        using TabularModel model = Trained.Model(Hours(300), "y", With("h", Counted) with { Epochs = 1, Quality = Quality.Fast });
        Assert.InRange(rows, 200, 299);
    }

    [Fact]
    public void FreeTextIsLearnedFromWhereItHasOne()
    {
        IEnumerable<string> notes = Enumerable.Range(0, 200).Select(n => new string('a', n + 1));
        Table table = Table.Of([.. Hours(200).Columns, CategoryColumn.Of("note", ColumnType.Text, notes)]);
        TabularOptions options = With("note", Shape.Fit) with { Epochs = 1, Quality = Quality.Fast };
        using TabularModel model = Trained.Model(table, "y", options);
        using TabularModel without = Trained.Model(table, "y", new() { Epochs = 1, Quality = Quality.Fast });
        Assert.Contains("note", model.Inputs);
        Assert.DoesNotContain("note", without.Inputs);
        Assert.True(double.IsFinite(model.Predict(new Dictionary<string, object?> { ["h"] = 1, ["x"] = 1, ["note"] = "new words" }).Value));
    }

    [Fact]
    public void AnotherOfTheLibrarysOwnMayBeChosen()
    {
        Table table = Hours(48);
        TableEncoder encoder = Fit(table, "h", column => OneHotEncoder.Fit(column));
        Assert.Equal(24 + 1, encoder.Columns.Single(column => column.Column == "h").Plain.Count);
    }

    [Theory]
    [InlineData("too few", "row 1, column h: the encoder test-odd has no finite number \"second\" for \"0\"")]
    [InlineData("infinite", "row 1, column h: the encoder test-odd has no finite number \"first\" for \"0\"")]
    public void EveryNumberIsWrittenAndFinite(string way, string expected) =>
        Fails<InvalidFileException>(expected, () => Applied(way));

    [Theory]
    [InlineData("too many")]
    [InlineData("copies too many")]
    public void MoreNumbersThanNamesAreRefused(string way) =>
        Fails<InvalidOperationException>("The encoder test-odd of column h failed at \"0\"", () => Applied(way));

    [Fact]
    public void HugeNumbersAreLimited() => Assert.Contains((float)NumberEncoder.Limit, Applied("huge"));

    [Fact]
    public void ACellOfAnotherKindIsRefused()
    {
        TableEncoder encoder = Fit(Hours(48), "h", column => new Circle(column.Name, column.Type, 24));
        Fails<InvalidFileException>("\"noon\" is not a number", () => encoder.Apply(Table.Of(Column.Of("x", 1.0), Column.Of("h", "noon"))));
    }

    [Fact]
    public void AKindThatIsNotRegisteredIsRefused()
    {
        string json = new Circle("h", ColumnType.Number, 24).ToJson();
        InvalidFileException error = Fails<InvalidFileException>("encoder.encoder is \"spiral\", which is no encoder",
            () => Changed(json, "test-circle", "spiral"));
        Assert.Contains("must be registered before the file is read (EncoderKind.Register)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", error.Message, StringComparison.Ordinal);
        Refused("which is not registered", column => new Unregistered(column.Name, column.Type));
    }

    [Fact]
    public void ANameThatIsTakenIsRefused()
    {
        EncoderKind.Register(Circle.OfFiles);
        int known = EncoderKind.All.Count;
        Fails<ArgumentException>("There is test-circle among the encoders already",
            () => EncoderKind.Register(Circle.OfFiles with { Settings = [] }));
        Fails<ArgumentException>("There is one-hot among",
            () => EncoderKind.Register(new("one-hot", [], _ => throw new NotSupportedException())));
        Fails<ArgumentException>("Every encoder has its column",
            () => EncoderKind.Register(new("new", ["column"], _ => throw new NotSupportedException())));
        Assert.Equal(known, EncoderKind.All.Count);
    }

    [Fact]
    public void AChoiceThatDoesNotFitIsRefusedBeforeTraining()
    {
        Refused("is null", _ => null!);
        Refused("is of x, number; expected h, number", column => new Circle("x", column.Type, 24));
        Refused("is of h, date; expected h, number", column => new Circle(column.Name, ColumnType.Date, 24));
        Refused("names no number", column => new Odd(column.Name, column.Type, "none"));
        Refused("is another one when it is read back", column => new Odd(column.Name, column.Type, "forgets"));
        Refused("cannot be read back", column => new Odd(column.Name, column.Type, "says nothing"));
        Fails<ArgumentException>("test-odd has no setting \"period\"",
            () => Fit(Hours(48), "h", column => new Odd(column.Name, column.Type, "another setting")));
    }

    [Fact]
    public void AColumnThatIsNotThereOrNotLearnedFromIsRefused()
    {
        static void Fails<TError>(string expected, string column, TabularOptions? other = null) where TError : Exception
        {
            TabularOptions options = With(column, training => new Circle(training.Name, training.Type, 24));
            CellEncoderTests.Fails<TError>(expected,
                () => Trained.Model(Hours(100), "y", (other ?? new()) with { Encoders = options.Encoders }));
        }

        Table table = Table.Of(Column.Of("hour", 1, 2, 3, 4), Column.Of("y", 1.5, 2.5, 3.5, 4.5));
        CellEncoderTests.Fails<InvalidFileException>("has no column \"houre\". Did you mean \"hour\"?",
            () => Trained.Model(table, "y", With("houre", training => new Circle(training.Name, training.Type, 24))));
        Fails<ArgumentException>("y has an encoder, but it is the target", "y");
        Fails<ArgumentException>("h has an encoder, but it is left out", "h", new() { Ignore = ["h"] });
        Fails<ArgumentException>("h has an encoder, but it is left out", "h", new() { Weight = "h" });
    }

    static void Refused(string expected, Func<Column, ColumnEncoder> choice) =>
        Assert.StartsWith(
            "The encoder of column h ", Fails<ArgumentException>(expected, () => Fit(Hours(48), "h", choice)).Message,
            StringComparison.Ordinal);

    static TError Fails<TError>(string expected, Func<object> action) where TError : Exception =>
        Fails<TError>(expected, () => { _ = action(); });

    static TError Fails<TError>(string expected, Action action) where TError : Exception
    {
        TError error = Assert.ThrowsAny<TError>(action);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        return error;
    }

    static ColumnEncoder Changed(string json, string from, string to) =>
        ColumnEncoder.FromJson(json.Replace(from, to, StringComparison.Ordinal));

    static float[] Applied(string way) => Fit(Hours(48), "h", column => new Odd(column.Name, column.Type, way)).Apply(Hours(48));

    static TableEncoder Fit(Table table, string name, Func<Column, ColumnEncoder> choice) => TableEncoder.Fit(table,
        table.Columns.Select(column => column.Name).Where(column => column != "y"), EncoderSettings.Plain, With(name, choice).Encoders);

    static TabularOptions With(string column, Func<Column, ColumnEncoder> choice) =>
        new() { Encoders = new Dictionary<string, Func<Column, ColumnEncoder>> { [column] = choice } };

    static Table Hours(int rows) => Table.Of(
        Column.Of("h", [.. Enumerable.Range(0, rows).Select(n => n % 24.0)]),
        Column.Of("x", [.. Enumerable.Range(0, rows).Select(n => n * 7 % 11.0)]),
        Column.Of("y", [.. Enumerable.Range(0, rows).Select(n => Math.Cos(Math.PI * n / 12) + n * 7 % 11 / 20.0)]));

    sealed record Circle(string Column, ColumnType Type, double Period) : CellEncoder(Column, Type)
    {
        public static readonly EncoderKind OfFiles =
            new("test-circle", ["period"], entry => new Circle(entry.Column, entry.Type, entry.Number("period")));

        public override EncoderKind Kind => OfFiles;

        public override IReadOnlyList<string> Plain => [$"{Column} sin", $"{Column} cos"];

        public override void Describe(EncoderDescription to) => to.Number("period", Period);

        public override void Encode(ColumnCell cell, Span<float> numbers)
        {
            double angle = 2 * Math.PI * cell.Number / Period;
            (numbers[0], numbers[1]) = cell.IsMissing ? (0, 0) : ((float)Math.Sin(angle), (float)Math.Cos(angle));
        }
    }

    /// <summary>A text's share of the longest training text, and whether it is missing: with a setting of every type.</summary>
    sealed record Shape(
        string Column, ColumnType Type, int Longest, EquatableArray<double> Blanks, string Of, EquatableArray<string> Words, bool Missing)
        : CellEncoder(Column, Type)
    {
        public static readonly EncoderKind OfFiles = new("test-shape", ["longest", "blanks", "of", "words", "missing"], entry => new Shape(
            entry.Column, entry.Type, (int)entry.Number("longest"), [.. entry.Numbers("blanks")], entry.Text("of"),
            [.. entry.Texts("words")], entry.Flag("missing")));

        public int Longest { get; } = Longest > 0 ? Longest : throw new ArgumentException($"a word of {Longest} letters", nameof(Longest));

        public static Shape Fit(Column column) => new(
            column.Name, column.Type, Enumerable.Range(0, column.Count).Max(row => column.Text(row)?.Length ?? 0),
            [' ', '\t'], "letters", ["x"], true);

        public override EncoderKind Kind => OfFiles;

        public override IReadOnlyList<string> Plain => [$"{Column} length", $"{Column} missing"];

        public override void Describe(EncoderDescription to)
        {
            to.Number("longest", Longest);
            to.Numbers("blanks", [.. Blanks]);
            to.Text("of", Of);
            to.Texts("words", [.. Words]);
            to.Flag("missing", Missing);
        }

        public override void Encode(ColumnCell cell, Span<float> numbers) =>
            (numbers[0], numbers[1]) = cell.Text is { } text ? ((float)text.Length / Longest, 0) : (0, 1);
    }

    /// <summary>Does one thing wrong.</summary>
    sealed record Odd(string Column, ColumnType Type, string Way) : CellEncoder(Column, Type)
    {
        public static readonly EncoderKind OfFiles = new("test-odd", ["way"], entry => new Odd(
            entry.Column, entry.Type, entry.Text("way") is "forgets" ? "remembers" : entry.Text("way")));

        public override EncoderKind Kind => OfFiles;

        public override IReadOnlyList<string> Plain => Way == "none" ? [] : ["first", "second"];

        public override void Describe(EncoderDescription to)
        {
            if (Way == "another setting") to.Number("period", 1);
            if (Way != "says nothing") to.Text("way", Way);
        }

        public override void Encode(ColumnCell cell, Span<float> numbers)
        {
            numbers[0] = Way switch { "infinite" => float.PositiveInfinity, "huge" => float.MaxValue, _ => 1 };
            if (Way != "too few") numbers[1] = 1;
            if (Way == "too many") numbers[numbers.Length] = 1;
            if (Way == "copies too many") new float[3].CopyTo(numbers);
        }
    }

    sealed record Unregistered(string Column, ColumnType Type) : CellEncoder(Column, Type)
    {
        public override EncoderKind Kind { get; } = new("test-unregistered", [], entry => new Unregistered(entry.Column, entry.Type));

        public override IReadOnlyList<string> Plain => [Column];

        public override void Encode(ColumnCell cell, Span<float> numbers) => numbers[0] = 0;
    }
}
