using Myelin.Optimizers;

namespace Myelin.Cli.Tracing;

/// <summary>What each optimizer makes of a gradient, line by line, in the order in which it computes it.</summary>
static class Rules
{
    /// <summary>d; the lines that lead to it are added. Null for an optimizer of one's own.</summary>
    public static Term? Of(Optimizer optimizer, Term g, Moments moments, long step, List<WorkedLine> lines) => optimizer switch
    {
        Sgd sgd => OfSgd(sgd, g, moments, step, lines),
        Adam adam => OfAdam(adam, g, moments, step, lines),
        Adamax adamax => OfAdamax(adamax, g, moments, step, lines),
        NAdam nadam => OfNAdam(nadam, g, moments, step, lines),
        RAdam radam => OfRAdam(radam, g, moments, step, lines),
        RmsProp rms => OfRmsProp(rms, g, moments, lines),
        Adagrad adagrad => OfAdagrad(adagrad, g, moments, step, lines),
        Adadelta adadelta => OfAdadelta(adadelta, g, moments, lines),
        Rprop rprop => OfRprop(rprop, g, moments, lines),
        Lion lion => OfLion(lion, g, moments, lines),
        _ => null,
    };

    /// <summary>Whether an optimizer's own formula is known.</summary>
    public static bool Knows(Optimizer optimizer) => optimizer is Lbfgs or Sgd or Adam or Adamax or NAdam or RAdam or RmsProp or Adagrad or Adadelta or Rprop or Lion;

    static Term OfSgd(Sgd sgd, Term g, Moments moments, long step, List<WorkedLine> lines)
    {
        if (sgd.Momentum == 0) return g;
        Term mu = Term.Exactly(sgd.Momentum, "μ");
        // the first step sets m := g
        bool isDamped = sgd.Dampening > 0 && step > 1;
        Term.Leaf m = Moved("m", mu * moments.Before(0, "m") + (isDamped ? (1 - Term.Exactly(sgd.Dampening, "τ")) * g : g), moments, 0, lines);
        return sgd.Nesterov ? Found("d", g + mu * m, lines) : m;
    }

    static Term.Leaf OfAdam(Adam adam, Term g, Moments moments, long step, List<WorkedLine> lines)
    {
        Term beta1 = Term.Exactly(adam.Beta1, "β₁"), beta2 = Term.Exactly(adam.Beta2, "β₂"), epsilon = Term.Exactly(adam.Epsilon, "ε");
        Term.Leaf m = Mean("m", beta1, g, moments, 0, lines), v = Mean("v", beta2, Term.Square(g), moments, 1, lines);
        if (adam.AmsGrad) v = Moved("u", Term.Max(moments.Before(2, "u"), v), moments, 2, lines);
        Term correct1 = Correction(beta1, step), correct2 = Correction(beta2, step);
        return Found("d", adam.EpsilonHat
            ? Term.Root(correct2) / correct1 * m / (Term.Root(v) + epsilon)
            : m / correct1 / (Term.Root(v / correct2) + epsilon), lines);
    }

    static Term.Leaf OfAdamax(Adamax adamax, Term g, Moments moments, long step, List<WorkedLine> lines)
    {
        Term beta1 = Term.Exactly(adamax.Beta1, "β₁"), beta2 = Term.Exactly(adamax.Beta2, "β₂");
        Term.Leaf m = Mean("m", beta1, g, moments, 0, lines);
        Term.Leaf u = Moved("u", Term.Max(beta2 * moments.Before(1, "u"), Term.Abs(g) + Term.Exactly(adamax.Epsilon, "ε")), moments, 1, lines);
        return Found("d", m / Correction(beta1, step) / u, lines);
    }

    static Term.Leaf OfNAdam(NAdam nadam, Term g, Moments moments, long step, List<WorkedLine> lines)
    {
        Term beta1 = Term.Exactly(nadam.Beta1, "β₁"), beta2 = Term.Exactly(nadam.Beta2, "β₂");
        Term.Leaf m = Mean("m", beta1, g, moments, 0, lines), v = Mean("v", beta2, Term.Square(g), moments, 1, lines);
        Term psi = Term.Exactly(nadam.MomentumDecay, "ψ");
        Term.Leaf now = Found("μ", Mu(step), lines), next = Found("μ′", Mu(step + 1), lines);
        double product = 1;
        for (long t = 1; t <= step && product > 0; t++) product *= Mu(t).Value();
        Term.Leaf all = Term.Of(product, "Π");
        Term ahead = (1 - now) / (1 - all) * g + next / (1 - all * next) * m;
        return Found("d", ahead / (Term.Root(v / Correction(beta2, step)) + Term.Exactly(nadam.Epsilon, "ε")), lines);

        Term Mu(long t) => beta1 * (1 - 0.5 * Term.Power(0.96, Term.Exactly(t, t == step ? "t" : "(t + 1)") * psi));
    }

