using Myelin.Activations;
using Myelin.Text;

namespace Myelin.Cli.Tracing;

/// <summary>How an activation and its slope are written, to be read beside their numbers.</summary>
static class Sigma
{
    static readonly Dictionary<string, (string Value, string Slope)> s_formulas = new()
    {
        ["celu"] = ("z if z > 0, else α(e^(z/α) − 1)", "1 if z > 0, else e^(z/α)"),
        ["elu"] = ("z if z > 0, else α(eᶻ − 1)", "1 if z > 0, else α eᶻ"),
        ["exponential"] = ("eᶻ", "a"),
        ["gaussian"] = ("e^(−z²)", "−2z a"),
        ["gelu"] = ("z Φ(z)", "Φ(z) + z φ(z)"),
        ["gelu-tanh"] = ("½ z (1 + tanh u), u = √(2/π)(z + 0.044715 z³)", "½(1 + tanh u) + ½ z (1 − tanh² u) u′"),
        ["hard-shrink"] = ("z if |z| > λ, else 0", "1 if |z| > λ or λ = 0, else 0"),
        ["hard-sigmoid"] = ("min(1, max(0, z/6 + ½))", "1/6 if −3 < z < 3, else 0"),
        ["hard-swish"] = ("z min(max(0, z + 3), 6)/6", "0 if z < −3, 1 if z ≥ 3, else z/3 + ½"),
        ["hard-tanh"] = ("min(high, max(low, z))", "1 if low < z < high, else 0"),
        ["identity"] = ("z", "1"),
        ["leaky-relu"] = ("z if z ≥ 0, else s z", "1 if z ≥ 0, else s"),
        ["log-sigmoid"] = ("−ln(1 + e⁻ᶻ)", "1/(1 + eᶻ)"),
        ["log-softmax"] = ("zᵢ − ln Σₖ e^zₖ", "Jᵢⱼ = [i = j] − e^aⱼ"),
        ["mish"] = ("z tanh(ln(1 + eᶻ))", "t + z (1 − t²)/(1 + e⁻ᶻ), t = tanh(ln(1 + eᶻ))"),
        ["relu"] = ("max(0, z)", "1 if z ≥ 0, else 0"),
        ["relu6"] = ("min(6, max(0, z))", "1 if 0 < z < 6, else 0"),
        ["selu"] = ("λ z if z > 0, else λ α(eᶻ − 1)", "λ if z > 0, else λ α eᶻ"),
        ["sigmoid"] = ("1/(1 + e⁻ᶻ)", "a(1 − a)"),
        ["silu"] = ("z/(1 + e⁻ᶻ)", "s + z s(1 − s), s = 1/(1 + e⁻ᶻ)"),
        ["sine"] = ("sin z", "cos z"),
        ["softmax"] = ("e^zᵢ / Σₖ e^zₖ", "Jᵢⱼ = aᵢ(1 − aⱼ) if i = j, −aᵢ aⱼ otherwise"),
        ["softplus"] = ("ln(1 + e^(βz))/β", "1/(1 + e^(−βz))"),
        ["soft-shrink"] = ("z − λ if z > λ, z + λ if z < −λ, else 0", "1 if |z| > λ or λ = 0, else 0"),
        ["softsign"] = ("z/(1 + |z|)", "1/(1 + |z|)²"),
        ["tanh"] = ("tanh z", "1 − a²"),
        ["tanh-shrink"] = ("z − tanh z", "tanh² z"),
    };

    public static IReadOnlyCollection<string> Known => s_formulas.Keys;

    public static (string Value, string Slope) Of(IActivation activation) =>
        s_formulas.TryGetValue(NameOf(activation), out var formulas) ? formulas : ("σ(z)", "σ′(z)");

    /// <summary>Whether every output depends on every z, so that the slope is a matrix.</summary>
    public static bool IsOfRows(IActivation activation) => activation is Softmax or LogSoftmax;

    /// <summary>a = σ(z) with the number of z, on the side of a corner that z is on; null where the formula is of a whole row.</summary>
    public static Term? Value(IActivation activation, double z) => SigmaTerms.Of(activation, Term.Of(z, "z"))?.Value;

    /// <summary>σ′(z), from z or from the a that it gave.</summary>
    public static Term? Slope(IActivation activation, double z, double a) => SigmaTerms.Of(activation, Term.Of(z, "z"), Term.Of(a, "a"))?.Slope;

    static string NameOf(IActivation activation) => ActivationNames.Describe(activation).Split('(')[0];
}
