using System.Globalization;

namespace Myelin.Cli.Tracing;

/// <summary>How the numbers of a formula are written: as letters, or with so many digits.</summary>
interface IWriting
{
    string Write(Term.Leaf leaf);
}

/// <summary>A formula of numbers: written with its letters or with their numbers, and computed from what is written.</summary>
abstract record Term
{
    /// <summary>How strongly it holds together: a sum least, a product, a sign or power, a number or function most.</summary>
    protected abstract int Strength { get; }

    protected const int OfSum = 0, OfProduct = 1, OfPower = 2, OfNumber = 3;

    public abstract string Text(IWriting writing);

    /// <summary>Its value from the numbers as they are written, or as they are where nothing is.</summary>
    public abstract double Value(IWriting? writing = null);

    /// <summary>Sums that were cut have a number for what was left out, and say how many terms it stands for.</summary>
    public virtual IEnumerable<(Leaf Left, int Terms)> Rests => [];

    /// <summary>A number that was computed or learned, shown with so many digits.</summary>
    public static Leaf Of(double number, string letter = "") => new(number, letter, IsExact: false);

    /// <summary>A setting, shown with all of its digits.</summary>
    public static Leaf Exactly(double number, string letter = "") => new(number, letter, IsExact: true);

    public static implicit operator Term(double number) => Exactly(number);

    public static Term operator +(Term a, Term b) => new Operation("+", a, b);

    public static Term operator -(Term a, Term b) => new Operation("−", a, b);

    public static Term operator *(Term a, Term b) => new Operation("·", a, b);

    public static Term operator /(Term a, Term b) => new Operation("/", a, b);

    public static Term operator -(Term a) => new Negative(a);

    public static Term Power(Term a, Term exponent) => new Raised(a, exponent);

    public static Term Square(Term a) => new Raised(a, 2);

    public static Term Exp(Term a) => new Raised(new Symbol("e", Math.E), a);

    public static Term Root(Term a) => new SquareRoot(a);

    public static Term Ln(Term a) => new Function("ln", Math.Log, a);

    public static Term Tanh(Term a) => new Function("tanh", Math.Tanh, a);

    public static Term Sin(Term a) => new Function("sin", Math.Sin, a);

    public static Term Cos(Term a) => new Function("cos", Math.Cos, a);

    public static Term Sign(Term a) => new Function("sign", x => Math.Sign(x), a);

    public static Term Erf(Term a) => new Function("erf", NormalError.Of, a);

    public static Term Erfc(Term a) => new Function("erfc", NormalError.Complement, a);

    public static Term Abs(Term a) => new Magnitude(a);

    public static Term Max(Term a, Term b) => new Choice("max", Math.Max, a, b);

    public static Term Min(Term a, Term b) => new Choice("min", Math.Min, a, b);

    /// <summary>π</summary>
    public static Term Pi { get; } = new Symbol("π", Math.PI);

    /// <summary>Of longer sums the middle is one number.</summary>
    const int MostTerms = 6;

    /// <param name="most">terms that are shown</param>
    public static Term Sum(int count, Func<int, Term> term, int most = MostTerms)
    {
        if (count <= most) return Enumerable.Range(0, count).Select(term).Aggregate((a, b) => a + b);
        Term shown = Enumerable.Range(0, MostTerms - 2).Select(term).Aggregate((a, b) => a + b);
        double rest = 0;
        for (int i = MostTerms - 2; i < count; i++) rest += term(i).Value();
        return new Cut(shown, Of(rest, "…"), count - MostTerms + 2);
    }

    // what is weaker than its place asks for stands in brackets
    private protected static string Within(Term term, int strength, IWriting writing)
    {
        string text = term.Text(writing);
        bool isBare = term.Strength >= strength && !(text.StartsWith('-') && term is Leaf);
        return isBare ? text : $"({text})";
    }

    internal sealed record Leaf(double Number, string Letter, bool IsExact) : Term
    {
        protected override int Strength => OfNumber;

