using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Myelin.Export.Tests;

/// <summary>Programs in C#, compiled with every warning as an error and loaded.</summary>
sealed class CompiledCSharp : IDisposable
{
    static readonly MetadataReference[] s_framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // documentation is read, too
    static readonly CSharpParseOptions s_parse = new(documentationMode: DocumentationMode.Diagnose);

    readonly AssemblyLoadContext _context = new("exported", isCollectible: true);
    readonly Assembly _assembly;

    public CompiledCSharp(IEnumerable<CSharpProgram> programs)
    {
        var trees = programs.Select(program =>
        {
            using var text = new StringWriter();
            program.Write(text);
            return CSharpSyntaxTree.ParseText(text.ToString(), s_parse, cancellationToken: TestContext.Current.CancellationToken);
        });
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Exported", trees, s_framework, options);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(10)));
        assembly.Position = 0;
        _assembly = _context.LoadFromStream(assembly);
    }

    public Type this[string name] => _assembly.GetType($"Exported.{name}", throwOnError: true)!;

    public void Dispose() => _context.Unload();
}
