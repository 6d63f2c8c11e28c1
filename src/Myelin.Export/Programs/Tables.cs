using System.Globalization;

namespace Myelin.Export;

/// <summary>A program's tables of constants: what they hold is written when the file is, not before.</summary>
sealed class Tables
{
    readonly List<(string Name, string Type, long Count, IEnumerable<string> Items)> _tables = [];
    readonly Dictionary<(object, TableShape), string> _names = [];

    /// <summary>The name under which a program finds a table.</summary>
    public string Of(string name, float[] values, TableShape shape) => Add(name, "float", values, values.Length, shape,
        () => shape.Places(values.Length).Select(place => Literal(place < 0 ? 0f : values[place])));

    /// <summary>The same of whole numbers of 8 bits.</summary>
    public string Of(string name, sbyte[] values, TableShape shape) => Add(name, "int8", values, values.Length, shape,
        () => shape.Places(values.Length).Select(place => (place < 0 ? 0 : values[place]).ToString(CultureInfo.InvariantCulture)));

    string Add(string name, string type, object values, int length, TableShape shape, Func<IEnumerable<string>> items)
    {
        if (_names.TryGetValue((values, shape), out string? known)) return known;
        string identifier = string.Concat(name.Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '_'));
        if (_tables.Any(table => table.Name == identifier))
            identifier = string.Create(CultureInfo.InvariantCulture, $"{identifier}_{_tables.Count}");
        _tables.Add((identifier, type, (long)length / shape.Columns * shape.Padded, items()));
        return _names[(values, shape)] = identifier;
    }

    /// <param name="begin">of a table, by its name, type (float, int8) and count</param>
    /// <param name="end">of a table</param>
    public void Write(TextWriter to, Func<string, string, long, string> begin, string end)
    {
        foreach ((string name, string type, long count, IEnumerable<string> items) in _tables)
        {
            to.Write(begin(name, type, count));
            long written = 0;
            foreach (string item in items)
            {
                if (written > 0) to.Write(written % 8 == 0 ? ",\n    " : ", ");
                to.Write(item);
                written++;
            }
            to.Write(end);
        }
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
