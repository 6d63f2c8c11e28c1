using System.Globalization;

namespace Myelin.Numerics;

/// <summary>A formula as LaTeX, with its letters: \frac{1}{1 + e^{-z}}.</summary>
public static class FormulaLatex
{
    // how strongly a text holds together: cases least, then a sum, a product or sign, a power or root, a number or function most
    const int OfCases = 0, OfSum = 1, OfProduct = 2, OfPower = 3, OfNumber = 4;

    /// <summary>Where a part has a letter of its own, that letter alone.</summary>
    public static string Of(Node formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return Write(Textbook.Of(formula)).Text;
    }

    /// <summary>A letter, or a name such as 1 − β₁, in the commands of LaTeX.</summary>
    public static string Letter(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        (string plain, string command)[] signs =
        [
            ("α", @"\alpha "), ("β", @"\beta "), ("γ", @"\gamma "), ("δ", @"\delta "), ("ε", @"\varepsilon "), ("η", @"\eta "), ("θ", @"\theta "),
            ("λ", @"\lambda "), ("μ", @"\mu "), ("π", @"\pi "), ("ρ", @"\rho "), ("σ", @"\sigma "), ("τ", @"\tau "), ("ψ", @"\psi "), ("Π", @"\Pi "),
            ("ŷ", @"\hat{y}"), ("−", "-"), ("·", @"\cdot "), ("√", @"\sqrt"), ("∞", @"_\infty "), ("′", "'"), ("…", @"\dots "), ("½", @"\tfrac{1}{2}"),
            ("₀", "_0"), ("₁", "_1"), ("₂", "_2"), ("₊", "_+"), ("₋", "_-"), ("ᵗ", "^t"), ("ₜ", "_t"), ("ln(", @"\ln("),
        ];
        foreach ((string plain, string command) in signs) name = name.Replace(plain, command, StringComparison.Ordinal);
        return Rooted(name).Replace(" )", ")", StringComparison.Ordinal).Replace(" _", "_", StringComparison.Ordinal).Replace(" ^", "^", StringComparison.Ordinal).TrimEnd();
    }

    // \sqrt(x) with its argument in braces
    static string Rooted(string text)
    {
        for (int at; (at = text.IndexOf(@"\sqrt(", StringComparison.Ordinal)) >= 0;)
        {
            int open = at + 5, depth = 0, end = open;
            do depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
            while (depth > 0 && ++end < text.Length);
            text = $"{text[..open]}{{{text[(open + 1)..end]}}}{text[(end + 1)..]}";
        }
        return text;
    }

    static (string Text, int Strength) Write(Node node) => node.Operation switch
    {
        Operation.Constant or Operation.Letter or Operation.Named => Leaf(node),
        Operation.Add => ($"{Within(node[0], OfSum)} + {Within(node[1], OfSum)}", OfSum),
        Operation.Subtract => ($"{Within(node[0], OfSum)} - {Within(node[1], OfProduct)}", OfSum),
        Operation.Sum => (string.Join(" + ", node.Arguments.Select(argument => Within(argument, OfSum))), OfSum),
        Operation.Multiply => ($@"{Within(node[0], OfProduct)} \cdot {Within(node[1], OfProduct)}", OfProduct),
        Operation.Divide => ($@"\frac{{{Write(node[0]).Text}}}{{{Write(node[1]).Text}}}", OfPower),
        Operation.Negate => ($"-{Within(node[0], OfProduct)}", OfSum),
        Operation.Power => ($"{Base(node[0])}^{{{Write(node[1]).Text}}}", OfPower),
        Operation.Exp => ($"e^{{{Write(node[0]).Text}}}", OfPower),
        Operation.Sqrt => ($@"\sqrt{{{Write(node[0]).Text}}}", OfNumber),
        Operation.Abs => ($@"\left|{Write(node[0]).Text}\right|", OfNumber),
        Operation.IfLess => Cases(node, "<", "\\ge"),
        Operation.IfAtMost => Cases(node, "\\le", ">"),
        Operation.IfEqual => Cases(node, "=", "\\ne"),
        Operation.Log => Function(@"\ln", node),
        Operation.NormalDistribution => Function(@"\Phi", node),
        Operation.Erf or Operation.Erfc or Operation.Sign or Operation.Round => Function($@"\operatorname{{{NameOf(node)}}}", node),
        _ => Function($@"\{NameOf(node)}", node),
    };

    static (string, int) Leaf(Node node)
    {
        if (node.Name.Length > 0)
        {
            string text = Letter(node.Name);
            return (text, node.Name.Contains(' ', StringComparison.Ordinal) ? OfSum : node.Name.AsSpan().ContainsAny('/', '·') ? OfProduct : OfNumber);
        }
        string number = node.Number == 0.5 ? @"\tfrac{1}{2}" : node.Number.ToString("R", CultureInfo.InvariantCulture);
        int e = number.IndexOf('E', StringComparison.Ordinal);
        if (e > 0) number = $@"{number[..e]} \cdot 10^{{{int.Parse(number.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)}}}";
        return (number, e > 0 ? OfProduct : node.Number < 0 ? OfSum : OfNumber);
    }

    static (string, int) Function(string name, Node node) =>
        ($@"{name}\left({string.Join(", ", node.Arguments.Select(argument => Write(argument).Text))}\right)", OfNumber);

    static (string, int) Cases(Node node, string relation, string otherwise)
    {
        (string x, string y) = (Write(node[0]).Text, Write(node[1]).Text);
        return ($@"\begin{{cases}} {Write(node[2]).Text} & {x} {relation} {y} \\ {Write(node[3]).Text} & {x} {otherwise} {y} \end{{cases}}", OfNumber);
    }

    static string NameOf(Node node) => node.Operation.ToString().ToLowerInvariant();

    // a fraction to a power needs brackets though it holds together
    static string Base(Node node) => node.Operation is Operation.Divide ? $@"\left({Write(node).Text}\right)" : Within(node, OfNumber);

    static string Within(Node node, int strength)
    {
        (string text, int has) = Write(node);
        return has >= strength ? text : $@"\left({text}\right)";
    }
}
