using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Myelin.Mutants;

/// <summary>The core, compiled once with all mutants of some folders in it.</summary>
static partial class MutatedCore
{
    static readonly CSharpParseOptions s_language = new(LanguageVersion.CSharp14, DocumentationMode.None);

    // what MSBuild adds to the project's files
    const string Implicit = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        [assembly: System.Reflection.AssemblyVersion("0.1.0.0")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Myelin.Tests")]
        namespace Myelin
        {
            public static class MutantSwitch
            {
                public static int Chosen = -1;
                public static bool[]? Reached;

                public static bool On(int mutant)
                {
                    if (Reached is { } reached) reached[mutant] = true;
                    return mutant == Chosen;
                }
            }
        }
        """;

    /// <summary>Writes Myelin.dll and says which mutants are in it.</summary>
    /// <param name="root">src/Myelin</param>
    /// <param name="folders">where mutants are wanted</param>
    public static List<Mutant> Compile(string root, IReadOnlyList<string> folders, string assembly)
    {
        var trees = new Dictionary<string, SyntaxTree>();
        foreach (string file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (path.StartsWith("obj/", StringComparison.Ordinal) || path.StartsWith("bin/", StringComparison.Ordinal)) continue;
            string text = File.ReadAllText(file);
            if (folders.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal))) text = WithoutConstants(text);
            trees.Add(path, CSharpSyntaxTree.ParseText(text, s_language, path));
        }
        CSharpCompilation core = CSharpCompilation.Create(
            "Myelin", [.. trees.Values, CSharpSyntaxTree.ParseText(Implicit, s_language, "Implicit.cs")], Framework(),
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable,
                optimizationLevel: OptimizationLevel.Release));
        var mutants = new List<Mutant>();
        CSharpCompilation mutated = core;
        foreach ((string path, SyntaxTree tree) in trees.Where(t => folders.Any(f => t.Key.StartsWith(f + "/", StringComparison.Ordinal)))
            .OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            SyntaxNode node = new Mutator(core.GetSemanticModel(tree), path, mutants).Visit(tree.GetRoot())!;
            mutated = mutated.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(node.ToFullString(), s_language, path));
        }
        CSharpGeneratorDriver.Create([ImportGenerator()], parseOptions: s_language)
            .RunGeneratorsAndUpdateCompilation(mutated, out Compilation whole, out _);
        using FileStream stream = File.Create(assembly);
        string[] errors = [.. whole.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(20).Select(d =>
            $"{d}\n  {d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}")];
        if (errors.Length > 0)
            throw new InvalidOperationException("The core with its mutants does not compile.\n" + string.Join('\n', errors));
        return mutants;
    }

    // a constant is the compiler's, and a static field is set once: a property can be a mutant
    static string WithoutConstants(string text) =>
        Constants().Replace(text, match => string.Join(' ', match.Groups["list"].Value.Split(", ").Select(one =>
            $"static {match.Groups["type"].Value} {one.Replace(" = ", " => ", StringComparison.Ordinal)};")));

    static IEnumerable<MetadataReference> Framework()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) == folder).Select(file => MetadataReference.CreateFromFile(file));
    }

    // the SDK's generator of [LibraryImport], which stands beside the reference assemblies
    static ISourceGenerator ImportGenerator()
    {
        string packs = Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../packs/Microsoft.NETCore.App.Ref"));
        string file = Directory.GetFiles(packs, "Microsoft.Interop.LibraryImportGenerator.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Last();
        Type type = Assembly.LoadFrom(file).GetType("Microsoft.Interop.LibraryImportGenerator", throwOnError: true)!;
        return ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
    }

    [GeneratedRegex(@"(?<=^ +)(?:const|static readonly) (?<type>double|int) (?<list>\w+ = [^;]+);", RegexOptions.Multiline)]
    private static partial Regex Constants();
}
