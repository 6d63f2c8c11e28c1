using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Myelin.Documents.Tests.Architecture;

/// <summary>No call is a riddle: a method, a constructor or a record takes seven parameters at most.</summary>
public class ParameterTests
{
    const int Most = 7;

    /// <summary>Where more are the clearer way.</summary>
    static readonly Dictionary<string, string> s_exceptions = new()
    {
        ["src/Myelin/Kernels/"] = "loops over memory: an object around their addresses would be taken apart again at every call",
        ["src/Myelin/Passes/"] = "the same, for the loops that passes have of their own",
        ["src/Myelin/Numerics/Polynomial.cs"] = "a polynomial has as many coefficients as it has",
        ["src/Myelin/Formulas/Optimizers/NAdam.cs"] = "a formula has the parameters of its paper",
        ["src/Myelin/Formulas/Schedules/ReduceOnPlateau.cs"] = "the same",
    };

    public static TheoryData<string> Exceptions => [.. s_exceptions.Keys];

    [Fact]
    public void ThereAreSevenAtMost() => Assert.Empty(
        Sources.Where(file => !s_exceptions.Keys.Any(exception => file.StartsWith(exception, StringComparison.Ordinal))).SelectMany(Long));

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void EveryExceptionIsNeeded(string exception) => Assert.NotEmpty(
        Sources.Where(file => file.StartsWith(exception, StringComparison.Ordinal)).SelectMany(Long));

    [Theory]
    [InlineData("class A { void B(int a, int b, int c, int d, int e, int f, int g) { } }")]
    [InlineData("class A { void B(int a, int b, int c, int d, int e, int f, (int, int) g) => C(1, 2, 3, 4, 5, 6, 7, 8); }")]
    [InlineData("class A { void B(int a, int b, int c, int d, int e, int f, int g, int h) { } }", "B 8")]
    [InlineData("record A(int a, int b, int c, int d, int e, int f, int g, int h);", "A 8")]
    [InlineData("class A { A(int a, int b, int c, int d, int e, int f, int g, int h, int i) { } }", "A 9")]
    [InlineData("class A { void B() { void C(int a, int b, int c, int d, int e, int f, int g, int h) { } } }", "C 8")]
    [InlineData("delegate void A(int a, int b, int c, int d, int e, int f, int g, int h);", "A 8")]
    public void TheyAreCounted(string code, params string[] found) =>
        Assert.Equal(found, Long(CSharpSyntaxTree.ParseText(code)).Select(one => one.Text));

    static IEnumerable<string> Sources => Directory.GetFiles(Repository.FullPath("src"), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    static IEnumerable<string> Long(string file) =>
        Long(CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.FullPath(file)))).Select(one => $"{file}:{one.Line}: {one.Text}");

    static IEnumerable<(int Line, string Text)> Long(SyntaxTree tree) =>
        from list in tree.GetRoot().DescendantNodes().OfType<ParameterListSyntax>()
        where list.Parameters.Count > Most
        let line = tree.GetLineSpan(list.Span).StartLinePosition.Line + 1
        select (line, $"{Name(list.Parent)} {list.Parameters.Count}");

    static string Name(SyntaxNode? declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        TypeDeclarationSyntax type => type.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => $"{declaration?.Kind()}",
    };
}
