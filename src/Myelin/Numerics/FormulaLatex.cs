using System.Globalization;

namespace Myelin.Numerics;

/// <summary>A formula as LaTeX, with its letters: \frac{1}{1 + e^{-z}}.</summary>
internal static class FormulaLatex
{
    // how strongly a text holds together: cases least, then what a Σ reaches to its end, a sum, a product or sign, a power or
    // root, a number or function most
    const int OfReach = 1, OfSum = 2, OfProduct = 3, OfPower = 4, OfNumber = 5;

    /// <summary>Where a part has a letter of its own, that letter alone.</summary>
    public static string Of(Node formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return new Writer().Write(Textbook.Of(formula)).Text;
    }

    /// <summary>A letter, or a name such as 1 − β₁, in the commands of LaTeX.</summary>
    public static string Letter(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        (string plain, string command)[] signs =
        [
            ("α", @"\alpha "), ("β", @"\beta "), ("γ", @"\gamma "), ("δ", @"\delta "), ("ε", @"\varepsilon "),
            ("η", @"\eta "), ("θ", @"\theta "),
            ("λ", @"\lambda "), ("μ", @"\mu "), ("π", @"\pi "), ("ρ", @"\rho "), ("σ", @"\sigma "), ("τ", @"\tau "),
            ("ψ", @"\psi "), ("Π", @"\Pi "),
            ("ŷ", @"\hat{y}"), ("−", "-"), ("·", @"\cdot "), ("√", @"\sqrt"), ("∞", @"_\infty "), ("′", "'"),
            ("…", @"\dots "), ("½", @"\tfrac{1}{2}"),
            ("₀", "_0"), ("₁", "_1"), ("₂", "_2"), ("₊", "_+"), ("₋", "_-"), ("ᵗ", "^t"), ("ₜ", "_t"), ("ln(", @"\ln("),
        ];
        foreach ((string plain, string command) in signs) name = name.Replace(plain, command, StringComparison.Ordinal);
        return Rooted(name).Replace(" )", ")", StringComparison.Ordinal).Replace(" _", "_", StringComparison.Ordinal)
            .Replace(" ^", "^", StringComparison.Ordinal).TrimEnd();
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

    sealed class Writer
    {
        string _index = "i";

        public (string Text, int Strength) Write(Node node) => node.Operation switch
        {
            Operation.Constant or Operation.Letter or Operation.Named or Operation.Row => Leaf(node),
            Operation.Place => (_index, OfNumber),
            Operation.RowSum => Bound(node, @"\sum"),
            Operation.RowMax => Bound(node, @"\max"),
            Operation.At => Indexed(node[0], Write(node[1]).Text),
            Operation.FirstHalf => Write(node[0]),
            Operation.SecondHalf => Indexed(node[0], $"K+{_index}"),
            Operation.Join => ($@"\left[{Write(node[0]).Text}, {Write(node[1]).Text}\right]", OfNumber),
            Operation.Add => ($"{Within(node[0], OfSum)} + {Within(node[1], OfSum)}", OfSum),
            Operation.Subtract => ($"{Within(node[0], OfSum)} - {Within(node[1], OfProduct)}", OfSum),
            Operation.Sum => (string.Join(" + ", node.Arguments.Select(argument => Within(argument, OfSum))), OfSum),
            Operation.Multiply when node[1].Operation is Operation.RowSum or Operation.RowMax =>
                ($@"{Within(node[0], OfProduct)} \cdot {Write(node[1]).Text}", OfReach),
            Operation.Multiply => ($@"{Within(node[0], OfProduct)} \cdot {Within(node[1], OfProduct)}", OfProduct),
            Operation.Divide => ($@"\frac{{{Write(node[0]).Text}}}{{{Write(node[1]).Text}}}", OfPower),
            Operation.Negate => ($"-{Within(node[0], node[0].Operation is Operation.RowSum ? OfReach : OfProduct)}",
                node[0].Operation is Operation.RowSum ? OfReach : OfSum),
            Operation.Power => ($"{Base(node[0])}^{{{Write(node[1]).Text}}}", OfPower),
            Operation.Exp => ($"e^{{{Write(node[0]).Text}}}", OfPower),
            Operation.Sqrt => ($@"\sqrt{{{Write(node[0]).Text}}}", OfNumber),
            Operation.Abs => ($@"\left|{Write(node[0]).Text}\right|", OfNumber),
            Operation.IfLess => Cases(node, "<", "\\ge"),
            Operation.IfAtMost => Cases(node, "\\le", ">"),
            Operation.IfEqual when node[0].Operation is Operation.Place && node[3].IsConstant(0) =>
                Where(node[2], $"[{_index} = {Write(node[1]).Text}]"),
            Operation.IfEqual when node[0].Operation is Operation.Place && node[2].IsConstant(0) =>
                Where(node[3], $@"[{_index} \ne {Write(node[1]).Text}]"),
            Operation.IfEqual => Cases(node, "=", "\\ne"),
            Operation.Log => Function(@"\ln", node),
            Operation.NormalDistribution => Function(@"\Phi", node),
            Operation.Erf or Operation.Erfc or Operation.Sign or Operation.Round => Function($@"\operatorname{{{NameOf(node)}}}", node),
            _ => Function($@"\{NameOf(node)}", node),
        };

        (string, int) Leaf(Node node)
        {
            if (node.Name.Length > 0)
            {
                string text = node.IsRow ? $"{Letter(node.Name)}_{{{_index}}}" : Letter(node.Name);
                return (text, node.Name.Contains(' ', StringComparison.Ordinal) ? OfSum
                    : node.Name.AsSpan().ContainsAny('/', '·') ? OfProduct : OfNumber);
            }
            string number = node.Number == 0.5 ? @"\tfrac{1}{2}" : node.Number.ToString("R", CultureInfo.InvariantCulture);
            int e = number.IndexOf('E', StringComparison.Ordinal);
            if (e > 0)
            {
                int exponent = int.Parse(number.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                number = $@"{number[..e]} \cdot 10^{{{exponent}}}";
            }
            return (number, e > 0 ? OfProduct : node.Number < 0 ? OfSum : OfNumber);
        }

        (string, int) Function(string name, Node node) =>
            ($@"{name}\left({string.Join(", ", node.Arguments.Select(argument => Write(argument).Text))}\right)", OfNumber);

        (string, int) Cases(Node node, string relation, string otherwise)
        {
            (string x, string y) = (Write(node[0]).Text, Write(node[1]).Text);
            (string then, string @else) = (Write(node[2]).Text, Write(node[3]).Text);
            return ($@"\begin{{cases}} {then} & {x} {relation} {y} \\ {@else} & {x} {otherwise} {y} \end{{cases}}", OfNumber);
        }

        (string, int) Where(Node node, string holds) => node.IsConstant(1) ? (holds, OfNumber)
            : node.Operation is Operation.Negate ? ($"-{Where(node[0], holds).Item1}", OfSum)
            : ($@"{Within(node, OfProduct)} \cdot {holds}", OfProduct);

        // an index of its own within
        (string, int) Bound(Node node, string sign)
        {
            (string outer, _index) = (_index, _index == "k" ? "j" : "k");
            string text = $"{sign}_{_index} {Within(node[0], OfProduct)}";
            _index = outer;
            return (text, OfReach);
        }

        (string, int) Indexed(Node node, string index)
        {
            (string outer, _index) = (_index, index);
            (string, int) written = Write(node);
            _index = outer;
            return written;
        }

        static string NameOf(Node node) => node.Operation.ToString().ToLowerInvariant();

        // a fraction to a power needs brackets though it holds together
        string Base(Node node) => node.Operation is Operation.Divide ? $@"\left({Write(node).Text}\right)" : Within(node, OfNumber);

        string Within(Node node, int strength)
        {
            (string text, int has) = Write(node);
            return has >= strength ? text : $@"\left({text}\right)";
        }
    }
}