    static Term.Leaf OfRAdam(RAdam radam, Term g, Moments moments, long step, List<WorkedLine> lines)
    {
        Term beta1 = Term.Exactly(radam.Beta1, "β₁"), beta2 = Term.Exactly(radam.Beta2, "β₂"), t = Term.Exactly(step, "t");
        Term.Leaf m = Mean("m", beta1, g, moments, 0, lines), v = Mean("v", beta2, Term.Square(g), moments, 1, lines);
        Term.Leaf limit = Found("ρ∞", 2 / (1 - beta2) - 1, lines);
        Term.Leaf length = Found("ρ", limit - 2 * t * Term.Power(beta2, t) / Correction(beta2, step), lines);
        // the variance of v is bounded only beyond 5
        if (length.Number <= 5) return Found("d", m / Correction(beta1, step), lines);
        Term.Leaf r = Found("r̂", Term.Root((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)), lines);
        Term root = Term.Root(Correction(beta2, step));
        return Found("d", m / Correction(beta1, step) * r * root / (Term.Root(v) + Term.Exactly(radam.Epsilon, "ε")), lines);
    }

    static Term.Leaf OfRmsProp(RmsProp rms, Term g, Moments moments, List<WorkedLine> lines)
    {
        Term rho = Term.Exactly(rms.Decay, "ρ");
        Term under = Mean("v", rho, Term.Square(g), moments, 0, lines);
        if (rms.Centered) under = Term.Max(0, under - Term.Square(Mean("h", rho, g, moments, 2, lines)));
        Term d = g / (Term.Root(under) + Term.Exactly(rms.Epsilon, "ε"));
        if (rms.Momentum == 0) return Found("d", d, lines);
        return Moved("d", Term.Exactly(rms.Momentum, "μ") * moments.Before(1, "d") + d, moments, 1, lines);
    }

    static Term.Leaf OfAdagrad(Adagrad adagrad, Term g, Moments moments, long step, List<WorkedLine> lines)
    {
        Term s = Moved("s", moments.Before(0, "s") + Term.Square(g), moments, 0, lines);
        if (adagrad.InitialAccumulator > 0) s = Term.Exactly(adagrad.InitialAccumulator, "s₀") + s;
        Term d = g / (Term.Root(s) + Term.Exactly(adagrad.Epsilon, "ε"));
        if (adagrad.RateDecay > 0) d /= 1 + (Term.Exactly(step, "t") - 1) * Term.Exactly(adagrad.RateDecay, "η");
        return Found("d", d, lines);
    }

    static Term.Leaf OfAdadelta(Adadelta adadelta, Term g, Moments moments, List<WorkedLine> lines)
    {
        Term rho = Term.Exactly(adadelta.Decay, "ρ"), epsilon = Term.Exactly(adadelta.Epsilon, "ε");
        Term.Leaf v = Mean("v", rho, Term.Square(g), moments, 0, lines);
        Term.Leaf d = Found("d", Term.Root(moments.Before(1, "u") + epsilon) / Term.Root(v + epsilon) * g, lines);
        Mean("u", rho, Term.Square(d), moments, 1, lines);
        return d;
    }

    static Term.Leaf OfRprop(Rprop rprop, Term g, Moments moments, List<WorkedLine> lines)
    {
        double agreement = g.Value() * moments.Before(0, "").Number;
        // memory begins as 0, which no step ever is
        Term s = moments.Before(1, "s").Number == 0 ? Term.Exactly(1, "s") : moments.Before(1, "s");
        Term eta = agreement > 0 ? Term.Exactly(rprop.Grow, "η₊") : agreement < 0 ? Term.Exactly(rprop.Shrink, "η₋") : 1;
        Term rate = Term.Exactly(rprop.LearningRate, "α");
        Term least = Term.Exactly(rprop.MinimumStep, "s₋") / rate, most = Term.Exactly(rprop.MaximumStep, "s₊") / rate;
        Term.Leaf moved = Moved("s", Term.Max(least, Term.Min(most, s * eta)), moments, 1, lines);
        // after a turn of the gradient the parameter waits
        return Found("d", agreement < 0 ? 0 : moved * Term.Sign(g), lines);
    }

    static Term.Leaf OfLion(Lion lion, Term g, Moments moments, List<WorkedLine> lines)
    {
        Term beta1 = Term.Exactly(lion.Beta1, "β₁");
        Term.Leaf d = Found("d", Term.Sign(beta1 * moments.Before(0, "m") + (1 - beta1) * g), lines);
        Mean("m", Term.Exactly(lion.Beta2, "β₂"), g, moments, 0, lines);
        return d;
    }

    // 1 − βᵗ
    static Term Correction(Term beta, long step) => 1 - Term.Power(beta, Term.Exactly(step, "t"));

    /// <summary>m := β m + (1 − β) x</summary>
    static Term.Leaf Mean(string letter, Term beta, Term x, Moments moments, int moment, List<WorkedLine> lines) =>
        Moved(letter, beta * moments.Before(moment, letter) + (1 - beta) * x, moments, moment, lines);

    /// <summary>What is remembered, as the optimizer has it after the step.</summary>
    static Term.Leaf Moved(string letter, Term term, Moments moments, int moment, List<WorkedLine> lines)
    {
        Term.Leaf after = moments.After(moment, letter);
        lines.Add(new(letter, term, after.Number, Assigns: true));
        return after;
    }

    /// <summary>What comes of numbers that are known.</summary>
    static Term.Leaf Found(string letter, Term term, List<WorkedLine> lines)
    {
        double value = term.Value();
        lines.Add(new(letter, term, value));
        return Term.Of(value, letter);
    }
}
