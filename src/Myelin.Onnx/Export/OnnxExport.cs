using System.Globalization;
using System.Reflection;
using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>Models as ONNX graphs: format 8 of files, operators of ai.onnx and of ai.onnx.ml 3.</summary>
static class OnnxExport
{
    const int IrVersion = 8, MlOpset = 3;

    /// <summary>A table's model: encoders, networks and answer.</summary>
    /// <exception cref="NotSupportedException">A column or a layer is code of your own that has no formula.</exception>
    public static OnnxModel Of(TabularModel model, OnnxOptions options)
    {
        TabularProgram program = TabularProgram.Of(model);
        var graph = new GraphBuilder(options.Opset);
        string[] inputs = options.Encoded ? [OnnxNames.EncodedRow] : [.. model.Encoder.Columns.Select(column => column.Column)];
        IReadOnlyDictionary<string, string>[] names = [.. model.Members.Select((member, i) =>
            OnnxNames.Parameters(member.Network, Prefix(i, model.Members.Count), inputs))];
        graph.Reserve(names.SelectMany(ofMember => ofMember.Values));
        string row = options.Encoded
            ? graph.Input(OnnxNames.EncodedRow, OnnxType.Float, "N", model.Encoder.Width)
            : CellNodes.Write(graph, program);
        string[] outputs = [.. program.Members.Select((member, i) => Member(graph, member, row, i, names))];
        new AnswerNodes(graph, program).Write(outputs, options.Coverage);
        return Model(graph, $"{model.Target.Column}", options) with
        {
            Documentation = OnnxMetadata.Describe(model, options),
            Metadata = OnnxMetadata.Of(model, options),
        };
    }

    /// <summary>A network alone, from float [N × inputs] to float [N × outputs].</summary>
    /// <exception cref="NotSupportedException">A function of your own has no formula.</exception>
    public static OnnxModel Of(Model<float> model, OnnxOptions options)
    {
        ForwardGraph network = ForwardGraph.Of(model.Network, model.Parameters, model.Link);
        var graph = new GraphBuilder(options.Opset);
        string input = graph.Input(OnnxNames.Input, OnnxType.Float, "N", model.Network.Inputs);
        IReadOnlyDictionary<string, string> names = OnnxNames.Parameters(model.Network, "", [input]);
        graph.Reserve(names.Values);
        string output = ForwardNodes.Write(graph, network, input, names);
        graph.Output(output, OnnxNames.Output, OnnxType.Float, "N", model.Network.Outputs);
        return Model(graph, "network", options) with
        {
            Documentation = OnnxMetadata.Describe(model),
            Metadata = OnnxMetadata.Of(model),
        };
    }

    /// <summary>What stands in front of the names of a network's parameters, as in a model's own file.</summary>
    internal static string Prefix(int member, int members) =>
        members == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"members.{member}.");

    static string Member(
        GraphBuilder graph, ForwardGraph network, string row, int member, IReadOnlyDictionary<string, string>[] parameters)
    {
        using IDisposable? scope = parameters.Length == 1 ? null
            : graph.Scope(string.Create(CultureInfo.InvariantCulture, $"member {member}"));
        return ForwardNodes.Write(graph, network, row, parameters[member]);
    }

    static OnnxModel Model(GraphBuilder graph, string name, OnnxOptions options) => new(graph.Graph(name))
    {
        IrVersion = IrVersion,
        Opsets = new Dictionary<string, long> { [""] = options.Opset, [OnnxModel.Ml] = MlOpset },
        Producer = "Myelin",
        ProducerVersion = Version,
    };

    internal static string Version { get; } = typeof(OnnxExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion.Split('+')[0] ?? "";
}
