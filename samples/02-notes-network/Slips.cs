using System.Globalization;
using Myelin;
using Myelin.Explain;
using Myelin.Numerics;

/// <summary>Five slips that notes on backpropagation carry on, each beside the number that shows it.</summary>
static class Slips
{
    public static void Print()
    {
        Sign();
        Chain();
        Denominator();
        Overflow();
        Shape();
    }

    // 1/(1 + eᶻ) falls where the sigmoid rises
    static void Sign()
    {
        const double z = 1, h = 1e-6;
        double Wrong(double z) => 1 / (1 + Exp(z));
        double Right(double z) => 1 / (1 + Exp(-z));
        Line("1. the sigmoid's sign, at z = 1");
        foreach ((string name, Func<double, double> f) in new[] { ("1/(1 + e⁺ᶻ)", Wrong), ("1/(1 + e⁻ᶻ)", (Func<double, double>)Right) })
            Line($"   f = {name}:  f (1 − f) = {f(z) * (1 - f(z)):F6},  slope measured = {(f(z + h) - f(z - h)) / (2 * h):F6}");
    }

    // the chain for the weight from input 1 to hidden neuron 1, with the network's own numbers
    static void Chain()
    {
        (Trace<double> trace, Func<int, int, double> measured) = Notes();
        double loss = trace.Layers[1].OutputGradient[0, 0], output = trace.Layers[1].Output[0, 0];
        double a1 = trace.Layers[0].Output[0, 0], w2 = trace.Layers[1].Parameters[0].Value[0, 0], x = trace.Layers[0].Input[0, 0];
        double outputByWeight = output * (1 - output) * a1, outputByHidden = output * (1 - output) * w2, hiddenByWeight = a1 * (1 - a1) * x;
        Line("2. the chain from the loss to the weight of input 1 in hidden neuron 1");
        Line($"   ∂L/∂ŷ · ∂ŷ/∂w² · ∂L/∂a¹ · ∂a¹/∂w¹ = {loss * outputByWeight * (loss * outputByHidden) * hiddenByWeight:F6}");
        Line($"   ∂L/∂ŷ · ∂ŷ/∂a¹ · ∂a¹/∂w¹           = {loss * outputByHidden * hiddenByWeight:F6}");
        Line($"   measured                           = {measured(0, 0):F6}");
    }

    // one exponential for every k, or the exponential of each
    static void Denominator()
    {
        double[] z = [1, 2, 3], p = new double[3];
        new Softmax().Value<double>(z, p);
        Line("3. softmax of (1, 2, 3)");
        Line($"   e^aᵢ / Σₖ e^aᵢ, the index left off the a: {string.Join("  ", z.Select(a => Text(Exp(a) / (3 * Exp(a)))))}");
        Line($"   e^aᵢ / Σₖ e^aₖ:                           {string.Join("  ", p.Select(Text))}");
    }

    // right on paper, not in the machine
    static void Overflow()
    {
        double[] z = [1000, 1001], p = new double[2];
        new Softmax().Value<double>(z, p);
        Line("4. large arguments, in double precision");
        (double tanh, double both) = ((Exp(1000) - Exp(-1000)) / (Exp(1000) + Exp(-1000)), Exp(1000) + Exp(1001));
        Line($"   tanh 1000 = (eᶻ − e⁻ᶻ)/(eᶻ + e⁻ᶻ) = {tanh},  stable: {Elementary.Tanh(new Scalar<double>(1000)).Value}");
        Line($"   softmax of (1000, 1001) as printed = {Exp(1000) / both}  {Exp(1001) / both},  stable: {Text(p[0])}  {Text(p[1])}");
    }

    // one column of four for sixteen weights
    static void Shape()
    {
        (Trace<double> trace, Func<int, int, double> measured) = Notes();
        double[,] gradient = trace.Layers[0].Parameters[0].Gradient;
        Line("5. the hidden layer's gradient for one sample: the first row of four columns");
        string first = string.Join("  ", Enumerable.Range(0, 4).Select(o => Text(gradient[0, o])));
        Line($"   xᵀ·δ ({gradient.GetLength(0)}, {gradient.GetLength(1)}): {first}");
        Line($"   measured:    {string.Join("  ", Enumerable.Range(0, 4).Select(o => Text(measured(0, o))))}");
        Line($"   one (4, 1) column for all neurons would repeat {Text(gradient[0, 0])} four times");
    }

    /// <summary>One step of the notes' network, and how much its loss moves with the weight of input i in hidden neuron o.</summary>
    static (Trace<double> Trace, Func<int, int, double> Measured) Notes()
    {
        var network = new Network(4, new Dense(4, new Sigmoid()), new Dense(1, new Sigmoid()));
        Model<double> model = Model.Create<double>(network, seed: 1);
        double[,] x = { { 1, 0, 0, 1 } }, y = { { 0 } };
        var sample = new Samples<double>(x, y);
        double LossWith(int i, int o, double change)
        {
            double[,] weights = model.Parameters.Get("layers.0.weight");
            double[] moved = [.. weights.Cast<double>()];
            moved[i * 4 + o] += change;
            using Parameters<double> parameters = model.Parameters.Alike();
            model.Parameters.CopyTo(parameters);
            parameters.Write("layers.0.weight", moved);
            return Trace<double>.Of(new Model<double>(network, parameters), new HalfSquaredError(), sample).Loss;
        }
        const double h = 1e-6;
        return (Trace<double>.Of(model, new HalfSquaredError(), sample), (i, o) => (LossWith(i, o, h) - LossWith(i, o, -h)) / (2 * h));
    }

    static double Exp(double z) => Elementary.Exp(new Scalar<double>(z)).Value;

    static string Text(double value) => value.ToString("F6", CultureInfo.InvariantCulture);

    static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    static void Line(string text) => Console.WriteLine(text);
}
