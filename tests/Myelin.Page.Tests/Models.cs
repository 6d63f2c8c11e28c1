[assembly: AssemblyFixture(typeof(Myelin.Page.Tests.Models))]

namespace Myelin.Page.Tests;

/// <summary>Models of every kind of column, trained once, and their pages.</summary>
public sealed class Models : IDisposable
{
    /// <summary>Names that would break a page that trusts them: end of script, quotes, elements, right to left, names of objects.</summary>
    public static readonly string[] Hostile =
        ["</script><script>window.hacked=1</script>", "<img src=x onerror=\"window.hacked=1\">", "a\"b'c`d${window.hacked=1}\\",
            "__proto__", "\u202Eevil \u05E9\u05DC\u05D5\u05DD", "{{model}}<!-- -->&amp;", new string('x', 90), " "];

    readonly string _folder = Directory.CreateTempSubdirectory("myelin-page").FullName;
    readonly Dictionary<string, (TabularModel Model, Table Rows, string Path)> _made = [];

    /// <summary>Of 240 rows with a column of each kind.</summary>
    static Table Mixed(Func<int, double, string?> target, bool isNumber)
    {
        var random = new Random(7);
        int[] rows = [.. Enumerable.Range(0, 240)];
        double[] size = [.. rows.Select(_ => Math.Round(10 * random.NextDouble(), 2))];
        double[] whole = [.. rows.Select(_ => (double)random.Next(1, 8))];
        double[] gaps = [.. rows.Select(row => row % 5 == 0 ? double.NaN : random.Next(1000))];
        string[] cities = [.. Enumerable.Range(0, 20).Select(i => $"city {i}")];
        string?[] labels = [.. rows.Select(row => target(row, size[row]))];
        return Table.Of(Column.Of("size", size), Column.Of("rooms", whole), Column.Of("income", gaps),
            Column.Of("color", [.. rows.Select(row => row % 11 == 0 ? null : ((string[])["red", "green", "blue"])[random.Next(3)])]),
            Column.Of("city", [.. rows.Select(_ => (string?)cities[random.Next(20)])]),
            Column.Of("member", [.. rows.Select(row => row % 7 == 0 ? (bool?)null : random.Next(3) > 0)]),
            Column.Of("born", [.. rows.Select(_ => (DateTime?)new DateTime(1960, 1, 1).AddDays(random.Next(20000)))]),
            Column.Of("seen", [.. rows.Select(_ => (DateTime?)new DateTime(2026, 1, 1).AddSeconds(random.Next(20000000)))]),
            isNumber ? Column.Of("price", [.. rows.Select(row => 100 + 20 * size[row] + 3 * whole[row])]) : Column.Of("kind", labels));
    }

    public (TabularModel Model, Table Rows, string Path) Classes => Of("classes", () =>
        (Mixed((row, size) => size > 6 ? "large" : size > 3 ? "middle" : "small", false), "kind", null));

    public (TabularModel Model, Table Rows, string Path) Two => Of("two", () =>
        (Mixed((row, size) => size > 7 ? "yes" : "no", false), "kind", ThresholdMetric.F1));

    public (TabularModel Model, Table Rows, string Path) Numbers => Of("numbers", () => (Mixed((_, _) => null, true), "price", null));

    /// <summary>Names of columns, categories and classes are hostile.</summary>
    public (TabularModel Model, Table Rows, string Path) Hostiles => Of("hostile", () =>
    {
        var random = new Random(3);
        string[] names = [.. Hostile.Where(name => name != " ")];
        int[] words = [.. Enumerable.Range(0, 200).Select(_ => random.Next(names.Length))];
        return (Table.Of([
            Column.Of(names[0], [.. words.Select(_ => random.NextDouble())]),
            .. names[1..].Select(name => Column.Of(name, [.. words.Select(word => (string?)names[random.Next(3) == 0 ? 0 : word])])),
            Column.Of("<b>target</b>", [.. words.Select(word => (string?)names[word % 3])]),
        ]), "<b>target</b>", null);
    });

    (TabularModel Model, Table Rows, string Path) Of(string name, Func<(Table, string, ThresholdMetric?)> make)
    {
        lock (_made)
        {
            if (_made.TryGetValue(name, out (TabularModel, Table, string) known)) return known;
            (Table table, string target, ThresholdMetric? threshold) = make();
            var options = new TabularOptions { Set = ["hidden=8-6"], Epochs = 6, Threshold = threshold };
            TabularModel model = TabularModel.Train(table, target, options);
            string path = Path.Combine(_folder, name + ".html");
            ModelPage.Save(model, path, table);
            return _made[name] = (model, table, path);
        }
    }

    public void Dispose()
    {
        foreach ((TabularModel model, _, _) in _made.Values) model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
