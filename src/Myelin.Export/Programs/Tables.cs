using System.Globalization;

namespace Myelin.Export;

/// <summary>A program's tables of constants: what they hold is written when the file is, not before.</summary>
sealed class Tables
{
    readonly List<(string Name, float[] Values, int Columns, int Padded)> _tables = [];
    readonly Dictionary<(float[], int), string> _names = [];

    /// <summary>Numbers of all tables.</summary>
    public long Count => _tables.Sum(table => (long)table.Values.Length);

    /// <summary>The name under which a program finds a table.</summary>
    /// <param name="columns">of each of its rows</param>
    /// <param name="padded">columns that each row is written with, zeros behind its own</param>
    public string Of(string name, float[] values, int columns, int padded)
    {
        if (_names.TryGetValue((values, padded), out string? known)) return known;
        string identifier = string.Concat(name.Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '_'));
        if (_tables.Any(table => table.Name == identifier))
            identifier = string.Create(CultureInfo.InvariantCulture, $"{identifier}_{_tables.Count}");
        _tables.Add((identifier, values, columns, padded));
        return _names[(values, padded)] = identifier;
    }

    /// <param name="begin">of a table, by its name and count</param>
    /// <param name="end">of a table</param>
    public void Write(TextWriter to, Func<string, long, string> begin, string end)
    {
        foreach ((string name, float[] values, int columns, int padded) in _tables)
        {
            long count = (long)values.Length / columns * padded;
            to.Write(begin(name, count));
            long written = 0;
            for (int i = 0; i < values.Length; i++)
            {
                Next(values[i]);
                if ((i + 1) % columns == 0)
                    for (int pad = columns; pad < padded; pad++) Next(0);
            }
            to.Write(end);

            void Next(float value) => to.Write(string.Create(CultureInfo.InvariantCulture,
                $"{(written == 0 ? "" : written % 8 == 0 ? ",\n    " : ", ")}{Number(value, ref written)}"));
        }
    }

    static string Number(float value, ref long written)
    {
        written++;
        return Literal(value);
    }

    /// <summary>The shortest digits that are read as these very bits.</summary>
    public static string Literal(float value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().ContainsAny('.', 'E') ? $"{digits}f" : $"{digits}.0f";
    }

    public static string Literal(double value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().ContainsAny('.', 'E') ? digits : $"{digits}.0";
    }
}
