using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Myelin.Benchmarks;

/// <summary>How much of a benchmark's work is done in a second.</summary>
sealed class WorkColumn(string name, string legend, Func<Work, double> amount, Func<double, double, int, string> format) : IColumn
{
    public static IColumn[] All =>
    [
        new WorkColumn("GFLOP/s", "2·N·I·O for each product, in 10⁹ a second", work => work.Flops,
            (flops, ns, _) => Text(flops / ns, "0.0")),
        new WorkColumn("of peak", "share of the multiply-add peak of as many threads, measured beside it", work => work.Flops,
            (flops, ns, threads) => Text(100 * flops / ns / (threads * Peak.GigaflopsOfOneThread), "0") + " %"),
        new WorkColumn("rows/s", "rows trained on or predicted, a second", work => work.Rows,
            (rows, ns, _) => Text(rows / ns * 1e9, "#,0")),
        new WorkColumn("ns/row", "the same the other way round", work => work.Rows, (rows, ns, _) => Text(ns / rows, "0.0")),
        new WorkColumn("ns/element", "for one number", work => work.Elements, (elements, ns, _) => Text(ns / elements, "0.00")),
    ];

    public string Id => ColumnName;

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => false;

    public bool IsNumeric => true;

    public int PriorityInCategory => 0;

    public UnitType UnitType => UnitType.Dimensionless;

    public ColumnCategory Category => ColumnCategory.Custom;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => Of(benchmark) is { } work && amount(work) > 0);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (Of(benchmarkCase) is not { } work || amount(work) == 0 || summary[benchmarkCase]?.ResultStatistics is not { } times) return "–";
        // what others did to the machine only ever adds: the shortest time is the work's own
        int threads = benchmarkCase.Parameters.Items.FirstOrDefault(item => item.Name == "Threads")?.Value as int? ?? 1;
        return format(amount(work), times.Min, threads);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    static Work? Of(BenchmarkCase benchmark) => benchmark.Parameters.Items.Select(item => item.Value).OfType<Work>().FirstOrDefault();

    static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
