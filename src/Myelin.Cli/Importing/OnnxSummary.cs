using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Onnx;

namespace Myelin.Cli.Importing;

/// <summary>What an ONNX file holds: who wrote it, its inputs, outputs and operators.</summary>
static class OnnxSummary
{
    public static bool IsOnnx(string path) =>
        ForeignFile.Recognize(FileHead.Bytes(path, ForeignFile.HeadLength)) == ForeignFile.OnnxModel;

    public static void Show(Screen screen, string path)
    {
        OnnxModel model = OnnxFile.Read(path);
        Head(screen, path, model);
        foreach (OnnxValue input in model.Graph.Inputs) screen.Fact("input", $"{input}");
        foreach (OnnxValue output in model.Graph.Outputs) screen.Fact("output", $"{output}");
        screen.Fact("constants", $"{model.Graph.Initializers.Count} with {Elements(model)} elements");
        screen.Title("Operators");
        var grid = new Grid("operator", ">nodes");
        foreach ((string name, int count) in Counts(model)) grid.Add(name, $"{count}");
        screen.Table(grid);
        screen.Line("Next:  ", new Piece($"myelin import {CheckpointChoice.Quoted(path)}", Ink.Forward));
    }

    /// <summary>The file, its size, and who wrote it.</summary>
    public static void Head(Screen screen, string path, OnnxModel model) =>
        screen.Line(new Piece(path, Ink.Strong), $"  {Reports.Bytes(new FileInfo(path).Length)}, " +
            $"{model.Graph.Nodes.Count} nodes, opset {model.Opset("")}" +
            $"{(model.Producer.Length > 0 ? $", written by {Writer(model)}" : "")}");

    public static string Writer(OnnxModel model) => $"{model.Producer} {model.ProducerVersion}".Trim();

    public static void Write(string path) => JsonOutput.Write(json =>
    {
        OnnxModel model = OnnxFile.Read(path);
        json.WriteString("file", path);
        json.WriteString("producer", Writer(model));
        json.WriteNumber("opset", model.Opset(""));
        json.WriteNumber("elements", Elements(model));
        Values("inputs", model.Graph.Inputs);
        Values("outputs", model.Graph.Outputs);
        json.WriteStartObject("operators");
        foreach ((string name, int count) in Counts(model)) json.WriteNumber(name, count);
        json.WriteEndObject();

        void Values(string key, IReadOnlyList<OnnxValue> values)
        {
            json.WriteStartArray(key);
            foreach (OnnxValue value in values) json.WriteStringValue($"{value}");
            json.WriteEndArray();
        }
    });

    static long Elements(OnnxModel model) => model.Graph.Initializers.Values.Sum(tensor => (long)tensor.Count);

    static IEnumerable<(string Name, int Count)> Counts(OnnxModel model) => model.Graph.Nodes
        .CountBy(node => node.Domain.Length == 0 ? node.Operator : $"{node.Domain}.{node.Operator}")
        .OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value));
}
