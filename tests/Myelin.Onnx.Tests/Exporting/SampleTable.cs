using Myelin.Numerics;
using Myelin.Tabular;

namespace Myelin.Onnx.Tests.Exporting;

/// <summary>A table with every kind of column: numbers with and without missing cells, mostly zero ones, words, flags, dates.</summary>
static class SampleTable
{
    const int Rows = 240;

    static readonly string?[] s_colors = ["red", "green", "blue", "  odd \"word\"", "Käse", null];
    static readonly string[] s_sizes = ["small", "large"];

    public static Table Numbers { get; } = Make(row => row * 0.37 - 20 + Wobble(row));

    public static Table TwoClasses { get; } = Make(row => (row * 7 + (int)Wobble(row)) % 3 == 0 ? "yes" : "no");

    public static Table TenClasses { get; } = Make(row => $"class {(row + row / 24) % 10}");

    static double Wobble(int row) => new RandomStream(9, RandomPurpose.Other, (ulong)row).Normal();

    static Table Make(Func<int, double> target) => Table.Of([.. Inputs(), Column.Of("y", [.. Each(target)])]);

    static Table Make(Func<int, string> target) => Table.Of([.. Inputs(), Column.Of("y", [.. Each(target)])]);

    static IEnumerable<T> Each<T>(Func<int, T> cell) => Enumerable.Range(0, Rows).Select(cell);

    static Column[] Inputs() =>
    [
        Column.Of("number", [.. Each(row => 100 * Wobble(row + 1000))]),
        Column.Of("gappy", [.. Each(row => row % 5 == 0 ? double.NaN : 3 + Wobble(row + 2000))]),
        Column.Of("amount", [.. Each(row => row % 5 < 4 ? 0.0 : row * 1.5)]),
        Column.Of("count", [.. Each(row => (double)(row % 7))]),
        Column.Of("constant", [.. Each(_ => 4.0)]),
        Column.Of("class", [.. Each(row => s_colors[row % 6])]),
        Column.Of("size", [.. Each(row => s_sizes[row * 13 % 17 % 2])]),
        Column.Of("city", [.. Each(row => $"city {row % 15}")]),
        Column.Of("is on", [.. Each(row => row % 9 == 0 ? (bool?)null : row % 2 == 0)]),
        Column.Of("born", [.. Each(row => row % 8 == 0 ? (DateTime?)null : new DateTime(1958, 3, 1).AddHours(row * 1777.25))]),
        Column.Of("day", [.. Each(row => (DateTime?)new DateTime(2024, 2, 27).AddDays(row))]),
    ];
}
