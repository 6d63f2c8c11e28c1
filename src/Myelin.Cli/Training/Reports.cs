using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>What is shown of tables, networks and results.</summary>
static class Reports
{
    const int MostColumns = 40, MostClasses = 12, MostNotes = 10;

    public static void Data(Screen screen, Schema schema, IReadOnlyList<DroppedColumn> dropped, TableEncoder encoder, string target)
    {
        Dictionary<string, int> inputs = encoder.Columns.ToDictionary(column => column.Column, column => column.Outputs.Count);
        // a model keeps no cell of any row
        bool hasExamples = schema.Columns.Any(column => column.Example is not null);
        var grid = new Grid(["column", "type", ">missing", ">distinct", .. hasExamples ? (string[])["example"] : [], "becomes"]);
        foreach (ColumnSchema column in schema.Columns.Take(MostColumns))
        {
            string? reason = dropped.FirstOrDefault(drop => drop.Name == column.Name)?.Reason;
            Piece becomes = column.Name == target ? new Piece("the target", Ink.Good)
                : reason is not null ? new Piece($"nothing: {reason}", Ink.Faint)
                : inputs.TryGetValue(column.Name, out int count) ? new Piece(Inputs(count))
                : new Piece("nothing", Ink.Faint);
            Piece[] example = hasExamples ? [new(column.Example ?? "–", Ink.Faint)] : [];
            grid.Add([new(column.Name, Ink.Strong), Lower(column.Type),
                column.Missing == 0 ? new Piece("0", Ink.Faint) : Count(column.Missing), Count(column.Distinct), .. example, becomes]);
        }
        screen.Table(grid);
        if (schema.Columns.Count > MostColumns)
            screen.Line(new Piece($"  … and {Count(schema.Columns.Count - MostColumns)} more columns", Ink.Faint));
        foreach (DroppedColumn column in dropped.Where(column => !schema.Columns.Any(known => known.Name == column.Name)))
            screen.Line(new Piece($"  {column}", Ink.Faint));
    }

    public static void Target(Screen screen, Target target)
    {
        screen.Fact("target", new(target.Column, Ink.Strong), $": {Lower(target.Task)}, as {Reasoned(target.Reason)}");
        if (target.Classes is { } classes)
            screen.Fact("classes",
                $"{classes.Count}: {string.Join(", ", classes.Names.Take(MostClasses))}{(classes.Count > MostClasses ? ", …" : "")}");
    }

    static string Reasoned(string reason) => reason.StartsWith("as ", StringComparison.Ordinal) ? reason[3..] : reason;

    public static void Notes(Screen screen, IReadOnlyList<string> notes)
    {
        foreach (string note in notes.Take(MostNotes)) screen.Fact("note", note);
    }

    public static void Network(Screen screen, Network network)
    {
        IReadOnlyList<int> widths = network.Widths();
        var grid = new Grid("layer", ">output", "parameters", ">count");
        grid.Add(new("input", Ink.Faint), $"N × {widths[0]}", "", "");
        for (int l = 0; l < network.Layers.Count; l++)
        {
            ParameterBlock[] blocks = [.. network.Layers[l].Blocks(widths[l]).Where(block => block.Role != ParameterRole.Statistic)];
            string shapes = string.Join(", ", blocks.Take(4).Select(block => $"{block.Name} {block.Rows} × {block.Columns}")) +
                (blocks.Length > 4 ? ", …" : "");
            grid.Add(network.Layers[l].ToString()!, $"N × {widths[l + 1]}", new(shapes, Ink.Faint),
                blocks.Length == 0 ? "" : Count(blocks.Sum(block => (long)block.Count)));
        }
        grid.Add(new("total", Ink.Strong), "", "", new(Count(network.ParameterCount), Ink.Strong));
        screen.Table(grid);
    }

    /// <summary>Every metric, a column for each kind of rows.</summary>
    public static void Scores(Screen screen, params IReadOnlyList<(string Of, int? Rows, IReadOnlyList<Score> Scores)> columns)
    {
        var grid =
            new Grid(["", .. columns.Select(column => column.Rows is { } rows ? $">{column.Of} ({Count(rows)} rows)" : $">{column.Of}")]);
        foreach (string name in columns.SelectMany(column => column.Scores).Select(score => score.Name).Distinct())
            grid.Add([name, .. columns.Select(column => Find(column.Scores, name))]);
        screen.Table(grid);

        static Piece Find(IReadOnlyList<Score> scores, string name)
        {
            foreach (Score score in scores)
                if (score.Name == name) return Value(score.Value);
            return "–";
        }
    }

    public static void Confusion(Screen screen, Findings findings)
    {
        if (findings.Evaluation.Classification is not { } report || report.Names.Count > MostClasses) return;
        screen.Blank();
        screen.Line(new Piece($"  Confusion matrix ({findings.Of} rows)", Ink.Faint));
        var grid = new Grid(["actual \\ predicted", .. report.Names.Select(name => $">{Look(name)}"), ">recall"]);
        for (int label = 0; label < report.Names.Count; label++)
        {
            int row = label;
            IEnumerable<Piece> cells = report.Names.Select((_, given) => Cell(report.Confusion[row, given], row == given));
            grid.Add([new(Look(report.Names[label]), Ink.Strong), .. cells, Value(report.Classes[label].Recall)]);
        }
        grid.Add([new("precision", Ink.Faint), .. report.Classes.Select(score => (Piece)Value(score.Precision)), ""]);
        screen.Table(grid);

        static Piece Cell(long count, bool right) =>
            count == 0 ? new Piece("0", Ink.Faint) : new Piece(Count(count), right ? Ink.Good : Ink.Bad);
        static string Look(string name) => name.Length <= 20 ? name : name[..19] + "…";
    }

