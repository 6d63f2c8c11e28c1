using Myelin.Initializers;

namespace Myelin.Text;

/// <summary>Initializers as text, in model files and on the command line: <c>glorot-uniform</c>, <c>constant(value=0.5)</c></summary>
public static class InitializerNames
{
    static readonly Vocabulary<IInitializer> s_table = new("initializer",
        new Entry<IInitializer>("constant", ["value"], s => new Constant(s.Number("value", 0)), i => i is Constant c ? [c.Value] : null, []),
        new Entry<IInitializer>("glorot-uniform", ["gain"], s => new GlorotUniform(s.Number("gain", 1)), i => i is GlorotUniform g ? [g.Gain] : null, []));

    /// <summary>Every name, in alphabetical order.</summary>
    public static IReadOnlyList<string> All => s_table.All;

    /// <summary>Reads <c>name</c> or <c>name(key=value, …)</c>; hyphens, underscores and case do not matter.</summary>
    /// <exception cref="FormatException">no such initializer or setting; the message lists those there are</exception>
    public static IInitializer Parse(string text) => s_table.Parse(text);

    /// <summary>The text that <see cref="Parse"/> reads back to an equal initializer; settings at their defaults are left out.</summary>
    /// <exception cref="NotSupportedException">the initializer is one's own</exception>
    public static string Format(IInitializer initializer) => s_table.Format(initializer);
}
