namespace Myelin.Numerics;

/// <summary>
/// A lane that computes nothing: it keeps what would be computed. Run over it, a formula gives itself, to be printed as text or LaTeX, with
/// letters or with their numbers, as C or JavaScript that computes the same bits, or to be walked as a graph.
/// </summary>
/// <remarks>
/// Its constants are of float's precision, as <see cref="ILane{TSelf}.Precision"/> says, where no other is asked for; the letters' numbers
/// are doubles.
/// </remarks>
public readonly partial struct Expression : IRowLane<Expression>
{
    static readonly Node s_zero = new(Operation.Constant) { IsExact = true, Number = 0 };

    readonly Node? _node;

    public Expression(Node node) => _node = node;

    public Node Node => _node ?? s_zero;

    [ThreadStatic]
    static int t_precision;

    public static int Precision => t_precision is > 0 and var bits ? bits : 24;

    /// <summary>A formula whose constants are those of another precision.</summary>
    /// <param name="bits">of the significand: 24 of float, 53 of double</param>
    internal static TResult InPrecision<TResult>(int bits, Func<TResult> formula)
    {
        int before = t_precision;
        t_precision = bits;
        try
        {
            return formula();
        }
        finally
        {
            t_precision = before;
        }
    }

    /// <summary>A letter that stands for any number.</summary>
    public static Expression Letter(string name) => new(new Node(Operation.Letter) { Name = name });

    /// <summary>A number that was computed or learned, shown with as many digits as its surroundings.</summary>
    public static Expression Measured(double number, string name = "") => new(new Node(Operation.Letter) { Name = name, Number = number });

    /// <summary>A setting, shown with all of its digits.</summary>
    public static Expression Exactly(double number, string name = "") =>
        new(new Node(Operation.Letter) { Name = name, Number = number, IsExact = true });

    public static implicit operator Expression(double number) => Of(number);

    public static Expression Of(double value) => new(new Node(Operation.Constant) { Number = value, IsExact = true });

    public static Expression Of(Coefficient value) => Of(value.Double);

    /// <remarks>A setting has all of its digits; what comes of settings, as 1 − β₁ does, as many as its surroundings.</remarks>
    public static Expression Of(string letter, double value) =>
        letter == "1" ? Of(1) : letter.AsSpan().ContainsAny(" ·/√") ? Measured(value, letter) : Exactly(value, letter);

    public static Expression Of(string letter, Coefficient value) => Of(letter, value.Double);

    public static Expression Name(string letter, Expression x) => new(new Node(Operation.Named, x.Node) { Name = letter });

    public static Expression operator +(Expression a, Expression b) => Make(Operation.Add, a, b);

    public static Expression operator -(Expression a, Expression b) => Make(Operation.Subtract, a, b);

    public static Expression operator *(Expression a, Expression b) => Make(Operation.Multiply, a, b);

    public static Expression operator /(Expression a, Expression b) => Make(Operation.Divide, a, b);

    public static Expression operator -(Expression a) => Make(Operation.Negate, a);

    public static Expression MultiplyAdd(Expression x, Expression y, Expression z) => Make(Operation.MultiplyAdd, x, y, z);

    public static Expression Sqrt(Expression x) => Make(Operation.Sqrt, x);

    public static Expression Abs(Expression x) => Make(Operation.Abs, x);

    public static Expression Max(Expression x, Expression y) => Make(Operation.Max, x, y);

    public static Expression Min(Expression x, Expression y) => Make(Operation.Min, x, y);

    public static Expression CopySign(Expression x, Expression y) => Make(Operation.CopySign, x, y);

    public static Expression Round(Expression x) => Make(Operation.Round, x);

    public static Expression Clamp(Expression x, Expression low, Expression high) => Make(Operation.Clamp, x, low, high);

    public static Expression Scale(Expression x, Expression n) => Make(Operation.Scale, x, n);

    public static Expression ScaleWide(Expression x, Expression n) => Make(Operation.ScaleWide, x, n);

    public static Expression Split(Expression x, out Expression n)
    {
        n = Make(Operation.Exponent, x);
        return Make(Operation.Mantissa, x);
    }

    public static Expression IfLess(Expression x, Expression y, Expression then, Expression otherwise) =>
        Make(Operation.IfLess, x, y, then, otherwise);

    public static Expression IfEqual(Expression x, Expression y, Expression then, Expression otherwise) =>
        Make(Operation.IfEqual, x, y, then, otherwise);

    /// <summary>Both branches are kept: what is asked for where any is less.</summary>
    public static bool AnyLess(Expression x, Expression y) => true;

    public static Expression SinOfHuge(Expression x) => Make(Operation.SinOfHuge, x);

    public static Expression CosOfHuge(Expression x) => Make(Operation.CosOfHuge, x);

    public static Expression Exp(Expression x) => Make(Operation.Exp, x);

    public static Expression ExpMinusOne(Expression x) => Make(Operation.ExpMinusOne, x);

    public static Expression Log(Expression x) => Make(Operation.Log, x);

    public static Expression LogOnePlus(Expression x) => Make(Operation.LogOnePlus, x);

    public static Expression Tanh(Expression x) => Make(Operation.Tanh, x);

    public static Expression Erf(Expression x) => Make(Operation.Erf, x);

    public static Expression Sin(Expression x) => Make(Operation.Sin, x);

    public static Expression Cos(Expression x) => Make(Operation.Cos, x);

    public static Expression Sign(Expression x) => Make(Operation.Sign, x);

    public static Expression Sigmoid(Expression z, Expression t) => Make(Operation.Sigmoid, z, t);

    public static Expression Softplus(Expression z, Expression t) => Make(Operation.Softplus, z, t);

    public static Expression LogSigmoid(Expression z, Expression t) => Make(Operation.LogSigmoid, z, t);

    public static Expression NormalDistribution(Expression z, Expression bell) => Make(Operation.NormalDistribution, z, bell);

    public static Expression Power(Expression x, Expression y) => Make(Operation.Power, x, y);

    public static Expression Power(Expression x, Expression n, long whole) => Make(Operation.Power, x, n);

    public static Expression Square(Expression x) => Power(x, 2);

    /// <summary>π</summary>
    public static Expression Pi { get; } = Exactly(Math.PI, "π");

    /// <summary>Of longer sums the middle is one number.</summary>
    const int MostTerms = 6;

    /// <summary>Σ of terms: of many, the first ones and a number for the others.</summary>
    /// <param name="most">terms that are shown</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no terms, or fewer than three are shown.</exception>
    public static Expression Sum(int count, Func<int, Expression> term, int most = MostTerms)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentNullException.ThrowIfNull(term);
        if (count > most) ArgumentOutOfRangeException.ThrowIfLessThan(most, 3);
        if (count <= most) return Enumerable.Range(0, count).Select(term).Aggregate((a, b) => a + b);
        double rest = 0;
        for (int i = most - 2; i < count; i++) rest += term(i).Value;
        Node[] shown = [.. Enumerable.Range(0, most - 2).Select(i => term(i).Node), Measured(rest, "…").Node];
        return new(new Node(Operation.Sum, shown) { LeftOut = count - most + 2 });
    }

    /// <summary>What it gives in double precision; NaN where a letter has no number.</summary>
    public double Value => FormulaValue.Of(Node);

    /// <summary>The formula with its letters.</summary>
    public override string ToString() => FormulaText.Of(Node);

    /// <summary>The same as LaTeX.</summary>
    public string ToLatex() => FormulaLatex.Of(Node);

    static Expression Make(Operation operation, params ReadOnlySpan<Expression> arguments)
    {
        var nodes = new Node[arguments.Length];
        for (int i = 0; i < nodes.Length; i++) nodes[i] = arguments[i].Node;
        return new(new Node(operation, nodes));
    }
}
