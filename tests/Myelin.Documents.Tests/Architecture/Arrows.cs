using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Myelin.Documents.Tests.Architecture;

/// <summary>Which file of a project knows which: every name in the sources, followed to where it is declared.</summary>
sealed class Arrows
{
    static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14);

    static readonly string[] s_implicit = ["System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Threading",
        "System.Threading.Tasks"];

    readonly HashSet<Arrow> _all = [];

    /// <param name="sources">text by path</param>
    /// <param name="usings">namespaces that the project file imports</param>
    /// <param name="libraries">assemblies beside those of the runtime</param>
    public Arrows(IReadOnlyDictionary<string, string> sources, IEnumerable<string> usings, IEnumerable<string> libraries)
    {
        SyntaxTree[] trees = [.. sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, s_options, source.Key))];
        string global = string.Concat(s_implicit.Concat(usings).Select(name => $"global using {name};\n"));
        var compilation = CSharpCompilation.Create(
            "sources", [.. trees, CSharpSyntaxTree.ParseText(global, s_options)],
            Runtime().Concat(libraries).Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        foreach (SyntaxTree tree in trees) Collect(tree, compilation.GetSemanticModel(tree));
    }

    public IReadOnlyCollection<Arrow> All => _all;

    void Collect(SyntaxTree tree, SemanticModel model)
    {
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax)
            .OfType<SimpleNameSyntax>())
        {
            SymbolInfo found = model.GetSymbolInfo(name);
            if ((found.Symbol ?? found.CandidateSymbols.FirstOrDefault()) is not { } symbol ||
                Declaration(symbol) is not { } declaration) continue;
            string file = declaration.SyntaxTree.FilePath;
            if (file.Length > 0 && file != tree.FilePath)
                _all.Add(new(tree.FilePath, Namespace(tree.GetRoot()), file, Namespace(declaration.SyntaxTree.GetRoot())));
        }
    }

    // of a partial type the part that has the member
    static SyntaxReference? Declaration(ISymbol symbol)
    {
        if (symbol is not (INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol)) return null;
        ISymbol declared = (symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol).OriginalDefinition;
        return declared.DeclaringSyntaxReferences.FirstOrDefault() ??
            declared.ContainingType?.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault();
    }

    static string Namespace(SyntaxNode root) =>
        root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    // nothing that is built here: what is compiled would be there twice
    static IEnumerable<string> Runtime() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => !Path.GetFileName(path).StartsWith("Myelin", StringComparison.Ordinal));
}

/// <param name="From">the file that names something of the other</param>
readonly record struct Arrow(string From, string FromNamespace, string To, string ToNamespace);
