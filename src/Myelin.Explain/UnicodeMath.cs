using System.Text.RegularExpressions;

namespace Myelin.Explain;

/// <summary>
/// The mathematics of a trace's lines as LaTeX: ∂L/∂W⁽¹⁾ = x⁽¹⁾ᵀ·δ⁽¹⁾ becomes \frac{\partial L}{\partial
/// W^{(1)}} = x^{(1)\top} \cdot \delta^{(1)}.
/// </summary>
static partial class UnicodeMath
{
    static readonly (string Sign, string Command)[] s_signs =
    [
        ("α", @"\alpha "), ("β", @"\beta "), ("γ", @"\gamma "), ("δ", @"\delta "), ("ε", @"\varepsilon "),
        ("η", @"\eta "), ("θ", @"\theta "),
        ("λ", @"\lambda "), ("μ", @"\mu "), ("π", @"\pi "), ("ρ", @"\rho "), ("σ", @"\sigma "), ("τ", @"\tau "),
        ("φ", @"\varphi "), ("ψ", @"\psi "),
        ("Π", @"\Pi "), ("Φ", @"\Phi "), ("Σ", @"\sum "), ("ℓ", @"\ell "), ("ŷ", @"\hat{y}"), ("x̂", @"\hat{x}"),
        ("r̂", @"\hat{r}"), ("∂", @"\partial "),
        ("−", "-"), ("·", @" \cdot "), ("⊙", @" \odot "), ("≈", @" \approx "), ("≠", @" \ne "), ("≤", @" \le "),
        ("≥", @" \ge "), ("∞", @"\infty "),
        ("…", @"\dots "), ("⌊", @"\lfloor "), ("⌋", @"\rfloor "), ("½", @"\tfrac{1}{2}"), ("′", "'"), ("→", @" \to "), ("×", @" \times "),
        (":=", @" \mathrel{:=} "),
        ("ln(", @"\ln("), ("tanh(", @"\tanh("), ("max(", @"\max("), ("min(", @"\min("), ("sin(", @"\sin("), ("cos(", @"\cos("),
        ("sign(", @"\operatorname{sign}("), ("erf(", @"\operatorname{erf}("), ("erfc(", @"\operatorname{erfc}("),
        ("softmax(", @"\operatorname{softmax}("),
        ("ln ", @"\ln "), ("tanh ", @"\tanh "), ("mean(", @"\operatorname{mean}("),
    ];

    const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᶻˣʸᵗˢᵃᵀ⁽⁾ᵖᵏᶜ", RaisedPlain = "0123456789-zxytsaT()pkc", Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₙₜₐ",
        LoweredPlain = "0123456789+-ijknta";

    public static string Latex(string text)
    {
        text = IndexedExponent().Replace(text, "^{$1}");
        text = Words().Replace(text, match => $@"\text{{{match.Value}}}");
        text = Partial().Replace(text, @"\frac{∂$1}{∂$2}");
        text = Braced(Braced(text, "^(", "^{"), "√(", @"\sqrt{");
        text = BareRoot().Replace(text, @"\sqrt{$1}");
        text = Runs(Runs(text, Raised, RaisedPlain, '^'), Lowered, LoweredPlain, '_');
        foreach ((string sign, string command) in s_signs) text = text.Replace(sign, command, StringComparison.Ordinal);
        text = Exponent().Replace(text, @"$1 \cdot 10^{$2}").Replace("^{T}", @"^{\top}", StringComparison.Ordinal)
            .Replace(")T}", @")\top}", StringComparison.Ordinal);
        return Blanks().Replace(text, " ").Trim();
    }

    /// <summary>Whether a word has signs of mathematics in it.</summary>
    public static bool Has(string word) => word.AsSpan().ContainsAny(Raised + Lowered) || word.Contains('^', StringComparison.Ordinal)
        || s_signs.Any(sign => !char.IsAscii(sign.Sign[0]) && word.Contains(sign.Sign, StringComparison.Ordinal));

    /// <summary>Text outside of formulas.</summary>
    public static string Escape(string text) => Special().Replace(text.Replace(@"\", @"\textbackslash ", StringComparison.Ordinal), @"\$0");

    // a bracket after a sign becomes braces, up to its own end
    static string Braced(string text, string opening, string command)
    {
        for (int at; (at = text.IndexOf(opening, StringComparison.Ordinal)) >= 0;)
        {
            int depth = 0, end = at + opening.Length - 1;
            do depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
            while (depth > 0 && ++end < text.Length);
            int from = at + opening.Length;
            text = $"{text[..at]}{command}{text[from..Math.Min(end, text.Length)]}}}{(end < text.Length ? text[(end + 1)..] : "")}";
        }
        return text;
    }

    static string Runs(string text, string from, string to, char mark) => Regex.Replace(text, $"[{Regex.Escape(from)}]+",
        match => $"{mark}{{{string.Concat(match.Value.Select(sign => to[from.IndexOf(sign, StringComparison.Ordinal)]))}}}",
        RegexOptions.CultureInvariant);

    // words between formulas
    [GeneratedRegex(
        @"(?<![A-Za-z\\{])(?: ?\b(?:if|else|or|and|of|each|the|with|by|columns|rows|row|members|member|otherwise|class|one-hot|target|" +
        @"input|before|after|step|steps|running|nothing|is|dropped|stays|as|it|bounded|to|for|within|terms|other|classes|on|from)\b,? ?)+")]
    private static partial Regex Words();

    [GeneratedRegex(@"∂([A-Za-zℓ]+)/∂([A-Za-zŷα-ω]+(?:[⁽⁰¹²³⁴⁵⁶⁷⁸⁹⁾]+)?)")]
    private static partial Regex Partial();

    // e^zᵢ: the index is the exponent's
    [GeneratedRegex(@"\^([A-Za-zŷ][ᵢⱼₖ])")]
    private static partial Regex IndexedExponent();

    [GeneratedRegex(@"√([A-Za-zα-ω]|\d[\d.]*)")]
    private static partial Regex BareRoot();

    [GeneratedRegex(@"(\d)e([-+]?\d+)")]
    private static partial Regex Exponent();

    [GeneratedRegex(@"[#$%&_{}~^]")]
    private static partial Regex Special();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex Blanks();
}
