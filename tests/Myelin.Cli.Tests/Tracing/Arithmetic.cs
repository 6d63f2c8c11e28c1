using System.Globalization;

namespace Myelin.Cli.Tests.Tracing;

/// <summary>Computes what a line of arithmetic says, as it stands there: 1/(1 + e^(−0.34)), √(0.5² + 1e-8)·3.</summary>
/// <remarks>It knows nothing of how the program writes or computes, so that neither can hide a slip of the other.</remarks>
sealed class Arithmetic
{
    readonly string _text;
    int _at;

    Arithmetic(string text) => _text = text;

    public static double Of(string text)
    {
        var reader = new Arithmetic(text);
        double value = reader.Sum();
        return reader.Peek == '\0' ? value : throw new FormatException($"'{text}' goes on with '{text[reader._at..]}'.");
    }

    char Peek
    {
        get
        {
            while (_at < _text.Length && _text[_at] == ' ') _at++;
            return _at < _text.Length ? _text[_at] : '\0';
        }
    }

    bool Take(char sign)
    {
        if (Peek != sign) return false;
        _at++;
        return true;
    }

    void Expect(char sign)
    {
        if (!Take(sign)) throw new FormatException($"'{_text}': {sign} was expected at {_at}.");
    }

    double Sum()
    {
        double value = Product();
        while (true)
            if (Take('+')) value += Product();
            else if (Take('−')) value -= Product();
            else return value;
    }

    double Product()
    {
        double value = Factor();
        while (true)
            if (Take('·')) value *= Factor();
            else if (Take('/')) value /= Factor();
            else return value;
    }

    double Factor() => Take('−') || Take('-') ? -Factor() : Power();

    double Power()
    {
        double value = Atom();
        while (true)
            if (Take('²')) value *= value;
            else if (Take('³')) value = value * value * value;
            else if (Take('^')) value = Math.Pow(value, Bracket());
            else return value;
    }

    double Bracket()
    {
        Expect('(');
        double value = Sum();
        Expect(')');
        return value;
    }

    double Atom()
    {
        char sign = Peek;
        if (sign == '(') return Bracket();
        if (Take('√')) return Math.Sqrt(Atom());
        if (Take('π')) return Math.PI;
        if (Take('|'))
        {
            double value = Math.Abs(Sum());
            Expect('|');
            return value;
        }
        return char.IsAsciiDigit(sign) ? Number() : Function();
    }

    double Number()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')) _at++;
        if (_at + 1 < _text.Length && _text[_at] == 'e' && (char.IsAsciiDigit(_text[_at + 1]) || _text[_at + 1] is '-' or '+'))
        {
            _at += 2;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        }
        return double.Parse(_text.AsSpan(start, _at - start), CultureInfo.InvariantCulture);
    }

    double Function()
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at])) _at++;
        string name = _text[start.._at];
        if (name == "e") return Math.E;
        Expect('(');
        double first = Sum(), second = name is "max" or "min" ? Second() : 0;
        Expect(')');
        return name switch
        {
            "ln" => Math.Log(first),
            "tanh" => Math.Tanh(first),
            "sin" => Math.Sin(first),
            "cos" => Math.Cos(first),
            "sign" => Math.Sign(first),
            "erf" => Bell(0, first),
            "erfc" => first < 0 ? 2 - Bell(-first, -first + 8) : Bell(first, first + 8),
            "max" => Math.Max(first, second),
            "min" => Math.Min(first, second),
            _ => throw new FormatException($"'{_text}': {name} is no function."),
        };
    }

    double Second()
    {
        Expect(',');
        return Sum();
    }

    // 2/√π ∫ e^(−t²) dt by Simpson's rule
    static double Bell(double from, double to)
    {
        const int parts = 4000;
        double h = (to - from) / parts, sum = Math.Exp(-from * from) + Math.Exp(-to * to);
        for (int i = 1; i < parts; i++) sum += (i % 2 == 1 ? 4 : 2) * Math.Exp(-(from + i * h) * (from + i * h));
        return 2 / Math.Sqrt(Math.PI) * sum * h / 3;
    }
}
