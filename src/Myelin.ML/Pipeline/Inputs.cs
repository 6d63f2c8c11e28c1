using Microsoft.ML.Data;
using Myelin.Onnx;

namespace Myelin.ML;

/// <summary>Columns of a data view in place of a table's columns, as inputs of an exported model.</summary>
static class Inputs
{
    /// <summary>Gives the graph inputs by the columns' names and types; those whose slots the model does not use are left out.</summary>
    public static IReadOnlyList<string> Write(Surgery graph, IEnumerable<ViewColumn> columns)
    {
        HashSet<string> used = [.. graph.Graph.Inputs.Select(input => input.Name)];
        var inputs = new List<string>();
        foreach (ViewColumn column in columns.Where(column => column.Slots.Any(used.Contains)))
        {
            int width = column.Kind == CellKind.Place ? column.Words.Count : column.Slots.Count;
            string cells = Cells(graph, column, graph.Input(column.Name, OnnxTypes.Of(RawOf(column.Item)), width));
            inputs.Add(column.Name);
            string[] slots = graph.Columns(cells, column.Slots.Count);
            for (int i = 0; i < slots.Length; i++)
                if (used.Contains(column.Slots[i])) graph.Feed(column.Slots[i], slots[i]);
        }
        return inputs;
    }

    static Type RawOf(DataViewType item) => item is TextDataViewType ? typeof(string) : item.RawType;

    // double or string, as the exported model takes them
    static string Cells(Surgery graph, ViewColumn column, string input) => column.Kind switch
    {
        CellKind.Number => graph.Cast(input, OnnxType.Double),
        CellKind.Span => graph.Node("Div", graph.Cast(input, OnnxType.Double), graph.Number((double)TimeSpan.TicksPerSecond)),
        CellKind.Truth => graph.Node("Where", input, graph.Number("true"), graph.Number("false")),
        CellKind.Date => Days(graph, input),
        CellKind.Place => Word(graph, column.Words, input),
        _ => graph.Node("Identity", input),
    };

    // the difference is exact, and rounded once as double: the bits of a table's dates
    static string Days(Surgery graph, string ticks)
    {
        string since = graph.Cast(graph.Node("Sub", ticks, graph.Number(DateTime.UnixEpoch.Ticks)), OnnxType.Double);
        string days = graph.Node("Div", since, graph.Number((double)TimeSpan.TicksPerDay));
        return graph.Node("Where", graph.Node("Equal", ticks, graph.Number(0L)), graph.Number(double.NaN), days);
    }

    static string Word(Surgery graph, IReadOnlyList<string> words, string places)
    {
        string numbers = graph.Constant([words.Count, 1], (float[])[.. Enumerable.Range(1, words.Count).Select(place => (float)place)]);
        string place = graph.Cast(graph.Node("MatMul", places, numbers), OnnxType.Int64);
        return graph.Node("Gather", [("axis", 0L)], graph.Constant([words.Count + 1], (string[])["", .. words]), place);
    }
}
