using System.Globalization;
using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>The column to predict: which task it makes and why, and how its cells become what a network learns.</summary>
/// <param name="Type">of the column</param>
/// <param name="Reason">why it is this task, in words to be said out loud</param>
/// <param name="Classes">null for regression</param>
/// <param name="Scaling">null for classification</param>
public sealed record Target(string Column, ColumnType Type, TabularTask Task, string Reason, ClassNames? Classes, Scaling? Scaling)
{
    /// <summary>More whole numbers than this, counting up from 0 or 1, are numbers rather than codes of classes.</summary>
    const int MostCodes = 20;

    /// <summary>A prediction is computed in float32, whose largest number is 3.4e38.</summary>
    const double Largest = 1e30;

    /// <summary>Finds out the task and the classes; no numbers are fitted yet.</summary>
    /// <exception cref="InvalidFileException">There is no such column, a cell is missing, or task or loss do not fit the cells.</exception>
    /// <exception cref="ArgumentException">The task that is asked for contradicts the loss.</exception>
    /// <param name="asked">the task; null for that of the loss, or what the cells say</param>
    /// <param name="loss">null for the task's own</param>
    public static Target Of(Table table, string name, TabularTask? asked = null, ClassOrder order = ClassOrder.Sorted, ILoss? loss = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(name);
        Column column = table[name];
        for (int row = 0; row < column.Count; row++)
            if (column.IsMissing(row)) throw Missing(table, row, name);
        ColumnFacts facts = table.Facts(name);
        (TabularTask task, string reason) = Decide(facts);
        TabularTask? wanted = LossTask.Asked(asked, loss, column.Type);
        if (wanted is null && Outlier(facts) is { } unclear) throw table.Invalid(unclear);
        if (wanted is { } given && given != task) (task, reason) = (given, LossTask.Reason(asked, loss) ?? "as asked");
        if (task == TabularTask.Classification)
        {
            string[] names = [.. (facts.Values() ??
                throw table.Invalid(
                    $"{name} has about {facts.Distinct} distinct values, too many to be classes")).Select(value => value.Text)];
            return new(name, column.Type, task, reason, ClassNames.Of(names, order), null);
        }
        bool words = column.Type is ColumnType.Category or ColumnType.Text or ColumnType.Boolean;
        if (column is CategoryColumn integers &&
            CellNotes.LongInteger(integers.Words, table.Options.DecimalSign, table.Options.Thousands) is not null)
            throw table.Invalid(0, name,
                new Advice($"{Cell.Quote(column.Text(0))} is read as a word, as float64 cannot hold all integers of the column")
                    .Or("read them as rounded numbers", SettingNames.Columns, $"{name}:number"));
        if (words && LossTask.Of(loss) == TabularTask.Regression) throw LossTask.NoNumber(table, column, loss!);
        if (words)
            throw table.Invalid(0, name, $"{Cell.Quote(column.Text(0))} is not a number, and regression needs numbers. Classify instead");
        var target = new Target(name, column.Type, task, reason, null, new NoScaling());
        if (loss is not null) TargetForm.Check(target, table, loss);
        return target;
    }

    /// <summary>
    /// A number that occurs once, or in less than a hundredth of the rows, beside a single other one: an outlier, or a rare class; codes
    /// of classes are not asked about.
    /// </summary>
    static Advice? Outlier(ColumnFacts column)
    {
        if (column.Type != ColumnType.Number || column.Distinct != 2 || column.Count < FewestRows ||
            column.Values() is not { Count: 2 } values) return null;
        (string Text, int Count)[] two = [.. values.OrderBy(value => value.Count)];
        double[] numbers = [.. two.Select(value => double.Parse(value.Text, CultureInfo.InvariantCulture)).Order()];
        bool codes = numbers is [0 or 1 or -1, var other] && (other == numbers[0] + 1 || other == -numbers[0]);
        return codes || (two[0].Count > 1 && 100L * two[0].Count >= column.Count) ? null
            : new Advice(string.Create(CultureInfo.InvariantCulture,
                $"the target {column.Name} is {two[1].Text} in {two[1].Count} rows and {two[0].Text} in {two[0].Count}: " +
                $"two classes, or a number with an outlier?"))
                .Or("predict classes", SettingNames.Task, "classification").Or("a number", SettingNames.Task, "regression");
    }

    /// <summary>Of fewer rows a number that occurs once is no outlier.</summary>
    const int FewestRows = 10;

