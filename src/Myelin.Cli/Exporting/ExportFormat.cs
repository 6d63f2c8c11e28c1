using System.CommandLine;
using Myelin.Cli.Output;

namespace Myelin.Cli.Exporting;

/// <summary>A form in which a model leaves: chosen by the name of the file that is written.</summary>
abstract class ExportFormat
{
    /// <summary>Every form there is, in the order of the help page.</summary>
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new OnnxFormat(),
        new CFormat(),
        new CSharpFormat(),
        new JavaScriptFormat(".mjs", "JavaScript with WebAssembly"),
        new JavaScriptFormat(".tgz", "the same as a package for npm"),
        new PageFormat(),
    ];

    /// <summary>What the file's name ends with: .onnx</summary>
    public abstract string Extension { get; }

    /// <summary>What it is, for the help page: an ONNX file, for any runtime of it</summary>
    public abstract string Description { get; }

    /// <summary>How a file that Myelin wrote is told from one of yours.</summary>
    public abstract OutputKind Kind { get; }

    /// <summary>Options that only this form has.</summary>
    public virtual IReadOnlyList<Option> Options => [];

    /// <summary>Writes the file, checks it, and shows what was found. Where it is not equal to the model, nothing is written.</summary>
    /// <exception cref="NotSupportedException">Something of the model has no such form.</exception>
    public abstract void Export(ExportRequest request);
}
