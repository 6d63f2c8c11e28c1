using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Myelin.Mutants;

/// <summary>
/// What an expression could be by mistake: another operator, a term forgotten, arguments in the wrong order, a constant a little off.
/// </summary>
static class Replacements
{
    static readonly Dictionary<SyntaxKind, string[]> s_operators = new()
    {
        [SyntaxKind.AddExpression] = ["-"],
        [SyntaxKind.SubtractExpression] = ["+"],
        [SyntaxKind.MultiplyExpression] = ["/"],
        [SyntaxKind.DivideExpression] = ["*"],
        [SyntaxKind.ModuloExpression] = ["*"],
        [SyntaxKind.LessThanExpression] = ["<=", ">="],
        [SyntaxKind.LessThanOrEqualExpression] = ["<", ">"],
        [SyntaxKind.GreaterThanExpression] = [">=", "<="],
        [SyntaxKind.GreaterThanOrEqualExpression] = [">", "<"],
        [SyntaxKind.EqualsExpression] = ["!="],
        [SyntaxKind.NotEqualsExpression] = ["=="],
        [SyntaxKind.LogicalAndExpression] = ["||"],
        [SyntaxKind.LogicalOrExpression] = ["&&"],
    };

    static readonly string[] s_selections = ["IfLess", "IfEqual"];

    // x·y + z, the larger, the equal, xᵀ·y: nothing changes when their first two arguments change places
    static readonly string[] s_symmetric = ["MultiplyAdd", "Max", "Min", "IfEqual", "Dot"];

    static readonly Dictionary<string, string> s_opposites = new() { ["Max"] = "Min", ["Min"] = "Max" };

    public static IEnumerable<string> Of(ExpressionSyntax node, SemanticModel model)
    {
        ITypeSymbol? type = model.GetTypeInfo(node).Type;
        if (type is null || type.SpecialType is SpecialType.System_String or SpecialType.System_Void) return [];
        bool Alike(ExpressionSyntax part) => SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(part).Type, type);
        return node switch
        {
            BinaryExpressionSyntax binary => OfBinary(binary, Alike),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.LogicalNotExpression } prefix =>
                [prefix.Operand.ToString()],
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression } prefix => [$"--{prefix.Operand}"],
            ConditionalExpressionSyntax conditional =>
                [$"!({conditional.Condition}) ? {conditional.WhenTrue} : {conditional.WhenFalse}"],
            IsPatternExpressionSyntax pattern => [$"!({pattern})"],
            LiteralExpressionSyntax literal => OfLiteral(literal),
            InvocationExpressionSyntax invocation => OfInvocation(invocation, model, Alike),
            _ => [],
        };
    }

    static IEnumerable<string> OfBinary(BinaryExpressionSyntax binary, Func<ExpressionSyntax, bool> alike)
    {
        if (!s_operators.TryGetValue(binary.Kind(), out string[]? others)) yield break;
        foreach (string other in others) yield return $"{binary.Left} {other} {binary.Right}";
        if (alike(binary.Left)) yield return binary.Left.ToString();
        if (alike(binary.Right)) yield return binary.Right.ToString();
    }

    static IEnumerable<string> OfLiteral(LiteralExpressionSyntax literal) => literal.Token.Value switch
    {
        true => ["false"],
        false => ["true"],
        0 => ["1"],
        int number => [$"{number + 1}", $"{number - 1}"],
        long => [$"({literal} + 1)"],
        double => [$"({literal} * 1.01)"],
        float => [$"({literal} * 1.01f)"],
        _ => [],
    };

    static IEnumerable<string> OfInvocation(InvocationExpressionSyntax call, SemanticModel model, Func<ExpressionSyntax, bool> alike)
    {
        ArgumentSyntax[] arguments = [.. call.ArgumentList.Arguments];
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || arguments.Any(a => !a.RefKindKeyword.IsKind(SyntaxKind.None)))
            yield break;
        int first = s_selections.Contains(method.Name) ? 2 : 0;
        foreach (ArgumentSyntax argument in arguments.Skip(first).Where(a => alike(a.Expression)))
            yield return argument.Expression.ToString();

        for (int i = s_symmetric.Contains(method.Name) ? 1 : 0; i + 1 < arguments.Length; i++)
        {
            ITypeSymbol? one = model.GetTypeInfo(arguments[i].Expression).Type, next = model.GetTypeInfo(arguments[i + 1].Expression).Type;
            if (one is null || !SymbolEqualityComparer.Default.Equals(one, next) || arguments[i].NameColon is not null) continue;
            if (arguments[i].ToString() == arguments[i + 1].ToString()) continue;
            ArgumentSyntax[] swapped = [.. arguments];
            (swapped[i], swapped[i + 1]) = (swapped[i + 1], swapped[i]);
            yield return With(swapped);
        }
        if (s_opposites.TryGetValue(method.Name, out string? opposite) && method.ContainingType.GetMembers(opposite).Length > 0)
            yield return $"{Renamed(call.Expression, opposite)}{call.ArgumentList}";
        // where x ≤ y rather than x < y
        if (method.Name == "IfLess") yield return With([arguments[1], arguments[0], arguments[3], arguments[2]]);

        string With(ArgumentSyntax[] others) => $"{call.Expression}({string.Join(", ", others.Select(a => a.ToString()))})";
    }

    static string Renamed(ExpressionSyntax function, string name) =>
        function is MemberAccessExpressionSyntax member ? $"{member.Expression}.{name}" : name;
}
