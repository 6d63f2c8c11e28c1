namespace Myelin.Export.Tests;

/// <summary>A model whose columns and words have names that break careless source.</summary>
static class HostileNames
{
    public static IReadOnlyList<string> Reserved { get; } =
    [
        "linux", "unix", "errno", "NULL", "assert", "EOF", "stdin", "stdout", "stderr", "isinf", "isnan", "NAN", "INFINITY", "i386",
        "signed", "class", "new", "this", "template", "operator", "and", "or", "not", "bool", "true", "false", "int64 t", "complex",
        "thread_local", "static_assert", "co_await", "concept", "wchar t", "nullptr", "near",
        "interface", "string", "object", "record", "required",
    ];

    static readonly string[] s_texts =
    [
        "a*/ int b; /*", "*/*", "**//", "what??/", "end\\", "two\nlines", "line\rfeed", "\u0085next\u2028line\u2029",
        "\u202Eright\u2066left", "bell\a", "<summary>&</summary>]]>", "\uFFFE\uFFFF", "\uD800 half", "%s%n{0}", "\"; }", "// no",
        "#define x", new('q', 600), "???", "😀",
        "Row", "Prediction", "Predict", "Interval", "Classes", "System", "Model", "GetType", "Equals", "ToString", "Item", "Get Item",
        "MemberwiseClone", "Finalize", "a b", "a_b", "A B", "model", "row", "x", "v", "missing", "index", "label",
    ];

    public static IReadOnlyList<string> Words { get; } =
    [
        "trigraph??/", "\"?\"", "\u001Ff1", "é9abc", "tab\tf", "back\\", "*/", "{0}%s", "\u2028", "next\nline", "\u202E", "plain",
        "\\u0041", "??)",
    ];

    static readonly Lazy<TabularModel> s_model = new(Train);

    public static TabularModel Model => s_model.Value;

    static TabularModel Train()
    {
        const int Count = 140;
        string[] names = [.. Reserved, .. s_texts];
        IEnumerable<Column> numbers = names.Select((name, of) => Column.Of(name, [.. Each(i => Math.Sin(i * 1.3 + of * 0.7) * 50)]));
        Table table = Table.Of([
            .. numbers, Column.Of("word*/", [.. Each(i => (string?)Words[i % Words.Count])]),
            Column.Of("day\\", [.. Each(i => (DateTime?)new DateTime(2019, 1, 1, 1, 2, 3).AddHours(i * 101))]),
            Column.Of("y*/??/\\", [.. Each(i => (string?)Words[i / 3 % Words.Count])])]);
        return TabularModel.Train(table, "y*/??/\\", new() { Epochs = 1, Quality = Quality.Fast, Set = ["hidden=3"] },
            cancellation: TestContext.Current.CancellationToken);

        static IEnumerable<T> Each<T>(Func<int, T> of) => Enumerable.Range(0, Count).Select(of);
    }
}