    /// <summary>By which recipe and plan the model was made, and how much of the plan was done.</summary>
    public static IEnumerable<(string Name, string Value)> Making(TabularModel model)
    {
        if (model.Recipe is { } recipe) yield return ("recipe", Recipe(recipe));
        if (model.Plan is not { } plan) yield break;
        yield return ("plan", plan.ToString());
        if (model.Members.Count < plan.Members)
            yield return ("trained", $"{model.Members.Count} of {plan.Members} networks: training was ended before the others were done");
    }

    public static void Calibration(Screen screen, TabularModel model)
    {
        foreach ((string name, string value) in Calibration(model)) screen.Fact(name, value);
    }

    /// <summary>How far the model's probabilities, decisions and intervals were put right.</summary>
    public static IEnumerable<(string Name, string Value)> Calibration(TabularModel model)
    {
        if (model.Plan is { Kinds: 2 } && model.Recipe is { } recipe)
        {
            Dictionary<string, string> settings = RecipeKeys.Of(recipe).ToDictionary();
            double first = model.Members.Zip(model.Weights).Where(member => member.First.Network.Equals(model.Network))
                .Sum(member => member.Second) / model.Weights.Sum();
            yield return ("ensemble", string.Create(CultureInfo.InvariantCulture,
                $"weights {first:0 %} {settings["embedding"]} / {1 - first:0 %} {settings["second-embedding"]} embeddings, " +
                $"chosen on held-out rows"));
        }
        ModelCalibration calibration = model.Calibration;
        if (calibration.Balanced) yield return ("balanced", "each class counts as much as every other, in the loss and in the temperature");
        if (calibration.Rows == 0) yield break;
        string rows = $"{Count(calibration.Rows)} held-out rows";
        if (Probabilities(calibration, rows) is { } probabilities) yield return ("probabilities", probabilities);
        if (calibration.Threshold is { } threshold)
            yield return ("decision", $"{model.Target.Classes![1]} from a probability of {Value(threshold)} on, " +
                $"best for {Words(calibration.ThresholdMetric)} there");
        else if (calibration.ThresholdMetric is { } asked)
            yield return ("decision",
                $"the more probable class; no threshold for {Words(asked)}, as all held-out rows that count are of one class");
        if (calibration.Intervals is { } intervals)
            yield return ("intervals", $"from the errors on {rows}: predict --interval 0.9");
    }

    // a temperature that raises the calibration error is not passed over: why it is applied all the same is said
    static string? Probabilities(ModelCalibration calibration, string rows)
    {
        string scaling = $"temperature scaling T = {Value(calibration.Temperature)}";
        if (calibration is not { ErrorBefore: { } before, ErrorAfter: { } after })
            return calibration.Temperature != 1 ? $"{scaling}, fitted to {rows}"
                : calibration.Rejected is { } given ? $"uncalibrated: T = {Value(given)} does not lower the log loss of held-out rows"
                : null;
        if (calibration.Temperature == 1)
            return $"uncalibrated; ECE {Value(before)} ({rows})" + (calibration.Rejected is { } rejected
                ? $". Temperature scaling T = {Value(rejected)} is not applied: it does not lower the log loss of held-out rows" : "");
        string why = after <= before ? "" : calibration is { LogLossBefore: { } lossBefore, LogLossAfter: { } lossAfter }
            ? $". Applied although ECE rises, as log loss falls from {Value(lossBefore)} to {Value(lossAfter)}"
            : ". ECE rises: it was chosen by log loss";
        return $"{scaling}; ECE {Value(before)} before, {Value(after)} after ({rows}){why}";
    }

    /// <summary>A threshold's metric in words.</summary>
    public static string Words(ThresholdMetric? metric) => metric switch
    {
        ThresholdMetric.F1 => "F1",
        ThresholdMetric.Balanced => "balanced accuracy",
        ThresholdMetric.Youden => "Youden's J",
        ThresholdMetric.Matthews => "Matthews' correlation",
        _ => "accuracy",
    };

    public static string Value(double value) => value switch
    {
        0 => "0",
        _ when Math.Abs(value) is >= 1e-3 and < 10 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) is >= 10 and < 1000 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) is >= 1000 and < 1e13 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000e+0", CultureInfo.InvariantCulture),
    };

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    public static string Lower<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();

    /// <summary>A recipe's name, and what is different from the recipe of that name.</summary>
    public static string Recipe(Recipe recipe)
    {
        if (!RecipeKeys.Recipes.Contains(recipe.Name)) return $"{recipe.Name}: {recipe}";
        // of numbers, of two classes, of more: the one that it was made of has the fewest differences
        string[] own = Settings(recipe);
        string[] changes = Enumerable.Range(0, 3)
            .Select(kind =>
                RecipeKeys.Named(recipe.Name, kind == 0 ? TabularTask.Regression : TabularTask.Classification, kind == 0 ? 0 : kind + 1))
            .Select(known => own.Except(Settings(known)).ToArray()).MinBy(different => different.Length)!;
        return changes.Length == 0 ? recipe.Name : $"{recipe.Name} with {string.Join(", ", changes)}";

        static string[] Settings(Recipe recipe) => [.. RecipeKeys.Of(recipe).Select(pair => $"{pair.Key}={pair.Value}")];
    }

    static string Inputs(int count) => count == 1 ? "1 input" : $"{count} inputs";
}
