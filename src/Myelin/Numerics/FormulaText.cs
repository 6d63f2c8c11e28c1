using System.Globalization;

namespace Myelin.Numerics;

/// <summary>A formula as a line of text, written with its letters or with their numbers: 1/(1 + e⁻ᶻ), 1/(1 + e^(−0.34)).</summary>
internal static class FormulaText
{
    // how strongly a text holds together: cases least, then what a Σ reaches to its end, a sum, a product or sign, a
    // power, a number or function most
    const int OfCases = 0, OfReach = 1, OfSum = 2, OfProduct = 3, OfPower = 4, OfNumber = 5;

    /// <summary>With letters; where a part has a letter of its own, that letter alone.</summary>
    public static string Of(Node formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return new Writer(Textbook.Of(formula), Letter, hasNumbers: false).Text;
    }

    /// <summary>With numbers: of cases the one that holds, and of a part that has a letter its number.</summary>
    /// <param name="write">the text of a number; of a named part too</param>
    public static string Of(Node formula, Func<Node, string> write)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(write);
        return new Writer(Textbook.Of(formula), write, hasNumbers: true).Text;
    }

    /// <summary>What comes of the numbers as they are written by <see cref="Of(Node, Func{Node, string})"/>.</summary>
    /// <param name="read">the number of a leaf, and of a part that has a letter</param>
    public static double Value(Node formula, Func<Node, double> read)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(read);
        return FormulaValue.Of(Textbook.Of(formula), read);
    }

    /// <summary>Parts that have a letter of their own, each before those that it is used in.</summary>
    public static IReadOnlyList<Node> Definitions(params IEnumerable<Node> formulas)
    {
        ArgumentNullException.ThrowIfNull(formulas);
        (List<Node> found, HashSet<Node> seen) = ([], new(ReferenceEqualityComparer.Instance));
        foreach (Node formula in formulas) Visit(formula);
        return found;

        void Visit(Node node)
        {
            if (!seen.Add(node)) return;
            foreach (Node argument in node.Arguments) Visit(argument);
            if (node.Operation is Operation.Named) found.Add(node);
        }
    }

    /// <summary>The shortest text that reads back to the number.</summary>
    public static string Exact(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        return text.Replace("e-0", "e-", StringComparison.Ordinal).Replace("e+", "e", StringComparison.Ordinal);
    }

    static string Letter(Node leaf) => leaf.Name.Length > 0 ? leaf.Name : leaf.Number == 0.5 ? "½" : Exact(leaf.Number);

    sealed class Writer(Node formula, Func<Node, string> leaf, bool hasNumbers)
    {
        string _index = "ᵢ";

        public string Text => Write(formula).Text;

        (string Text, int Strength) Write(Node node) => node.Operation switch
        {
            Operation.Constant or Operation.Letter or Operation.Named or Operation.Row => Leaf(node),
            Operation.Place => (_index.Trim('_') switch { "ᵢ" => "i", "ₖ" => "k", "ⱼ" => "j", var place => place }, OfNumber),
            Operation.RowSum => Bound(node, "Σ"),
            Operation.RowMax => Bound(node, "max"),
            Operation.At => Indexed(node[0], $"_{Write(node[1]).Text}"),
            Operation.FirstHalf => Write(node[0]),
            Operation.SecondHalf => Indexed(node[0], $"_{{K+{_index.Trim('_') switch { "ₖ" => "k", "ⱼ" => "j", _ => "i" }}}}"),
            Operation.Join => ($"[{Write(node[0]).Text}, {Write(node[1]).Text}]", OfNumber),
            Operation.Add => Pair(node, " + ", OfSum, OfSum),
            Operation.Subtract => Pair(node, " − ", OfSum, OfProduct),
            Operation.Sum =>
                (string.Join(" + ", node.Arguments.Select((argument, i) => Within(argument, i == 0 ? OfSum : OfProduct))), OfSum),
            Operation.Multiply => Pair(node, "·", OfProduct, OfProduct),
            Operation.Divide => Pair(node, "/", OfProduct, OfPower),
            Operation.Negate when node[0].Operation is Operation.RowSum => ($"−{Write(node[0]).Text}", OfReach),
            Operation.Negate => ($"−{Within(node[0], OfProduct)}", OfProduct),
            Operation.Power => (Within(node[0], OfNumber) + Exponent(node[1]), OfPower),
            Operation.Exp => ($"e{Exponent(node[0])}", OfPower),
            Operation.Sqrt => ($"√{Within(node[0], OfNumber)}", OfPower),
            Operation.Abs => ($"|{Write(node[0]).Text}|", OfNumber),
            Operation.IfLess => Case(node, "<", ">", (x, y) => x < y),
            Operation.IfAtMost => Case(node, "≤", "≥", (x, y) => x <= y),
            Operation.IfEqual => Case(node, "=", "=", (x, y) => x == y),
            _ => ($"{NameOf(node.Operation)}({string.Join(", ", node.Arguments.Select(argument => Within(argument, OfReach)))})", OfNumber),
        };

        // 1 − β₁ is a sum though it is one number, and 2e-05 a product
        (string, int) Leaf(Node node)
        {
            string text = node.IsRow ? leaf(node) + _index : leaf(node);
            int strength = text.StartsWith('-') ? OfSum
                : text.Contains(' ', StringComparison.Ordinal) && !text.Contains('(', StringComparison.Ordinal) ? OfSum
                : text.AsSpan().ContainsAny('/', '·') || char.IsAsciiDigit(text[0]) && text.Contains('e', StringComparison.Ordinal)
                ? OfProduct : OfNumber;
            return (text, strength);
        }

        (string, int) Pair(Node node, string between, int strength, int second)
        {
            // a first number may keep its sign
            string a = strength == OfSum && node[0].Operation is Operation.Letter or Operation.Named ? Write(node[0]).Text
                : Within(node[0], strength);
            // a Σ reaches to the end of what stands there
            bool isReach = node[1].Operation is Operation.RowSum or Operation.RowMax
                || strength == OfSum && node[1].Operation is Operation.Multiply && Write(node[1]).Strength == OfReach;
            if (isReach) strength = OfReach;
            string b = Within(node[1], isReach ? OfReach : node[1].Operation is Operation.Negate ? OfNumber : second);
            // a sign beside a sign needs brackets, though a first number may keep its own
            if (b.StartsWith('-')) b = $"({b})";
            // a letter that is a fraction: m/(1 − β₁ᵗ)
            return (between == "·" && b.StartsWith("1/", StringComparison.Ordinal) ? a + b[1..] : a + between + b, strength);
        }

        (string, int) Where(Node node, string holds) => node.IsConstant(1) ? (holds, OfNumber)
            : node.Operation is Operation.Negate ? ($"−{Where(node[0], holds).Item1}", OfProduct)
            : ($"{Within(node, OfProduct)}·{holds}", OfProduct);

        // an index of its own within
        (string, int) Bound(Node node, string sign)
        {
            string index = _index == "ₖ" ? "ⱼ" : "ₖ", outer = _index;
            _index = index;
            string text = $"{sign}{index} {Within(node[0], OfProduct)}";
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

        // z > 0 in place of 0 < z
        (string, int) Case(Node node, string relation, string mirrored, Func<double, double, bool> holds)
        {
            if (hasNumbers) return Write(holds(FormulaValue.Of(node[0]), FormulaValue.Of(node[1])) ? node[2] : node[3]);
            (Node x, Node y) = (node[0], node[1]);
            if (x.Operation is Operation.Place && node[3].IsConstant(0)) return Where(node[2], $"[{Write(x).Text} = {Write(y).Text}]");
            if (x.Operation is Operation.Place && node[2].IsConstant(0)) return Where(node[3], $"[{Write(x).Text} ≠ {Write(y).Text}]");
            if (x.Arguments.Count == 0 && y.Operation is not Operation.Constant && x.Operation is not (Operation.Letter or Operation.Place))
                (x, y, relation) = (y, x, mirrored);
            return ($"{Within(node[2], OfReach)} if {Within(x, OfSum)} {relation} {Within(y, OfSum)}, else {Write(node[3]).Text}", OfCases);
        }

        string Exponent(Node node)
        {
            if (node.Operation is Operation.Constant && node.Number is 2 or 3) return node.Number == 2 ? "²" : "³";
            string text = Write(node).Text;
            if (node.Operation is Operation.Row && node.Name.Length == 1 && _index.Length == 1) return $"^{text}";
            bool isShort = !hasNumbers && text.Length <= 2 && text.All(sign => Plain.Contains(sign, StringComparison.Ordinal));
            return isShort ? string.Concat(text.Select(sign => Raised[Plain.IndexOf(sign, StringComparison.Ordinal)])) : $"^({text})";
        }

        const string Plain = "−zxytsakp", Raised = "⁻ᶻˣʸᵗˢᵃᵏᵖ";

        // what is weaker than its place asks for stands in brackets
        string Within(Node node, int strength)
        {
            (string text, int has) = Write(node);
            return has >= strength ? text : $"({text})";
        }

        static string NameOf(Operation operation) => operation switch
        {
            Operation.Log => "ln",
            Operation.NormalDistribution => "Φ",
            _ => operation.ToString().ToLowerInvariant(),
        };
    }
}
