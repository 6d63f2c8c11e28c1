using System.Text;
using Myelin.Tabular;

namespace Myelin.Cli.Predicting;

/// <summary>A CSV line for each prediction.</summary>
/// <param name="guards">whether cells of text that a spreadsheet would run as a formula begin with an apostrophe</param>
sealed class PredictionCsv(PredictionFields fields, bool guards) : IPredictionWriter
{
    /// <summary>The names of the columns.</summary>
    public string Header => string.Join(',', fields.Names.Select(Cell));

    public void Write(Stream stream, IEnumerable<(Table Rows, IReadOnlyList<Prediction> Predictions)> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        // nothing is written before the first rows could be read
        string header = Header + "\n";
        foreach ((Table table, IReadOnlyList<Prediction> predictions) in rows)
        {
            writer.Write(header);
            header = "";
            string[][] kept = [.. fields.Keep.Select(name => table.Kept[name])];
            for (int row = 0; row < predictions.Count; row++)
            {
                foreach (string[] cells in kept) writer.Write($"{Cell(cells[row])},");
                WriteLine(writer, predictions[row]);
            }
        }
    }

    void WriteLine(StreamWriter writer, Prediction prediction)
    {
        writer.Write(prediction.Class is { } name ? Cell(name) : fields.Text(prediction.Value));
        if (fields.Interval is not null)
        {
            Interval between = fields.IntervalOf(prediction);
            writer.Write($",{fields.Text(between.Low)},{fields.Text(between.High)}");
        }
        else
            foreach (float p in prediction.Probabilities) writer.Write($",{ExactNumber.Text(p)}");
        if (fields.HasFlags) writer.Write($",{Cell(string.Join("; ", fields.Flags(prediction)))}");
        writer.Write('\n');
    }

    string Cell(string text)
    {
        if (guards && FormulaGuard.IsFormula(text)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