    static (TabularTask, string) Decide(ColumnFacts column)
    {
        string Distinct(string what) => string.Create(CultureInfo.InvariantCulture, $"it has {column.Distinct} distinct {what}");
        if (column.Type == ColumnType.Date) return (TabularTask.Regression, Distinct("dates"));
        if (column.Type == ColumnType.Boolean) return (TabularTask.Classification, "its cells are true or false");
        if (column.Type != ColumnType.Number) return (TabularTask.Classification, Distinct("text values"));
        // codes of classes count up from 0 or 1 and come back; what does not is a quantity
        bool repeated = 2L * column.Distinct <= column.Count;
        if (repeated && column.Distinct == 2) return (TabularTask.Classification, "it has only two distinct numbers");
        if (!repeated || column.Distinct is < 2 or > MostCodes) return (TabularTask.Regression, Distinct("numbers"));
        double[] different = [.. column.Values()!.Select(value => double.Parse(value.Text, CultureInfo.InvariantCulture)).Order()];
        bool codes = different[0] is 0 or 1 && different.Index().All(pair => pair.Item == different[0] + pair.Index);
        return codes
            ? (TabularTask.Classification,
                string.Create(CultureInfo.InvariantCulture, $"its numbers are the codes {different[0]} to {different[^1]}"))
            : (TabularTask.Regression, Distinct("numbers"));
    }

    /// <summary>Why a metric cannot judge predictions of this target, and which can; null where it can.</summary>
    /// <param name="ofNumbers">whether it is a metric of numbers, not of classes</param>
    /// <param name="others">metrics of what it is not for</param>
    public string? Objection(string metric, bool ofNumbers, string others)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(others);
        if (ofNumbers == Classes is null) return null;
        (string fits, string found) = ofNumbers ? ("numbers", "classes") : ("classes", "numbers");
        return $"{metric} is for {fits}, but {Column} is {found}; take {others}";
    }

    /// <summary>The number of each row, in the target's own unit.</summary>
    public double[] Numbers(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Column column = table[Column];
        var numbers = new double[column.Count];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (column.IsMissing(row)) throw Missing(table, row, Column);
            numbers[row] = column.Number(row);
            if (Math.Abs(numbers[row]) > Largest)
                throw table.Invalid(row, Column,
                    $"{Cell.Quote(column.Text(row))} is beyond 1e30, too large to predict in float32. Divide the column");
            if (double.IsNaN(numbers[row])) throw table.Invalid(row, Column, $"{Cell.Quote(column.Text(row))} is not a number");
        }
        return numbers;
    }

    /// <summary>The number of each row, or the index of its class.</summary>
    internal double[] Values(Table table) => Classes is { } classes
        ? [.. classes.Apply(table, Column).Select(label => (double)label)]
        : Numbers(table);

    /// <summary>The error of a cell that is missing, one of so many of so many rows.</summary>
    internal static InvalidFileException Missing(Table table, int row, string name, int count, int rows)
    {
        string? word = table.Options.Remarks.GetValueOrDefault(name)?.MissingWord;
        string read = word is null ? "" : $". {Cell.Quote(word)} is read as a missing value";
        Advice advice = count == rows ? new Advice($"the target is missing in every row{read}").Or("fill it in").Or("choose another target")
            : count == 1 ? new Advice($"the target is missing{read}").Or("fill it in").Or("leave the row out", SettingNames.WhereKnown)
            : new Advice(string.Create(CultureInfo.InvariantCulture, $"the target is missing, as in {count:N0} of {rows:N0} rows{read}"))
                .Or("fill them in").Or("leave such rows out", SettingNames.WhereKnown);
        return table.Invalid(row, name,
            word is null ? advice : advice.Or($"if {Cell.Quote(word)} is a word, keep it", SettingNames.KeepWords, word));
    }

    internal static InvalidFileException Missing(Table table, int row, string name) =>
        Missing(table, row, name, table[name].Missing, table.Rows);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("column", Column);
        json.WriteString("type", ColumnTypeName.Of(Type));
        json.WriteString("task", Task.ToString().ToLowerInvariant());
        json.WriteString("reason", Reason);
        if (Classes is not null)
        {
            json.WriteString("order", Classes.Order == ClassOrder.Sorted ? "sorted" : "first-sight");
            json.WriteStrings("classes", Classes.Names);
        }
        if (Scaling is not null)
        {
            json.WritePropertyName("scaling");
            Scaling.Write(json);
        }
        json.WriteEndObject();
    }

    internal static Target Read(StrictJson json)
    {
        json.OnlyKeys("column", "type", "task", "reason", "order", "classes", "scaling");
        TabularTask task = json["task"].Text() switch
        {
            "classification" => TabularTask.Classification,
            "regression" => TabularTask.Regression,
            _ => throw json["task"].Invalid("is neither classification nor regression"),
        };
        bool classifies = task == TabularTask.Classification;
        return new(json["column"].Text(), ColumnTypeName.Read(json["type"]), task, json["reason"].Text(),
            classifies ? ReadClasses(json) : null, classifies ? null : Myelin.Tabular.Scaling.Read(json["scaling"]));
    }

    static ClassNames ReadClasses(StrictJson json)
    {
        string[] names = json["classes"].Texts();
        if (names.Distinct().Count() < names.Length) throw json["classes"].Invalid("has a class twice");
        return new(names, json["order"].Text() == "sorted" ? ClassOrder.Sorted : ClassOrder.FirstSight);
    }
}
