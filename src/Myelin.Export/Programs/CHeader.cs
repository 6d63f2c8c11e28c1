using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>The header of a program in C: what a caller gives and gets.</summary>
sealed class CHeader(string name, TabularProgram? program, IReadOnlyList<CellField> fields, IReadOnlyList<ForwardGraph> members, int stack)
{
    string Upper => name.ToUpperInvariant();

    public override string ToString() => $$"""
        /* Written by Myelin: {{(program is null ? "a network" : $"predicts {CText.Comment(program.Model.Target.Column)}")}}.

           The results are those of Myelin to the bit. Compile with -std=c99 -O2 (or -O3), and with -mfma or -march=native where the
           processor has fused multiply-adds: without them the C library computes each in software, slowly, with the same results.
           -D{{Upper}}_PLAIN makes products of plain multiplications and additions instead: results differ in the last digits.
           Functions allocate nothing and keep nothing: any number of threads may call them. They use about {{Kilobytes()}} KB of stack. */
        #ifndef {{Upper}}_H
        #define {{Upper}}_H

        #include <stddef.h>
        #include <stdint.h>

        #ifdef __cplusplus
        extern "C" {
        #endif

        {{(program is null ? Network() : Table(program.Model))}}
        #ifdef __cplusplus
        }
        #endif
        #endif

        """;

    string Kilobytes() => ((stack + 1023) / 1024).ToString(CultureInfo.InvariantCulture);

    string Network() => $$"""
        /* The output row of an input row. */
        void {{name}}_forward(const float x[{{members[0].Input.Width}}], float y[{{members[0].Output.Width}}]);

        """;

    string Table(TabularModel model)
    {
        int width = model.Encoder.Width;
        string classes = model.Target.Classes is not { } names ? "" : $$"""
            extern const char *const {{name}}_classes[{{names.Count}}];


            """;
        string prediction = model.Target.Classes is { } known ? $$"""
                int index;               /* of the predicted class, in {{name}}_classes */
                const char *label;       /* its name */
                float probabilities[{{known.Count}}];
                double value;            /* the predicted class's probability */

            """ : """
                double value;
                int clamped;             /* 1: limited to the range of the training rows' targets */

            """;
        string interval = model.Calibration.Intervals is null ? "" : $$"""

            /* The interval that holds the actual value with this probability, such as 0.9. Gives 1 where it is not between 0 and 1. */
            int {{name}}_interval(double prediction, double coverage, double *low, double *high);

            """;
        string invalid = "a number of the row is infinite" + (HasDates ? $" or a date is outside the range of {name}_date" : "");
        return $$"""
            {{Dates()}}typedef struct {{name}}_row
            {
            {{Row()}}} {{name}}_row;

            typedef struct {{name}}_prediction
            {
            {{prediction}}    int unknown;             /* cells unlike the training rows': unseen categories, numbers out of range, new gaps */
            } {{name}}_prediction;

            {{classes}}/* Sets every cell to missing. */
            void {{name}}_clear({{name}}_row *row);

            /* Gives 0 on success, 1 if {{invalid}}, or 2 if the prediction is not a finite number. */
            int {{name}}_predict(const {{name}}_row *row, {{name}}_prediction *out);

            /* The two halves of it, with the same codes: a row as the network's inputs, and the prediction of those. */
            int {{name}}_encode(const {{name}}_row *row, float x[{{width}}]);
            int {{name}}_answer(const float x[{{width}}], {{name}}_prediction *out);
            {{interval}}
            """;
    }

    bool HasDates => fields.Any(cell => cell.Encoder.Type == ColumnType.Date);

    string Dates() => !HasDates ? "" : $$"""
        #define {{Upper}}_NO_DATE INT64_MIN

        /* A date as a row holds it: the count of 100 ns since 0001-01-01 00:00. Valid dates are 0001-01-01 to 9999-12-31, with hours
           from 0 to 23, minutes from 0 to 59, and seconds from 0 to below 60. Any other date, such as February 30, gives
           {{Upper}}_NO_DATE. */
        int64_t {{name}}_date(int year, int month, int day, int hour, int minute, double second);


        """;

    string Row()
    {
        var row = new StringBuilder();
        foreach (CellField field in fields)
        {
            (string type, string missing) = field.Encoder.Type switch
            {
                ColumnType.Number => ("double ", "NAN: missing"),
                ColumnType.Boolean => ("int ", "1, 0, or -1: missing"),
                ColumnType.Date => ("int64_t ", $"{name}_date(...), or {Upper}_NO_DATE: missing"),
                _ => ("const char *", "UTF-8; NULL or \"\": missing"),
            };
            row.Append(CultureInfo.InvariantCulture, $"    {type}{field.Name}; /* {CText.Comment(field.Column)}; {missing} */\n");
        }
        return row.ToString();
    }
}
