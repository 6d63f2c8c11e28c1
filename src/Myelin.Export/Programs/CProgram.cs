using System.Globalization;
using System.Text;
using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>A model as one file of C99 with its header: no allocation, no library but C's, the bits of predictions.</summary>
sealed class CProgram
{
    readonly string _name;
    readonly TabularProgram? _program;
    readonly IReadOnlyList<ForwardGraph> _members;
    readonly CDialect _dialect = new();
    readonly Formulas _formulas = new(FormulaSource.C(), FormulaSource.C(FormulaPrecision.Double));
    readonly Tables _tables = new();
    readonly IReadOnlyList<CellField> _fields;
    readonly string _code;
    readonly bool _eightBits;

    /// <param name="name">what public names begin with, an identifier</param>
    /// <param name="program">null for networks without a table</param>
    /// <param name="eightBits">whether weights of products are written in 8 bits</param>
    public CProgram(string name, TabularProgram? program, IReadOnlyList<ForwardGraph> members, bool eightBits = false)
    {
        _eightBits = eightBits;
        (_name, _program, _members) = (name, program, members);
        _fields = program is null ? [] : CellField.Of(program, Identifiers.Snake());
        var code = new StringBuilder();
        var forward = new StringBuilder();
        for (int i = 0; i < members.Count; i++) forward.Append(Member(i));
        code.Append(_dialect.Products()).Append(forward);
        if (program is null) code.Append(Forward());
        else
        {
            var answer = new CAnswer(name, program, _formulas);
            code.Append(ClassTable()).Append(new CCells(name, _fields, program.Model, _formulas).Write()).Append(answer.Shares())
                .Append(answer.Write());
        }
        _code = code.ToString();
    }

    string Upper => _name.ToUpperInvariant();

    /// <summary>Bytes of stack that a prediction needs at most, without the C library's.</summary>
    public int Stack { get; private set; }

    public void WriteSource(TextWriter to, string header)
    {
        to.Write($$"""
            /* Written by Myelin. See {{CText.Comment(header)}}. */
            #include "{{header}}"

            #if defined(__FAST_MATH__)
            #error "Compile without -ffast-math: it changes what is computed."
            #endif
            #if defined(__clang__)
            #pragma STDC FP_CONTRACT OFF
            #elif defined(__GNUC__)
            #pragma GCC optimize ("fp-contract=off")
            #endif


            """);
        to.Write(_formulas.ToString());
        to.Write($$"""

            #if defined({{Upper}}_PLAIN)
            #define MULTIPLY_ADD(x, y, z) ((x) * (y) + (z))
            #else
            #define MULTIPLY_ADD(x, y, z) fmaf(x, y, z)
            #endif

            """);
        _tables.Write(to, (name, type, count) =>
            FormattableString.Invariant($"\nstatic const {(type == "int8" ? "int8_t" : type)} {name}[{count}] = {{\n    "), "\n};\n");
        to.Write(_code);
    }

    public void WriteHeader(TextWriter to) => to.Write(new CHeader(_name, _program, _fields, _members, Stack).ToString());

    string Member(int i)
    {
        string prefix = string.Create(CultureInfo.InvariantCulture, $"m{i}");
        var lines = new ForwardLines(_members[i], prefix, _dialect, _formulas, _tables, _eightBits);
        string body = lines.Write();
        // beside the networks' rows those of the answer: sums and probabilities as doubles, and what tempers them
        int inputs = _members[i].Input.Width, outputs = _members[i].Output.Width;
        Stack = Math.Max(Stack, checked(4 * (lines.Size + 2 * inputs + 3 * outputs) + 8 * 6 * outputs + 2048));
        return FormattableString.Invariant($$"""

            static void member{{i}}(const float *input, float *output)
            {
                float s[{{lines.Size}}];
                (void)s;
            {{body}}}

            """);
    }

    string Forward() => $$"""

        void {{_name}}_forward(const float x[{{_members[0].Input.Width}}], float y[{{_members[0].Output.Width}}])
        {
            member0(x, y);
        }

        """;

    string ClassTable() => _program!.Model.Target.Classes is not { } classes ? "" : $$"""

        const char *const {{_name}}_classes[{{classes.Count}}] = {
            {{CText.List(classes.Names.Select(CText.Quote))}}
        };

        """;
}
