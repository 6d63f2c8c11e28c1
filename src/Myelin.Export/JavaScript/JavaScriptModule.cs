using System.Text;

namespace Myelin.Export;

/// <summary>
/// A model as an ES module for Node.js and browsers, without dependencies: it reads cells as the model does, computes the networks in
/// WebAssembly, and predicts the same bits.
/// </summary>
public sealed class JavaScriptModule
{
    const int MostInside = 1 << 29;

    static readonly string[] Parts = ["weights.js", "dates.js", "cells.js", "encoders.js", "predictor.js"];

    readonly string _head, _exports, _example;

    JavaScriptModule(string title, string head, string exports, byte[] weights, string declarations, string example) =>
        (Title, _head, _exports, Weights, Declarations, _example) = (title, head, exports, weights, declarations, example);

    /// <summary>The module of a tabular model.</summary>
    /// <param name="arithmetic">how products of networks are summed</param>
    /// <exception cref="NotSupportedException">Something of the model has no such form: an encoder or a function of your own.</exception>
    public static JavaScriptModule Of(TabularModel model, ExportArithmetic arithmetic = ExportArithmetic.Exact)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(model, arithmetic, isBrief: false);
    }

    /// <param name="isBrief">without what a page knows from elsewhere</param>
    internal static JavaScriptModule Of(TabularModel model, ExportArithmetic arithmetic, bool isBrief)
    {
        var program = TabularProgram.Of(model);
        NetworkModule[] networks = Networks(program.Members, arithmetic);
        var weights = WeightFile.Of(program.Members);
        var formulas = new DoubleFormulas();
        string json = ProgramJson.Of(program, networks[0], weights, formulas, isBrief);
        string title = OnOneLine($"Predicts {model.Target.Column}");
        return new(title, Head(title, json, networks, formulas), "load, Predictor", weights.Bytes, Resource("index.d.ts"),
            PackageReadme.Row(model));
    }

    /// <summary>The module of a network alone: floats in, floats out.</summary>
    /// <param name="arithmetic">how products are summed</param>
    /// <exception cref="NotSupportedException">A function of your own has no formula.</exception>
    public static JavaScriptModule Of(Model<float> model, ExportArithmetic arithmetic = ExportArithmetic.Exact)
    {
        ArgumentNullException.ThrowIfNull(model);
        ForwardGraph[] members = [ForwardGraph.Of(model.Network, model.Parameters, model.Link)];
        NetworkModule[] networks = Networks(members, arithmetic);
        var weights = WeightFile.Of(members);
        string json = ProgramJson.Of(model, networks[0], weights);
        const string title = "A neural network";
        return new(title, Head(title, json, networks, new()), "load, NetworkPredictor", weights.Bytes, Resource("network.d.ts"),
            $"new Float32Array({ProgramJson.Invariant(model.Network.Inputs)})");
    }

    /// <summary>The module's text. Its weights are beside it, as model.safetensors, or are given to its function load.</summary>
    public string Text => Of("null");

    /// <summary>The same with the weights inside, as base64.</summary>
    /// <exception cref="NotSupportedException">The weights are too many for one text.</exception>
    public string Whole => Weights.Length > MostInside
        ? throw new NotSupportedException($"The weights have {Weights.Length >> 20} MB, too many for text inside a module. " +
            "Write a package (.tgz), whose weights are a file of their own.")
        : Of($"\"{Convert.ToBase64String(Weights)}\"");

    /// <summary>The weights as a safetensors file.</summary>
    public byte[] Weights { get; }

    /// <summary>The module's types for TypeScript: those of model.mjs belong into model.d.mts.</summary>
    public string Declarations { get; }

    /// <summary>What it does, in a few words.</summary>
    internal string Title { get; }

    /// <summary>Writes it whole, its types beside it as .d.mts; or where the path ends with .tgz, as a package for npm.</summary>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!IsPackage(path)) AtomicFile.Write(TypesOf(path), stream => stream.Write(Encoding.UTF8.GetBytes(Declarations)));
        AtomicFile.Write(path, stream => Write(stream, path));
    }

    internal void Write(Stream stream, string path)
    {
        if (IsPackage(path)) NpmPackage.Write(stream, this, NpmPackage.Name(path));
        else stream.Write(Encoding.UTF8.GetBytes(Whole));
    }

    internal static bool IsPackage(string path) => path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    internal static string TypesOf(string path) => Path.ChangeExtension(path, ".d.mts");

    /// <summary>What a person reads first of a package of this name.</summary>
    internal string Readme(string name) => PackageReadme.Of(name, Title, _example);

    string Of(string weights) => $"{_head}\nconst WEIGHTS = {weights};\n\nexport {{ {_exports} }};\n";

    // of two modules with the same memory the runtime takes the fast one where it rounds once
    static NetworkModule[] Networks(IReadOnlyList<ForwardGraph> members, ExportArithmetic arithmetic) =>
        arithmetic == ExportArithmetic.Plain ? [NetworkModule.Of(members, WasmArithmetic.Plain)]
            : [NetworkModule.Of(members, WasmArithmetic.Emulated), NetworkModule.Of(members, WasmArithmetic.Relaxed)];

    static string Head(string what, string json, NetworkModule[] networks, DoubleFormulas formulas)
    {
        var text = new StringBuilder();
        // what would end the script of a page
        text.Append("// ").Append(what.Replace('<', ' ')).Append(". Written by Myelin ").Append(ProgramJson.Version)
            .Append("; no dependencies.\n// import { load } from this file; const model = await load();\n\n")
            .Append("const PROGRAM = ").Append(json).Append(";\n\n")
            .Append("const WASM = \"").Append(Convert.ToBase64String(networks[0].Bytes)).Append("\";\n")
            .Append("const FAST_WASM = ").Append(networks.Length > 1 ? $"\"{Convert.ToBase64String(networks[1].Bytes)}\"" : "null")
            .Append(";\n\n")
            .Append(formulas).Append('\n');
        foreach (string part in Parts) text.Append(Resource(part)).Append('\n');
        return text.ToString();
    }

    // a column's name may hold anything
    static string OnOneLine(string text) => new([.. text.Select(sign =>
        char.IsControl(sign) || sign is '\u2028' or '\u2029' ? ' ' : sign)]);

    internal static string Resource(string name)
    {
        using Stream stream = typeof(JavaScriptModule).Assembly.GetManifestResourceStream($"JavaScript.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