        public override string Text(IWriting writing) => writing.Write(this);

        public override double Value(IWriting? writing = null) => writing is null ? Number : double.Parse(writing.Write(this), CultureInfo.InvariantCulture);
    }

    sealed record Symbol(string Letter, double Number) : Term
    {
        protected override int Strength => OfNumber;

        public override string Text(IWriting writing) => Letter;

        public override double Value(IWriting? writing = null) => Number;
    }

    sealed record Operation(string Between, Term A, Term B) : Term
    {
        bool IsSum => Between is "+" or "−";

        protected override int Strength => IsSum ? OfSum : OfProduct;

        public override IEnumerable<(Leaf, int)> Rests => A.Rests.Concat(B.Rests);

        public override string Text(IWriting writing)
        {
            // a first number may keep its sign; a − (b + c) and a/(b·c) need brackets
            string a = A is Leaf && IsSum ? A.Text(writing) : Within(A, Strength, writing);
            string b = Within(B, Between is "−" or "/" ? Strength + 1 : B is Negative && IsSum ? OfNumber : Strength, writing);
            return IsSum ? $"{a} {Between} {b}" : $"{a}{Between}{b}";
        }

        public override double Value(IWriting? writing = null)
        {
            (double a, double b) = (A.Value(writing), B.Value(writing));
            return Between switch { "+" => a + b, "−" => a - b, "·" => a * b, _ => a / b };
        }
    }

    sealed record Cut(Term Shown, Leaf Rest, int Terms) : Term
    {
        protected override int Strength => OfSum;

        public override IEnumerable<(Leaf, int)> Rests => Shown.Rests.Append((Rest, Terms));

        public override string Text(IWriting writing) => $"{Shown.Text(writing)} + {Within(Rest, OfNumber, writing)}";

        public override double Value(IWriting? writing = null) => Shown.Value(writing) + Rest.Value(writing);
    }

    sealed record Negative(Term A) : Term
    {
        protected override int Strength => OfProduct;

        public override IEnumerable<(Leaf, int)> Rests => A.Rests;

        public override string Text(IWriting writing) => $"−{Within(A, OfPower, writing)}";

        public override double Value(IWriting? writing = null) => -A.Value(writing);
    }

    sealed record Raised(Term A, Term Exponent) : Term
    {
        protected override int Strength => OfPower;

        public override string Text(IWriting writing)
        {
            string a = Within(A, OfNumber, writing);
            return Exponent is Leaf { IsExact: true, Number: 2 or 3 } whole ? a + (whole.Number == 2 ? "²" : "³") : $"{a}^({Exponent.Text(writing)})";
        }

        public override double Value(IWriting? writing = null) => Math.Pow(A.Value(writing), Exponent.Value(writing));
    }

    sealed record SquareRoot(Term A) : Term
    {
        protected override int Strength => OfPower;

        public override string Text(IWriting writing) => $"√{Within(A, OfNumber, writing)}";

        public override double Value(IWriting? writing = null) => Math.Sqrt(A.Value(writing));
    }

    sealed record Function(string Name, Func<double, double> Compute, Term A) : Term
    {
        protected override int Strength => OfNumber;

        public override string Text(IWriting writing) => $"{Name}({A.Text(writing)})";

        public override double Value(IWriting? writing = null) => Compute(A.Value(writing));
    }

    sealed record Magnitude(Term A) : Term
    {
        protected override int Strength => OfNumber;

        public override string Text(IWriting writing) => $"|{A.Text(writing)}|";

        public override double Value(IWriting? writing = null) => Math.Abs(A.Value(writing));
    }

    sealed record Choice(string Name, Func<double, double, double> Compute, Term A, Term B) : Term
    {
        protected override int Strength => OfNumber;

        public override string Text(IWriting writing) => $"{Name}({A.Text(writing)}, {B.Text(writing)})";

        public override double Value(IWriting? writing = null) => Compute(A.Value(writing), B.Value(writing));
    }
}
