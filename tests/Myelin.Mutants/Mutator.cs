using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Myelin.Mutants;

/// <summary>Puts every mutant of a file beside the code that it changes, each behind a switch: <c>On(7) ? a - b : a + b</c>.</summary>
/// <remarks>
/// So all of them are compiled once, and choosing one costs nothing. Sizes of types, texts and defaults of parameters stay.
/// </remarks>
sealed partial class Mutator(SemanticModel model, string path, List<Mutant> mutants) : CSharpSyntaxRewriter
{
    public const string Switch = "global::Myelin.MutantSwitch.On";

    readonly Dictionary<string, int> _copies = [];

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null || Stays(node)) return node;
        SyntaxNode? inner = base.Visit(node);
        return node switch
        {
            ExpressionSyntax expression when IsValue(expression) => WithMutants(expression, (ExpressionSyntax)inner!),
            ExpressionStatementSyntax statement => WithMutants(statement, (StatementSyntax)inner!),
            ContinueStatementSyntax or BreakStatementSyntax when !Declares(node.Parent!) =>
                Removable((StatementSyntax)node, (StatementSyntax)inner!),
            _ => inner,
        };
    }

    // attributes, types, patterns and constants are the compiler's; a text is no formula
    static bool Stays(SyntaxNode node) => node is
        AttributeListSyntax or ParameterListSyntax or SwitchLabelSyntax or PatternSyntax or EnumMemberDeclarationSyntax or TypeSyntax or
        InterpolatedStringExpressionSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or
        LocalDeclarationStatementSyntax { IsConst: true };

    static bool IsValue(ExpressionSyntax node) =>
        node.Parent is not (WhileStatementSyntax or ExpressionStatementSyntax or RefExpressionSyntax or
            ForStatementSyntax { Condition: null }) &&
        !(node.Parent is ForStatementSyntax loop && loop.Incrementors.Contains(node)) &&
        !Declares(node) &&
        !node.Ancestors().Any(outer => outer is ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None });

    static bool Declares(SyntaxNode node) =>
        node.DescendantNodes().Any(inner => inner is DeclarationExpressionSyntax or SingleVariableDesignationSyntax);

    ExpressionSyntax WithMutants(ExpressionSyntax node, ExpressionSyntax inner)
    {
        string text = inner.ToString();
        bool any = false;
        foreach (string replacement in Replacements.Of(node, model).Distinct().Where(r => r != node.ToString()))
        {
            (text, any) = ($"{Switch}({Add(node, node.ToString(), replacement)}) ? {replacement} : {text}", true);
        }
        return any ? SyntaxFactory.ParseExpression($"({text})").WithTriviaFrom(inner) : inner;
    }

    StatementSyntax WithMutants(ExpressionStatementSyntax node, StatementSyntax inner)
    {
        if (node.Expression is AssignmentExpressionSyntax assignment)
        {
            string? other = assignment.OperatorToken.Text switch { "+=" => "-=", "-=" => "+=", "*=" => "/=", "/=" => "*=", _ => null };
            if (other is not null)
            {
                string replacement = $"{assignment.Left} {other} {assignment.Right};";
                return Parse($"if ({Switch}({Add(node, node.ToString(), replacement)})) {{ {replacement} }} else {{ {inner} }}", inner);
            }
            if (AssignsFirst(assignment.Left)) return inner;
        }
        return Declares(node) ? inner : Removable(node, inner);
    }

    StatementSyntax Removable(StatementSyntax node, StatementSyntax inner) =>
        Parse($"if (!{Switch}({Add(node, node.ToString(), "nothing")})) {{ {inner} }}", inner);

    static StatementSyntax Parse(string text, StatementSyntax like) => SyntaxFactory.ParseStatement(text).WithTriviaFrom(like);

    // without it the compiler finds a variable, or the place of an element, that nobody assigned
    bool AssignsFirst(ExpressionSyntax left) => left switch
    {
        TupleExpressionSyntax tuple => tuple.Arguments.Any(a => AssignsFirst(a.Expression)),
        _ => model.GetSymbolInfo(left).Symbol switch
        {
            IParameterSymbol { RefKind: RefKind.Out } => true,
            ILocalSymbol local => local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer: null },
            IFieldSymbol { ContainingType.TypeKind: TypeKind.Struct } => true,
            _ => false,
        },
    };

    int Add(SyntaxNode node, string original, string replacement)
    {
        int line = node.GetLocation().GetLineSpan().StartLinePosition.Line;
        string source = OneLine(node.SyntaxTree.GetText().Lines[line].ToString());
        var mutant = new Mutant(mutants.Count, path, line + 1, source, OneLine(original), OneLine(replacement), 1);
        int copy = _copies[mutant.Key] = _copies.GetValueOrDefault(mutant.Key) + 1;
        mutants.Add(mutant with { Copy = copy });
        return mutant.Id;
    }

    static string OneLine(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
